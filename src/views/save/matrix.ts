/** A turn by `angle` radians, and then a shift: all that pictures do to their plane. */
export interface Placing {
  readonly angle: number
  readonly x: number
  readonly y: number
}

export const asItIs: Placing = { angle: 0, x: 0, y: 0 }

/** Where a place of the turned and shifted plane lies. */
export function placed({ angle, x, y }: Placing, [px, py]: readonly [number, number]): readonly [number, number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [x + cos * px - sin * py, y + sin * px + cos * py]
}

export function shifted(placing: Placing, dx: number, dy: number): Placing {
  const [x, y] = placed(placing, [dx, dy])
  return { ...placing, x, y }
}

export const turned = (placing: Placing, angle: number): Placing => ({ ...placing, angle: placing.angle + angle })

import type { Window } from '../../math/window.ts'

/** Index of the point of `[n, 2]` nearest to a place, measured in shares of the window; −1 when there is none. */
export function nearestPoint(points: Float32Array, [x, y]: readonly [number, number], window: Window): number {
  const [horizontal = [0, 1], vertical = [0, 1]] = window
  const [spanX, spanY] = [horizontal[1] - horizontal[0], vertical[1] - vertical[0]]
  let best = -1
  let least = Infinity
  for (let i = 0; i < points.length / 2; i++) {
    const distance = (((points[2 * i] ?? 0) - x) / spanX) ** 2 + (((points[2 * i + 1] ?? 0) - y) / spanY) ** 2
    if (distance < least) [best, least] = [i, distance]
  }
  return best
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** Where the cursor stands after a key: an arrow moves it a share of the window (a fiftieth), with Shift a tenth; else null. */
export function movedCursor(
  cursor: readonly [number, number] | null,
  key: string,
  far: boolean,
  window: Window,
  step = 0.02,
): readonly [number, number] | null {
  const direction = directions[key]
  if (!direction) return null
  const [horizontal = [0, 1], vertical = [0, 1]] = window
  const share = far ? 0.1 : step
  const move = ([low, high]: readonly [number, number], at: number | undefined, sign: number) =>
    Math.min(high, Math.max(low, (at ?? (low + high) / 2) + sign * share * (high - low)))
  return [move(horizontal, cursor?.[0], direction[0]), move(vertical, cursor?.[1], direction[1])]
}

import { describe, expect, it } from 'vitest'
import { lightColours } from '../../../src/views/colours.ts'
import { componentSprites, spritesOf } from '../../../src/views/plane/points.ts'
import { logDensityRange, tintOf } from '../../../src/views/plane/tint.ts'
import type { Window } from '../../../src/math/window.ts'

const window: Window = [[-4, 4], [-4, 4]]

const pointsAt = (z: readonly (readonly [number, number])[], logDensity: readonly number[] = z.map(() => 0)) => ({
  points: [new Float32Array(2 * z.length), Float32Array.from(z.flat())], logDets: [], logDensity: Float32Array.from(logDensity), components: new Uint8Array(z.length),
})
const coloursOf = (tint: ReturnType<typeof tintOf>) => [...(tint?.index ?? [])].map((at) => tint?.colours[at])

describe('the colour of points', () => {
  it('is their component’s where nothing else is asked for', () => {
    expect(tintOf(pointsAt([[0, 0]]), window, 'component', lightColours)).toBeNull()
  })

  it('goes around z by angle and grows stronger outwards', () => {
    const tint = tintOf(pointsAt([[2, 0], [2.001, 0], [0, 2], [-2, 0], [0, -2], [0.01, 0], [2, -0.001]]), window, 'latent', lightColours)
    const [east, again, north, west, south, middle, below] = coloursOf(tint)
    expect(again).toBe(east)
    expect(below).toBe(east)
    expect(new Set([east, north, west, south, middle]).size).toBe(5)
  })

  it('rises with log p, and bears what is no number', () => {
    const tint = tintOf(pointsAt([[0, 0], [0, 0], [0, 0], [NaN, 0]], [-5, -1, 0.4, NaN]), window, 'density', lightColours)
    const [low = 0, middle = 0, high = 0] = tint?.index ?? []
    expect(low).toBeLessThan(middle)
    expect(middle).toBeLessThan(high)
    expect(coloursOf(tintOf(pointsAt([[NaN, 0]]), window, 'latent', lightColours))[0]).toMatch(/^#/)
  })

  it('has a scale with whole ends that holds nearly all', () => {
    const values = Array.from({ length: 100 }, (_, i) => (i === 0 ? -400 : -3.2 + i / 50))
    expect(logDensityRange(pointsAt(values.map(() => [0, 0] as const), values))).toEqual([-4, -1])
    expect(logDensityRange(pointsAt([], []))).toEqual([0, 1])
  })

  it('keeps the shape of the component', () => {
    const components = Uint8Array.of(0, 1)
    const tint = { colours: ['#123456'], index: Uint8Array.of(0, 0) }
    const spriteOf = spritesOf(components, tint, lightColours, 3, 1)
    const plain = componentSprites(lightColours, 3, 1)
    const shapeOf = (sprite: { readonly phases: readonly Uint32Array[] } | undefined) => [...(sprite?.phases[0] ?? [])].map((pixel) => pixel >>> 24)
    for (const i of [0, 1]) expect(shapeOf(spriteOf(i))).toEqual(shapeOf(plain[i]))
    expect([...(spriteOf(0).phases[0] ?? [])]).toContain(0xff563412)
    expect(spriteOf(0)).not.toBe(spriteOf(1))
  })
})

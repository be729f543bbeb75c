import { describe, expect, it } from 'vitest'
import { lightColours } from '../../../src/views/colours.ts'
import { markerRadius } from '../../../src/views/plane/points.ts'
import { spriteFor, type SpriteLook } from '../../../src/views/plane/sprites.ts'

const look: SpriteLook = { shape: 'circle', colour: lightColours.x, radius: 2, halo: 0.7, haloColour: lightColours.card }

describe('markers', () => {
  it('have few radii, however the size of the plot moves', () => {
    const sizes = Array.from({ length: 2000 }, (_, i) => 200 + i / 2)
    const radii = sizes.map((width) => markerRadius(2000, { left: 0, top: 0, width, height: 0.8 * width }))
    expect(new Set(radii).size).toBeLessThanOrEqual(11)
    for (let i = 1; i < radii.length; i++) expect(radii[i]).toBeGreaterThanOrEqual(radii[i - 1] ?? NaN)
    expect([Math.min(...radii), Math.max(...radii)].map((radius) => radius.toFixed(1))).toEqual(['1.2', '3.2'])
  })

  it('are made once, and forgotten when very many others have come', () => {
    const first = spriteFor(look)
    expect(spriteFor({ ...look })).toBe(first)
    for (let i = 0; i < 2001; i++) spriteFor({ ...look, colour: `rgb(${i % 256}, ${i >> 8}, 9)` })
    const again = spriteFor(look)
    expect(again).not.toBe(first)
    expect(again).toEqual(first)
  })
})

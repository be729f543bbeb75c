import { describe, expect, it } from 'vitest'
import { innerPlot, planeScales } from '../../../src/views/axes.ts'
import { densityRamp, densityShade, lightColours } from '../../../src/views/colours.ts'
import { drawHeatMap, fieldPixels } from '../../../src/views/plane/heatMap.ts'
import { drawLegend } from '../../../src/views/plane/legend.ts'
import { recorder } from '../recorder.ts'
import { fieldOf, logNormal } from './flow.ts'

const window = [[-4, 4], [-3, 3]] as const
const ramp = densityRamp(lightColours.x, lightColours)
const field = fieldOf(window, 41, 31, logNormal)

describe('the heat map', () => {
  it('has one opaque pixel per lattice point, the highest row first', () => {
    const slope = fieldOf(window, 5, 4, (_x, y) => y)
    const pixels = fieldPixels(slope, Math.exp(3), ramp)
    expect(pixels.length).toBe(5 * 4 * 4)
    const greenOf = (row: number) => pixels[row * 5 * 4 + 1] ?? 0
    expect(greenOf(0)).toBe(ramp[255 * 4 + 1])
    expect([0, 1, 2, 3].map(greenOf)).toEqual([0, 1, 2, 3].map(greenOf).toSorted((a, b) => a - b))
    for (let i = 3; i < pixels.length; i += 4) expect(pixels[i]).toBe(255)
  })

  it('grows darker with density and with nothing else', () => {
    const pixels = fieldPixels(field, 0.2, ramp)
    const byDensity = Array.from(field.values, (value, k) => {
      const [i, j] = [k % 41, Math.floor(k / 41)]
      return { value, green: pixels[((30 - j) * 41 + i) * 4 + 1] ?? 0 }
    }).sort((a, b) => a.value - b.value)
    for (let k = 1; k < byDensity.length; k++) expect(byDensity[k]?.green).toBeLessThanOrEqual(byDensity[k - 1]?.green ?? 0)
    expect(new Set(byDensity.map(({ green }) => green)).size).toBeGreaterThan(20)
  })

  it('shows no density, and no number at all, as the bare card', () => {
    const pixels = fieldPixels(fieldOf(window, 2, 2, (x) => (x < 0 ? -Infinity : Number.NaN)), 1, ramp)
    for (let i = 0; i < 16; i += 4) expect([...pixels.subarray(i, i + 4)]).toEqual([...ramp.subarray(0, 4)])
  })

  it('puts the centres of the corner pixels on the corners of the window', () => {
    const plot = innerPlot({ width: 500, height: 400 })
    const scales = planeScales(window, plot)
    const { context, named } = recorder()
    const image = {} as CanvasImageSource
    drawHeatMap(context, image, field, scales)
    const [, left = 0, top = 0, width = 0, height = 0] = (named('drawImage')[0]?.args ?? []) as number[]
    expect(left + width / 41 / 2).toBeCloseTo(plot.left, 9)
    expect(left + width - width / 41 / 2).toBeCloseTo(plot.left + plot.width, 9)
    expect(top + height / 31 / 2).toBeCloseTo(plot.top, 9)
    expect(top + height - height / 31 / 2).toBeCloseTo(plot.top + plot.height, 9)
  })
})

describe('the legend', () => {
  it('has the colours of the heat map under its numbers', () => {
    const { context, named } = recorder()
    drawLegend(context, { width: 168, height: 28 }, 0.5, lightColours.x, lightColours)
    const bars = named('fillRect').map(({ args, fillStyle }) => ({ left: Number(args[0]), width: Number(args[2]), fillStyle }))
    const numbers = named('fillText').map(({ args }) => ({ value: Number(args[0]), x: Number(args[1]) }))
    expect(numbers.map(({ value }) => value)).toEqual([0, 0.063, 0.25, 0.5])
    for (const { value, x } of numbers.slice(1, 3)) {
      const bar = bars.findLast(({ left }) => left <= x)
      const step = Math.round(255 * densityShade(value, 0.5)) * 4
      const green = Number(/ (\d+) /.exec(String(bar?.fillStyle))?.[1])
      expect(Math.abs(green - (ramp[step + 1] ?? 0))).toBeLessThanOrEqual(1)
    }
  })
})

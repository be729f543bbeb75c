import { readFileSync } from 'node:fs'
import { lab, rgb } from 'd3'
import { describe, expect, it } from 'vitest'
import { darkColours, densityColour, densityRamp, densityShade, lightColours, logDensityColour, marker, readColours, shapes, stageColour, wheelColour } from '../../src/views/colours.ts'
import { stretchColour, stretchRamp } from '../../src/views/stretch.ts'

const themes = { light: lightColours, dark: darkColours }
const css = ([r, g, b]: readonly number[]) => `rgb(${r}, ${g}, ${b})`

function luminance(colour: string): number {
  const { r, g, b } = rgb(colour)
  const [lr = 0, lg = 0, lb = 0] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb
}
const contrast = (a: string, b: string) => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((p, q) => p - q)
  return (light + 0.05) / (dark + 0.05)
}

/** Viénot, Brettel and Mollon 1999: what a deuteranope sees, on linear RGB. */
function deuteranope(colour: string): string {
  const { r, g, b } = rgb(colour)
  const [R = 0, G = 0, B = 0] = [r, g, b].map((v) => (v / 255) ** 2.2)
  const mixed = 0.29275 * R + 0.70725 * G
  const blue = -0.02234 * R + 0.02234 * G + B
  return css([mixed, mixed, blue].map((v) => Math.round(255 * Math.min(1, Math.max(0, v)) ** (1 / 2.2))))
}
const distance = (a: string, b: string) => {
  const [p, q] = [lab(a), lab(b)]
  return Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b)
}

describe.each(Object.entries(themes))('colours, %s', (_name, colours) => {
  it('steps evenly in lightness along the density scale, and alike for x and z', () => {
    const lightness = (hue: string) => Array.from({ length: 11 }, (_, i) => lab(css(densityColour(i / 10, hue, colours))).l)
    const [warm, cool] = [lightness(colours.x), lightness(colours.z)]
    const step = ((warm[10] ?? 0) - (warm[0] ?? 0)) / 10
    for (let i = 1; i <= 10; i++) {
      expect(Math.abs((warm[i] ?? 0) - (warm[i - 1] ?? 0) - step)).toBeLessThan(0.8)
      expect(Math.abs((warm[i] ?? 0) - (cool[i] ?? 0))).toBeLessThan(2)
    }
  })

  it('begins the density scale at the card', () => {
    expect(contrast(css(densityColour(0, colours.x, colours)), colours.card)).toBeLessThan(1.02)
    expect([...densityRamp(colours.z, colours).subarray(0, 3)]).toEqual([...densityColour(0, colours.z, colours)])
  })

  it('has one stretch scale: grey in the middle, both ends alike, and apart for red-green blind eyes', () => {
    const [squeezed, nothing, stretched] = [-1, 0, 1].map((share) => stretchColour(share, 1, colours))
    expect(distance(nothing ?? '', colours.line)).toBeLessThan(1)
    expect(Math.abs(lab(squeezed ?? '').l - lab(stretched ?? '').l)).toBeLessThan(10)
    expect(distance(deuteranope(squeezed ?? ''), deuteranope(stretched ?? ''))).toBeGreaterThan(25)
    expect(css([...stretchRamp(colours).subarray(0, 3)])).toBe(rgb(squeezed ?? '').formatRgb())
  })

  it('tells opposite sides of the wheel apart for red-green blind eyes, and keeps every colour of points off the card', () => {
    for (let turn = 0; turn < 0.5; turn += 1 / 12) {
      const sides = [turn, turn + 0.5].map((at) => wheelColour(at, 1, colours))
      expect(distance(deuteranope(sides[0] ?? ''), deuteranope(sides[1] ?? '')), `turn ${turn}`).toBeGreaterThan(15)
    }
    for (let share = 0; share <= 1; share += 0.1) {
      expect(contrast(logDensityColour(share, colours), colours.card), `log p ${share}`).toBeGreaterThan(1.8)
      for (const radius of [0, 0.5, 1]) expect(contrast(wheelColour(share, radius, colours), colours.card), `wheel ${share} ${radius}`).toBeGreaterThan(2.4)
    }
  })

  it('keeps markers legible on the card, and the first four apart for red-green blind eyes', () => {
    const markers = Array.from({ length: 8 }, (_, i) => marker(i, colours))
    expect(new Set(markers.map(({ shape }) => shape)).size).toBe(shapes.length)
    for (const { colour } of markers) expect(contrast(colour, colours.card), colour).toBeGreaterThan(3)
    const seen = markers.slice(0, 4).map(({ colour }) => deuteranope(colour))
    seen.forEach((one, i) => seen.slice(i + 1).forEach((other) => expect(distance(one, other), `${i} ${one} ${other}`).toBeGreaterThan(18)))
  })

  it('keeps the three meanings readable as text', () => {
    for (const name of ['x', 'z', 'f', 'ink', 'mute'] as const) {
      expect(contrast(colours[name], colours.card), name).toBeGreaterThan(4.5)
      expect(contrast(colours[name], colours.paper), name).toBeGreaterThan(4.5)
    }
  })
})

describe('the style sheet', () => {
  it('says what the code falls back to, light and dark', () => {
    const [light = '', dark = ''] = readFileSync('src/app/tokens.css', 'utf8').split('[data-theme="dark"]')
    for (const [sheet, colours] of [[light, lightColours], [dark, darkColours]] as const) {
      for (const name of ['x', 'z', 'f', 'paper', 'ink', 'mute', 'line', 'card'] as const) expect(sheet).toContain(`--${name}: ${colours[name]};`)
    }
  })
})

describe('scales of colour', () => {
  it('go from x over f to z', () => {
    expect([0, 1].map((share) => stageColour(share, lightColours))).toEqual([lightColours.x, lightColours.z])
    expect(distance(stageColour(0.5, lightColours), lightColours.f)).toBeLessThan(1)
  })

  it('shade densities from 0 to 1, never backwards', () => {
    const shades = [0, 1e-9, 0.01, 0.3, 1, 2, 50].map((p) => densityShade(p, 2))
    expect(shades).toEqual(shades.toSorted((a, b) => a - b))
    expect([shades[0], shades.at(-2), shades.at(-1)]).toEqual([0, 1, 1])
    expect(densityShade(Number.NaN, 2)).toBe(0)
  })

  it('come from the style sheet, and know the dark', () => {
    const style = { getPropertyValue: (name: string) => ({ '--x': ' #ff0000 ', '--card': '#101010', 'font-family': 'Serif' })[name] ?? '' }
    expect(readColours(style)).toMatchObject({ x: '#ff0000', z: lightColours.z, card: '#101010', font: 'Serif', dark: true })
  })
})

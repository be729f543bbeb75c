import { interpolateCividis, interpolateLab, lab, lch, rgb } from 'd3'

/** The three colours that mean three things, and the page's own. The style sheet is their only source. */
export interface Colours {
  readonly x: string
  readonly z: string
  readonly f: string
  readonly paper: string
  readonly ink: string
  readonly mute: string
  readonly line: string
  readonly card: string
  /** CSS font family for words on a canvas. */
  readonly font: string
  readonly dark: boolean
}

/** Marker shapes: with the colour they tell components apart, so that colour is never the only carrier. */
export const shapes = ['circle', 'triangle', 'square', 'diamond', 'cross', 'down', 'plus', 'bar'] as const
export type Shape = (typeof shapes)[number]

/** Characters that look like the markers, for words beside a picture. */
export const glyphs: Readonly<Record<Shape, string>> = { circle: '●', triangle: '▲', square: '■', diamond: '◆', cross: '✖', down: '▼', plus: '✚', bar: '▬' }

export interface Marker {
  readonly colour: string
  readonly shape: Shape
}

/** What holds before the style sheet has come, and in tests. */
export const lightColours: Colours = {
  x: '#b94712', z: '#0f7285', f: '#6a45b8', paper: '#fbfaf6', ink: '#1f1d1a', mute: '#645f57', line: '#e0dacd',
  card: '#ffffff', font: 'system-ui, sans-serif', dark: false,
}
export const darkColours: Colours = {
  x: '#f08a55', z: '#4fb8cc', f: '#b197f0', paper: '#171614', ink: '#f2efe8', mute: '#aca69b', line: '#3d3934',
  card: '#201e1b', font: 'system-ui, sans-serif', dark: true,
}

const names = ['x', 'z', 'f', 'paper', 'ink', 'mute', 'line', 'card'] as const

/** Reads `--x`, `--z`, … off a computed style, so that canvas and CSS agree. */
export function readColours(style: { getPropertyValue(name: string): string }): Colours {
  const found = names.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || lightColours[name]] as const)
  const colours = { ...lightColours, ...Object.fromEntries(found) }
  return { ...colours, font: style.getPropertyValue('font-family') || lightColours.font, dark: lab(colours.card).l < 50 }
}

/** Ordered so that neighbours differ in lightness as well as in hue: red-green blind eyes and grey prints keep them apart. */
const onLight = ['#8f2d08', '#cc7a00', '#14467f', '#b8478a', '#3c6b12', '#3f3a36', '#2f86c9', '#7a5fc0']
const onDark = ['#ff8050', '#ffe9a3', '#7fb4f5', '#f59ad0', '#b5df78', '#efe9df', '#4f9be0', '#c3adff']

/** The look of component `index` (a moon, a peak, a cluster); repeats after eight. */
export function marker(index: number, colours: Pick<Colours, 'dark'>): Marker {
  const palette = colours.dark ? onDark : onLight
  const at = index % palette.length
  return { colour: palette[at] ?? lightColours.ink, shape: shapes[at] ?? 'circle' }
}

/** How far along the density scale p lies, 0 … 1: the square root keeps thin bridges between modes visible. */
export const densityShade = (density: number, ceiling: number): number =>
  density > 0 ? Math.min(1, Math.sqrt(density / ceiling)) : 0

/** Where on the scale the full colour stands, CIE L*: points must stay legible on it. */
const fullLightness = { light: 66, dark: 52 }

/** `[r, g, b]` at `shade` 0 … 1 of the density scale. Lightness falls evenly from the card's, and alike for every hue. */
export function densityColour(shade: number, hue: string, colours: Colours): readonly [number, number, number] {
  const from = lab(colours.card)
  const full = lch(hue)
  const lightness = colours.dark ? fullLightness.dark : fullLightness.light
  const chroma = Math.min(full.c, 58) * shade
  const { r, g, b } = rgb(lch(from.l + (lightness - from.l) * shade, chroma, full.h)).clamp()
  return [Math.round(r), Math.round(g), Math.round(b)]
}

/** Red, green and blue, 0 … 255. */
export type Rgb = readonly [number, number, number]

const ramps = new Map<string, Uint8ClampedArray>()

/** 256 steps of a scale as RGBA bytes; made once for its key. */
export function rampOf(key: string, colourAt: (share: number) => Rgb): Uint8ClampedArray {
  const known = ramps.get(key)
  if (known) return known
  const ramp = new Uint8ClampedArray(256 * 4)
  for (let i = 0; i < 256; i++) ramp.set([...colourAt(i / 255), 255], i * 4)
  ramps.set(key, ramp)
  return ramp
}

/** The two ends of the scale of what is more or less than nothing: they differ for red-green blind eyes too, and neither is x or z. */
const lessHue = { light: '#1b7a3d', dark: '#58b878' }

/** `[r, g, b]` at `share` −1 … 1 of the diverging scale: green, the card's colour at 0, f's purple. */
export function divergingColour(share: number, colours: Colours): readonly [number, number, number] {
  const end = share < 0 ? (colours.dark ? lessHue.dark : lessHue.light) : colours.f
  const { r, g, b } = rgb(interpolateLab(colours.card, end)(Math.min(1, Math.abs(share)))).rgb()
  return [Math.round(r), Math.round(g), Math.round(b)]
}

/** 256 steps of the density scale as RGBA bytes; made once per hue and theme. */
export const densityRamp = (hue: string, colours: Colours): Uint8ClampedArray =>
  rampOf(`density ${hue} ${colours.card}`, (shade) => densityColour(shade, hue, colours))

/**
 * The colour of a place in z: `turn` 0 … 1 around is the hue, `radius` 0 … 1 makes it stronger. Hues are evenly spaced in
 * CIE LCh; reds are a little lighter than greens, so that red-green blind eyes tell opposite sides apart too.
 */
export function wheelColour(turn: number, radius: number, colours: Pick<Colours, 'dark'>): string {
  const lightness = (colours.dark ? 78 - 10 * radius : 30 + 18 * radius) + 12 * radius * Math.cos(2 * Math.PI * turn)
  return rgb(lch(lightness, 8 + 50 * radius, 360 * turn)).clamp().formatHex()
}

/** The colour of a point by its log-density, `share` 0 (lowest) … 1 (highest): evenly lighter, and the same to every eye. */
export const logDensityColour = (share: number, colours: Pick<Colours, 'dark'>): string =>
  // Its two ends would be lost on the card of either theme.
  rgb(interpolateCividis(colours.dark ? 0.35 + 0.65 * share : 0.75 * share)).formatHex()

export const bytesOf = (colour: string): Rgb => {
  const { r, g, b } = rgb(colour)
  return [r, g, b]
}

/** Once around the wheel at full strength, and the colours of log-densities, 256 steps each as RGBA bytes. */
export const wheelRamp = (colours: Colours): Uint8ClampedArray => rampOf(`wheel ${colours.card}`, (turn) => bytesOf(wheelColour(turn, 1, colours)))
export const logDensityRamp = (colours: Colours): Uint8ClampedArray => rampOf(`log p ${colours.card}`, (share) => bytesOf(logDensityColour(share, colours)))

/** The meaning colour of a place between x (0), f (½) and z (1). */
export function stageColour(share: number, colours: Colours): string {
  if (share <= 0) return colours.x
  if (share >= 1) return colours.z
  return share < 0.5
    ? interpolateLab(colours.x, colours.f)(share * 2)
    : interpolateLab(colours.f, colours.z)(share * 2 - 1)
}

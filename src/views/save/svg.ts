import type { Context2D, Size } from '../context.ts'
import { asItIs, placed, shifted, turned, type Placing } from './matrix.ts'

/** What an SVG needs of the page, which a file cannot hold. */
export interface SvgMeans {
  /** The width of a text, CSS pixels. */
  measure(text: string, font: string): TextMetrics
  /** An image as a data address. */
  address(image: CanvasImageSource): string
}

/** What `save` keeps beside the public styles. */
interface Keeping {
  readonly dash: readonly number[]
  readonly placing: Placing
  /** Number of the clip in force; 0 for none. */
  readonly clip: number
}

const styles = [
  'fillStyle', 'strokeStyle', 'lineWidth', 'globalAlpha', 'font', 'textAlign', 'textBaseline', 'lineJoin', 'lineCap', 'imageSmoothingEnabled',
  'imageSmoothingQuality',
] as const satisfies readonly (keyof Context2D)[]

/** How far below its place the line that letters stand on lies, em: SVG's own baselines are not drawn alike by all programs. */
const drop: Readonly<Record<CanvasTextBaseline, number>> = { alphabetic: 0, ideographic: 0, bottom: -0.21, middle: 0.35, hanging: 0.8, top: 0.9 }
const anchors: Readonly<Record<CanvasTextAlign, string>> = { start: 'start', left: 'start', center: 'middle', end: 'end', right: 'end' }

const number = (value: number): string => String(Math.round(value * 100) / 100)

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => escapes[letter] ?? '')

const attributes = (values: Readonly<Record<string, string | number | null>>): string =>
  Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escaped(typeof value === 'number' ? number(value) : value)}"`])).join('')

/** Weight, size in pixels and family of a canvas font. */
function fontParts(font: string): { readonly weight: string; readonly size: number; readonly family: string } {
  const [, weight = '400', size = '10', family = 'sans-serif'] = /^(?:(\w+) )?([\d.]+)px (.+)$/.exec(font) ?? []
  return { weight, size: Number(size), family }
}

/** A 2D context that writes an SVG: places are baked in, clips nest, images become data. Nothing is ever cleared. */
export class SvgContext implements Context2D {
  fillStyle: Context2D['fillStyle'] = '#000'
  strokeStyle: Context2D['strokeStyle'] = '#000'
  lineWidth = 1
  globalAlpha = 1
  font = '10px sans-serif'
  textAlign: CanvasTextAlign = 'start'
  textBaseline: CanvasTextBaseline = 'alphabetic'
  lineJoin: CanvasLineJoin = 'miter'
  lineCap: CanvasLineCap = 'butt'
  imageSmoothingEnabled = true
  imageSmoothingQuality: ImageSmoothingQuality = 'low'
  readonly #means: SvgMeans
  readonly #body: string[] = []
  readonly #clips: string[] = []
  readonly #saved: { readonly look: Partial<Context2D>; readonly keeping: Keeping }[] = []
  #keeping: Keeping = { dash: [], placing: asItIs, clip: 0 }
  #path: string[] = []

  constructor(means: SvgMeans) {
    this.#means = means
  }

  save(): void {
    const look: Partial<Context2D> = Object.fromEntries(styles.map((name) => [name, this[name]]))
    this.#saved.push({ look, keeping: this.#keeping })
  }

  restore(): void {
    const last = this.#saved.pop()
    if (!last) return
    Object.assign(this, last.look)
    this.#keeping = last.keeping
  }

  translate(x: number, y: number): void {
    this.#keeping = { ...this.#keeping, placing: shifted(this.#keeping.placing, x, y) }
  }

  rotate(angle: number): void {
    this.#keeping = { ...this.#keeping, placing: turned(this.#keeping.placing, angle) }
  }

  setLineDash(dash: Iterable<number>): void {
    this.#keeping = { ...this.#keeping, dash: [...dash] }
  }

  beginPath(): void {
    this.#path = []
  }

  closePath(): void {
    this.#path.push('Z')
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${this.#at(x, y)}`)
  }

  lineTo(x: number, y: number): void {
    // As on a canvas, a line from nowhere begins where it ends.
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${this.#at(x, y)}`)
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.push(this.#box(x, y, width, height))
  }

  arc(x: number, y: number, radius: number, from: number, to: number, backwards = false): void {
    const turn = Math.max(-2 * Math.PI, Math.min(2 * Math.PI, to - from))
    const way = backwards === turn < 0 ? turn : turn - Math.sign(turn) * 2 * Math.PI
    const on = (angle: number) => this.#at(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${on(from)}`)
    // In halves: an arc that ends where it begins would be none.
    for (const share of [0.5, 1]) this.#path.push(`A${number(radius)} ${number(radius)} 0 0 ${way > 0 ? 1 : 0} ${on(from + share * way)}`)
  }

  fill(): void {
    this.#fillPath(this.#path.join(''))
  }

  stroke(): void {
    this.#strokePath(this.#path.join(''))
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#fillPath(this.#box(x, y, width, height))
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#strokePath(this.#box(x, y, width, height))
  }

  clearRect(): void {}

  clip(): void {
    this.#clips.push(`<clipPath id="c${this.#clips.length + 1}"${this.#clipped()}><path d="${this.#path.join('')}"/></clipPath>`)
    this.#keeping = { ...this.#keeping, clip: this.#clips.length }
  }

  measureText(text: string): TextMetrics {
    return this.#means.measure(text, this.font)
  }

  fillText(text: string, x: number, y: number): void {
    const { font, fillStyle, globalAlpha, textAlign, textBaseline } = this
    const { weight, size, family } = fontParts(font)
    const look = { 'font-family': family, 'font-size': size, 'font-weight': weight, fill: String(fillStyle), 'fill-opacity': globalAlpha, 'text-anchor': anchors[textAlign] }
    this.#add(`<text${attributes({ ...this.#placedAt(x, y + drop[textBaseline] * size), ...look })}>${escaped(text)}</text>`)
  }

  drawImage(image: CanvasImageSource, ...box: readonly number[]): void {
    const [x = 0, y = 0, width = 0, height = 0] = box
    const place = { ...this.#placedAt(x, y), width, height, preserveAspectRatio: 'none', opacity: this.globalAlpha }
    this.#add(`<image${attributes({ ...place, href: this.#means.address(image) })}/>`)
  }

  /** The whole file, on a background. */
  file({ width, height }: Size, background: string): string {
    const defs = this.#clips.length > 0 ? [`<defs>${this.#clips.join('')}</defs>`] : []
    const ground = `<rect${attributes({ width, height, fill: background })}/>`
    return [`<svg xmlns="http://www.w3.org/2000/svg"${attributes({ width, height, viewBox: `0 0 ${width} ${height}` })}>`, ...defs, ground, ...this.#body, '</svg>', ''].join('\n')
  }

  #at(x: number, y: number): string {
    const [left, top] = placed(this.#keeping.placing, [x, y])
    return `${number(left)} ${number(top)}`
  }

  #box(x: number, y: number, width: number, height: number): string {
    const corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]] as const
    return `M${corners.map(([left, top]) => this.#at(left, top)).join('L')}Z`
  }

  /** Where something that is itself turned stands. */
  #placedAt(x: number, y: number): Readonly<Record<string, string | number | null>> {
    const { placing } = this.#keeping
    const [left, top] = placed(placing, [x, y])
    const transform = placing.angle === 0 ? null : `rotate(${number((placing.angle * 180) / Math.PI)} ${number(left)} ${number(top)})`
    return { x: left, y: top, transform }
  }

  #clipped(): string {
    return this.#keeping.clip > 0 ? ` clip-path="url(#c${this.#keeping.clip})"` : ''
  }

  /** The clip stands on a group around the element: it must not turn with it. */
  #add(element: string): void {
    this.#body.push(this.#keeping.clip > 0 ? `<g${this.#clipped()}>${element}</g>` : element)
  }

  #fillPath(d: string): void {
    if (d !== '') this.#add(`<path${attributes({ d, fill: String(this.fillStyle), 'fill-opacity': this.globalAlpha })}/>`)
  }

  #strokePath(d: string): void {
    if (d === '') return
    const look = { stroke: String(this.strokeStyle), 'stroke-opacity': this.globalAlpha, 'stroke-width': this.lineWidth, 'stroke-linejoin': this.lineJoin, 'stroke-linecap': this.lineCap }
    const { dash } = this.#keeping
    this.#add(`<path${attributes({ d, fill: 'none', ...look, 'stroke-dasharray': dash.length > 0 ? dash.join(' ') : null })}/>`)
  }
}

import type { Plot } from './axes.ts'
import type { Colours } from './colours.ts'
import type { Context2D, Size } from './context.ts'

export interface LabelLook {
  readonly colour: string
  /** Which part of the text stands at the place; 'left' where absent. */
  readonly align?: 'left' | 'center' | 'right'
  readonly bold?: boolean
}

const height = 15

/** Width of a label with its veil; leaves its font set. */
export function labelWidth(context: Context2D, text: string, { bold }: Pick<LabelLook, 'bold'>, colours: Colours): number {
  context.font = `${bold ? 600 : 400} 11px ${colours.font}`
  return context.measureText(text).width + 6
}

/** A curve's own legend: words on a veil of the card's colour, centred vertically at `y`, kept inside `bounds`. */
export function drawLabel(context: Context2D, text: string, [x, y]: readonly [number, number], look: LabelLook, bounds: Plot, colours: Colours): void {
  if (!Number.isFinite(x + y)) return
  context.save()
  const width = labelWidth(context, text, look, colours)
  const shift = look.align === 'right' ? width : look.align === 'center' ? width / 2 : 0
  const left = Math.max(bounds.left + 1, Math.min(bounds.left + bounds.width - width - 1, x - shift))
  const top = Math.max(bounds.top + 1, Math.min(bounds.top + bounds.height - height - 1, y - height / 2))
  context.globalAlpha = 0.82
  context.fillStyle = colours.card
  context.fillRect(left, top, width, height)
  context.globalAlpha = 1
  context.fillStyle = look.colour
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillText(text, left + 3, top + height / 2)
  context.restore()
}

/** Words in the middle of a picture that has nothing else to show. */
export function drawWaiting(context: Context2D, size: Size, words: string, colours: Colours): void {
  drawLabel(context, words, [size.width / 2, size.height / 2], { colour: colours.mute, align: 'center' }, { left: 0, top: 0, ...size }, colours)
}

/** Draws inside the rectangle only. */
export function clipped(context: Context2D, plot: Plot, draw: () => void): void {
  context.save()
  context.beginPath()
  context.rect(plot.left, plot.top, plot.width, plot.height)
  context.clip()
  draw()
  context.restore()
}

/** A line through n places; gaps where a place is not finite. */
export function strokePath(context: Context2D, n: number, x: (i: number) => number, y: (i: number) => number): void {
  context.beginPath()
  let pen = false
  for (let i = 0; i < n; i++) {
    const [px, py] = [x(i), y(i)]
    const finite = Number.isFinite(px + py)
    if (finite && pen) context.lineTo(px, py)
    else if (finite) context.moveTo(px, py)
    pen = finite
  }
  context.stroke()
}

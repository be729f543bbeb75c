import type { Field } from '../../engine/snapshot.ts'
import type { Scales } from '../axes.ts'
import { densityShade } from '../colours.ts'
import type { Context2D } from '../context.ts'
import { densitiesOf, thinned } from './heatMap.ts'

/** A line of one density: x₁, x₂, x₁, x₂, … in data units. It is closed, or it ends at the window's edges. */
export interface ContourLine {
  readonly density: number
  readonly points: Float32Array
  readonly closed: boolean
}

/** The sides of a lattice cell. */
type Side = 'below' | 'right' | 'above' | 'left'

/**
 * Marching squares: from which side of a cell to which the line runs, what is denser on its left. The index has a bit
 * for each denser corner: 1 lower left, 2 lower right, 4 upper right, 8 upper left. 5 and 10 are saddles whose middle
 * is not denser; where it is, they are each other's lines backwards: see `throughCell`.
 */
const runs: readonly (readonly (readonly [Side, Side])[])[] = [
  [],
  [['below', 'left']],
  [['right', 'below']],
  [['right', 'left']],
  [['above', 'right']],
  [['below', 'left'], ['above', 'right']],
  [['above', 'below']],
  [['above', 'left']],
  [['left', 'above']],
  [['below', 'above']],
  [['right', 'below'], ['left', 'above']],
  [['right', 'above']],
  [['left', 'right']],
  [['below', 'right']],
  [['left', 'below']],
  [],
]
const denseSaddles: Readonly<Record<number, (typeof runs)[number]>> = {
  5: [['above', 'left'], ['below', 'right']],
  10: [['left', 'below'], ['right', 'above']],
}

/** Lattice edges are numbered: 2k goes right from lattice point k, 2k + 1 goes up from it. */
function edgeOf(k: number, side: Side, columns: number): number {
  switch (side) {
    case 'below': return 2 * k
    case 'left': return 2 * k + 1
    case 'above': return 2 * (k + columns)
    case 'right': return 2 * (k + 1) + 1
    default: return side satisfies never
  }
}

const none = -1

/** To which edge a line goes on from each edge of the lattice. Empty between one level and the next. */
interface Ways {
  /** `[edges]`: the next edge, or none. */
  readonly next: Int32Array
  /** `[edges]`: 1 where a line comes from another edge. */
  readonly entered: Uint8Array
}

function throughCell(densities: Float32Array, k: number, columns: number, level: number): (typeof runs)[number] {
  const a = densities[k] as number
  const b = densities[k + 1] as number
  const c = densities[k + 1 + columns] as number
  const d = densities[k + columns] as number
  const corners = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0)
  const dense = corners === 5 || corners === 10 ? (a + b + c + d) / 4 >= level : false
  return (dense ? denseSaddles[corners] : runs[corners]) ?? []
}

/** Lays out the lines of one level; answers with the edges that a line leaves, those at which one comes in from outside first. */
function layOut(level: number, densities: Float32Array, columns: number, { next, entered }: Ways): readonly number[] {
  const left: number[] = []
  const cells = densities.length - columns - 1
  for (let k = 0; k < cells; k++) {
    if (k % columns === columns - 1) continue
    for (const [from, to] of throughCell(densities, k, columns, level)) {
      const [edge, then] = [edgeOf(k, from, columns), edgeOf(k, to, columns)]
      next[edge] = then
      entered[then] = 1
      left.push(edge)
    }
  }
  return [...left.filter((edge) => !entered[edge]), ...left]
}

/** The edges along the line that leaves `start`, which is taken out. */
function follow(start: number, { next, entered }: Ways): { readonly edges: readonly number[]; readonly closed: boolean } {
  const edges: number[] = []
  for (let at = start; at !== none; ) {
    edges.push(at)
    const then = next[at] as number
    next[at] = none
    entered[at] = 0
    if (then === start) return { edges, closed: true }
    at = then
  }
  return { edges, closed: false }
}

/** Where on the lattice, in columns and rows, the density is the level's: straight between the two ends of the edge. */
function crossing(edge: number, level: number, densities: Float32Array, columns: number): readonly [number, number] {
  const k = edge >> 1
  const isUp = edge % 2 === 1
  const low = densities[k] as number
  const high = densities[isUp ? k + columns : k + 1] as number
  const share = high === low ? 0.5 : (level - low) / (high - low)
  return [(k % columns) + (isUp ? 0 : share), Math.floor(k / columns) + (isUp ? share : 0)]
}

/** From columns and rows of the lattice to data units. */
type Place = (column: number, row: number) => readonly [number, number]

function linesAt(level: number, densities: Float32Array, columns: number, place: Place, ways: Ways): readonly ContourLine[] {
  const lines: ContourLine[] = []
  for (const start of layOut(level, densities, columns, ways)) {
    if (ways.next[start] === none) continue
    const { edges, closed } = follow(start, ways)
    const points = new Float32Array(2 * edges.length)
    edges.forEach((edge, i) => points.set(place(...crossing(edge, level, densities, columns)), 2 * i))
    lines.push({ density: level, points, closed })
  }
  return lines
}

/** Lines of equal density through the lattice, in data units. */
export function contourLines(fine: Field, levels: readonly number[]): readonly ContourLine[] {
  const field = thinned(fine)
  const { columns, rows, window: [horizontal, vertical] } = field
  if (!horizontal || !vertical) return []
  const stepX = (horizontal[1] - horizontal[0]) / (columns - 1)
  const stepY = (vertical[1] - vertical[0]) / (rows - 1)
  const place: Place = (column, row) => [horizontal[0] + column * stepX, vertical[0] + row * stepY]
  const ways = { next: new Int32Array(2 * columns * rows).fill(none), entered: new Uint8Array(2 * columns * rows) }
  const densities = densitiesOf(field)
  return levels.flatMap((level) => linesAt(level, densities, columns, place, ways))
}

/** Strokes the lines; the denser the place, the stronger the line. */
export function drawContours(context: Context2D, lines: readonly ContourLine[], scales: Scales, colour: string, top: number): void {
  const alpha = context.globalAlpha
  context.strokeStyle = colour
  context.lineWidth = 1
  for (const { density, points, closed } of lines) {
    context.globalAlpha = alpha * (0.35 + 0.5 * densityShade(density, top))
    context.beginPath()
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [scales.x(points[i] as number), scales.y(points[i + 1] as number)]
      if (i === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
    if (closed) context.closePath()
    context.stroke()
  }
  context.globalAlpha = alpha
}

import type { Snapshot } from '../../engine/snapshot.ts'
import type { Range, Window } from '../../math/window.ts'
import { innerPlot, planeScales, squarePlot } from '../axes.ts'
import type { Plot, Scales } from '../axes.ts'
import type { Size } from '../context.ts'
import { clampStage, windowAt } from './morph.ts'

/** Which plane: x stays at x, z rides on the slider. */
export type Side = 'x' | 'z'

/** A stage among stages: 0 is x, `last` is z. */
export interface Seen {
  readonly stage: number
  readonly last: number
}

/** What a plane shows while the slider stands at `stage`. Without layers z is x, yet it is seen as z: in its own window, over the base. */
export function seenBy(side: Side, stage: number, stages: number): Seen {
  const last = Math.max(1, stages)
  if (side === 'x') return { stage: 0, last }
  return { stage: stages === 0 ? last : Math.min(stage, last), last }
}

/** What a plane shows where: from its last drawing, for the pointer and the keyboard. */
export interface PlaneView {
  readonly stage: number
  readonly last: number
  readonly window: Window
  readonly plot: Plot
  readonly scales: Scales
}

/** Up to this ratio of spans, units are about equally long on both axes. */
const widestSquare = 2.5

/** In z circles stay circles; x, whose window is seldom square, may be stretched this much to use the room. */
const stretchAtX = 1.35

function plotFor(size: Size, [horizontal, vertical]: readonly [Range, Range], stretch: number): Plot {
  const inner = innerPlot(size)
  const ratio = (horizontal[1] - horizontal[0]) / (vertical[1] - vertical[0])
  return ratio > widestSquare || ratio < 1 / widestSquare ? inner : squarePlot(inner, [horizontal, vertical], stretch)
}

export function viewOf(snapshot: Snapshot, stage: number, last: number, size: Size): PlaneView {
  const at = clampStage(stage, last)
  const window = windowAt(snapshot, at, last)
  const stretch = stretchAtX + (1 - stretchAtX) * (last === 0 ? 0 : at / last)
  const plot = plotFor(size, [window[0] ?? [0, 1], window[1] ?? [0, 1]], stretch)
  return { stage: at, last, window, plot, scales: planeScales(window, plot) }
}

/** The place in data units under a canvas pixel, or null outside the plot. */
export function placeUnder(view: PlaneView, px: number, py: number): readonly [number, number] | null {
  const { plot, scales } = view
  const within = px >= plot.left && px <= plot.left + plot.width && py >= plot.top && py <= plot.top + plot.height
  return within ? [scales.x.invert(px), scales.y.invert(py)] : null
}

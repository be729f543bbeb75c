import { scaleLog } from 'd3'
import type { Range } from '../../math/window.ts'
import type { NllSeries } from '../../store/frames.ts'
import { horizontalScale, type AxisScale, type Plot } from '../axes.ts'
import { type ChartPlot } from '../chart.ts'
import type { Colours } from '../colours.ts'
import type { Context2D } from '../context.ts'
import { lastStep, stepAxis, type StepAxis } from './series.ts'

/** Another run's curve, with its name and its look: dashes and a colour. */
export interface OtherRun {
  readonly name: string
  readonly look: number
  readonly series: NllSeries
}

export interface NllScene {
  readonly series: NllSeries
  /** Nats; null where it is not known. */
  readonly entropy: number | null
  /** A student's teacher's test NLL; null where there is none, or it still learns. */
  readonly teacher: number | null
  readonly logarithmic: boolean
  /** The step that the pointer or the keyboard reads. */
  readonly cursor: number | null
  /** What nats are multiplied by on the axis. */
  readonly factor: number
  /** The steps that are shown; null for all. */
  readonly zoom: Range | null
  /** Steps that are being dragged over, to zoom at them. */
  readonly dragged: Range | null
  readonly others: readonly OtherRun[]
  /** The step of the past that is looked at. */
  readonly past: number | null
}

export interface NllWords {
  /** The axis below, where there is room and where there is little. */
  readonly steps: string
  readonly stepsShort: string
  /** The unit of the axis. */
  readonly unit: string
  readonly train: string
  /** Names of the curves where there is room, and where there is little. */
  readonly test: string
  readonly testShort: string
  readonly entropy: string
  readonly entropyShort: string
  readonly teacher: string
}

export interface Pen {
  readonly context: Context2D
  readonly colours: Colours
  readonly plot: ChartPlot
  readonly x: AxisScale
  /** From nats to pixels. */
  readonly y: (nats: number) => number
  /** The axis at the left, in its own unit. */
  readonly left: AxisScale
}

type Shown = Pick<NllScene, 'series' | 'others' | 'logarithmic' | 'zoom'>

/** The axis of steps: as long as the longest run that is shown. */
export const axisOf = ({ series, others, logarithmic, zoom }: Shown): StepAxis =>
  stepAxis(Math.max(lastStep(series), ...others.map((other) => lastStep(other.series))), logarithmic, zoom)

export function stepScale(scene: Shown, plot: Plot): AxisScale {
  const axis = axisOf(scene)
  const domain = [axis.step(0), axis.step(1)] as const
  return scene.logarithmic ? scaleLog([...domain], [plot.left, plot.left + plot.width]) : horizontalScale(domain, plot)
}

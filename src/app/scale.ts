import { snap, stepOf, type NumericSpec } from '../math/options.ts'

/** From this ratio of the ends on, a slider goes by ratios: every decade gets as much room as the next. */
const decadesFrom = 1000
/** Positions of a slider that goes by ratios. */
const positions = 300

const byRatio = ({ min, max }: NumericSpec): boolean => min > 0 && max / min >= decadesFrom

/** Two leading digits, so that a slider by ratios stops at numbers one can say. */
const roundish = (value: number): number => Number(value.toPrecision(2))

/** A slider's own range, and the way between its positions and the option's values. */
export interface Scale {
  readonly min: number
  readonly max: number
  readonly step: number
  position(value: number): number
  value(position: number): number
}

export function scaleOf(spec: NumericSpec): Scale {
  if (!byRatio(spec)) {
    return { min: spec.min, max: spec.max, step: stepOf(spec), position: (value) => value, value: (at) => snap(spec, at) }
  }
  const decades = Math.log(spec.max / spec.min)
  return {
    min: 0,
    max: positions,
    step: 1,
    position: (value) => Math.round((Math.log(Math.max(value, spec.min) / spec.min) / decades) * positions),
    value: (at) => snap(spec, roundish(spec.min * Math.exp((at / positions) * decades))),
  }
}

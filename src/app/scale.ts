import type { OptionSpec } from '../math/options.ts'

export type NumericSpec = Extract<OptionSpec, { readonly kind: 'integer' | 'number' }>

/** From this ratio of the ends on, a slider goes by ratios: every decade gets as much room as the next. */
const decadesFrom = 1000
/** Positions of a slider that goes by ratios. */
const positions = 300

const stepOf = (spec: NumericSpec): number => (spec.kind === 'integer' ? 1 : spec.step)

const byRatio = ({ min, max }: NumericSpec): boolean => min > 0 && max / min >= decadesFrom

/** Digits after the point that the step asks for. */
export const decimals = (spec: NumericSpec): number => Math.max(0, Math.ceil(-Math.log10(stepOf(spec)) - 1e-9))

/** The nearest value that the option allows. */
export function snap(spec: NumericSpec, value: number): number {
  const stepped = Math.round(value / stepOf(spec)) * stepOf(spec)
  return Number(Math.min(spec.max, Math.max(spec.min, stepped)).toFixed(decimals(spec)))
}

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

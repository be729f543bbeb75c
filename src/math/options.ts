/**
 * Options as data: a name, a range and a default, said once. The controls, the schema of links and files,
 * and the TypeScript types of a layer, base or data set are all derived from the same table.
 */
export type OptionSpec = Told & Kinds

/** `minimumDimension`: with fewer coordinates the option decides nothing, and no control is shown for it. */
interface Told {
  readonly minimumDimension?: number
}

type Kinds =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly initial: number }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly step: number; readonly initial: number }
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly initial: string }

export type OptionSpecs = Readonly<Record<string, OptionSpec>>
export type OptionValue = number | string
export type OptionValues = Readonly<Record<string, OptionValue>>

type ValueOf<S extends OptionSpec> = S extends { kind: 'choice'; values: readonly (infer T)[] } ? T : number

/** The values that a table of options describes. */
export type OptionsOf<S extends OptionSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> }

export const integer = (min: number, max: number, initial: number) => ({ kind: 'integer', min, max, initial }) as const

export const number = (min: number, max: number, step: number, initial: number) =>
  ({ kind: 'number', min, max, step, initial }) as const

export const choice = <const T extends readonly string[]>(values: T, initial: T[number]) =>
  ({ kind: 'choice', values, initial }) as const

/** An option that decides nothing below so many coordinates. */
export const fromDimension = <const S extends OptionSpec>(minimumDimension: number, spec: S) => ({ ...spec, minimumDimension })

/** The options that decide something for points of d coordinates. */
export const optionsIn = (d: number, specs: OptionSpecs): OptionSpecs =>
  Object.fromEntries(Object.entries(specs).filter(([, { minimumDimension = 1 }]) => minimumDimension <= d))

export function initialOptions(specs: OptionSpecs): OptionValues {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.initial]))
}

/** Whether a value may stand for an option: the right kind, inside the range, one of the choices. */
export function allows(spec: OptionSpec, value: unknown): value is OptionValue {
  if (spec.kind === 'choice') return typeof value === 'string' && spec.values.includes(value)
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  if (spec.kind === 'integer' && !Number.isInteger(value)) return false
  return value >= spec.min && value <= spec.max
}

export type NumericSpec = Extract<OptionSpec, { readonly kind: 'integer' | 'number' }>

export const stepOf = (spec: NumericSpec): number => (spec.kind === 'integer' ? 1 : spec.step)

/** Digits after the point that the step asks for. */
export const decimals = (spec: NumericSpec): number => Math.max(0, Math.ceil(-Math.log10(stepOf(spec)) - 1e-9))

/** The nearest value that the option allows. */
export function snap(spec: NumericSpec, value: number): number {
  const stepped = Math.round(value / stepOf(spec)) * stepOf(spec)
  return Number(Math.min(spec.max, Math.max(spec.min, stepped)).toFixed(decimals(spec))) + 0
}

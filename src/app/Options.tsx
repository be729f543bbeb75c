import type { OptionSpec, OptionSpecs, OptionValue, OptionValues } from '../math/options.ts'
import { choiceLabel, optionLabel } from './labels.ts'
import { NumberControl } from './NumberControl.tsx'
import { Segments } from './Segments.tsx'

interface OptionProps {
  readonly name: string
  readonly spec: OptionSpec
  readonly value: OptionValue | undefined
  readonly onChange: (value: OptionValue) => void
  readonly live: boolean
}

/** The control that an option's table asks for. */
function Option({ name, spec, value = spec.initial, onChange, live }: OptionProps) {
  const label = optionLabel(name)
  switch (spec.kind) {
    case 'choice': {
      const values = spec.values.map((each) => ({ value: each, label: choiceLabel(name, each) }))
      return <Segments label={label} values={values} value={String(value)} onChange={onChange} />
    }
    case 'integer':
    case 'number':
      return <NumberControl label={label} spec={spec} value={Number(value)} onChange={onChange} live={live} />
    default:
      return spec satisfies never
  }
}

export interface OptionsProps {
  readonly specs: OptionSpecs
  readonly values: OptionValues
  readonly onChange: (name: string, value: OptionValue) => void
  /** Names of the options that may change at every move of a slider. */
  readonly live?: readonly string[]
}

/** Controls for a table of options: one table serves controls, links and files. */
export const Options = ({ specs, values, onChange, live = [] }: OptionsProps) =>
  Object.entries(specs).map(([name, spec]) => (
    <Option
      key={name}
      name={name}
      spec={spec}
      value={values[name]}
      onChange={(value) => onChange(name, value)}
      live={live.includes(name)}
    />
  ))

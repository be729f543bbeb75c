import { Label, Radio, RadioGroup } from 'react-aria-components'

export interface SegmentsProps<T extends string> {
  readonly label: string
  readonly values: readonly { readonly value: T; readonly label: string }[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** One of a few, all in sight. */
export function Segments<T extends string>({ label, values, value, onChange }: SegmentsProps<T>) {
  const choose = (chosen: string) => {
    const found = values.find((each) => each.value === chosen)
    if (found) onChange(found.value)
  }
  return (
    <RadioGroup className="option segments" orientation="horizontal" value={value} onChange={choose}>
      <Label className="option-label">{label}</Label>
      <div className="segments-row">
        {values.map((each) => (
          <Radio key={each.value} value={each.value} className="segment">
            {each.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}

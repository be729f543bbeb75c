import { useMemo, useState } from 'react'
import { Input, Label, NumberField } from 'react-aria-components'
import { decimals, snap, type NumericSpec } from '../math/options.ts'
import { RangeSlider } from './RangeSlider.tsx'
import { scaleOf } from './scale.ts'

export interface NumberControlProps {
  readonly label: string
  readonly spec: NumericSpec
  readonly value: number
  readonly onChange: (value: number) => void
  /** Whether every move counts, or only where the slider comes to rest. */
  readonly live?: boolean
}

/** A value that is being dragged, kept apart from the one that counts. */
function useDraft(value: number, onChange: (value: number) => void, live: boolean) {
  const [draft, setDraft] = useState<number | null>(null)
  return {
    shown: draft ?? value,
    move: (next: number) => (live ? onChange(next) : setDraft(next)),
    rest: (next: number) => {
      setDraft(null)
      if (next !== value) onChange(next)
    },
  }
}

/** A slider for the eye and a field for the exact number. */
export function NumberControl({ label, spec, value, onChange, live = false }: NumberControlProps) {
  const scale = useMemo(() => scaleOf(spec), [spec])
  const { shown, move, rest } = useDraft(value, onChange, live)
  const enter = (typed: number) => {
    if (!Number.isNaN(typed)) rest(snap(spec, typed))
  }
  return (
    <NumberField
      className="option number"
      value={shown}
      minValue={spec.min}
      maxValue={spec.max}
      step={spec.kind === 'integer' ? 1 : spec.step}
      formatOptions={{ maximumFractionDigits: decimals(spec) }}
      onChange={enter}
    >
      <Label className="option-label">{label}</Label>
      <RangeSlider
        label={label}
        text={String(shown)}
        min={scale.min}
        max={scale.max}
        step={scale.step}
        value={scale.position(shown)}
        onMove={(at) => move(scale.value(at))}
        onRest={(at) => rest(scale.value(at))}
      />
      <Input className="number-input" />
    </NumberField>
  )
}

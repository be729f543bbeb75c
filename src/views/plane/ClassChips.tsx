import { useEffect } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { dimensionOf } from '../../experiment/schema.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { useClasses } from '../classes.ts'
import { Swatch } from './Swatch.tsx'
import './plane.css'

const all = 'all'

/** Which class of a flow that is told of classes the pictures show. */
export function ClassChips() {
  const { count, shown } = useClasses()
  const choose = useViewing(({ setShownClass }) => setShownClass)
  const hasAll = usePlayground(({ experiment }) => dimensionOf(experiment) === 2)
  useEffect(() => (count === 0 ? undefined : frames.want(shown === null ? {} : { shownClass: shown })), [count, shown])
  if (count === 0) return null
  return (
    <RadioGroup
      className="show-chips class-chips"
      orientation="horizontal"
      value={shown === null ? all : String(shown)}
      onChange={(value) => choose(value === all ? null : Number(value))}
    >
      <Label className="unseen">{say('classes.label')}</Label>
      {hasAll && <Radio value={all} className="show-chip"><span title={say('classes.hint')}>{say('classes.all')}</span></Radio>}
      {Array.from({ length: count }, (_, index) => (
        <Radio key={index} value={String(index)} className="show-chip" aria-label={say('classes.one', { number: index + 1 })}>
          <Swatch index={index} /> {index + 1}
        </Radio>
      ))}
    </RadioGroup>
  )
}

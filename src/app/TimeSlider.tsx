import { Button, type PressEvent } from 'react-aria-components'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { counted } from './labels.ts'
import { RangeSlider } from './RangeSlider.tsx'
import { useHeld } from './useHeld.ts'

/** The way back from the past. */
export function PresentButton() {
  const past = usePlayground((playground) => playground.past)
  const toPresent = usePlayground((playground) => playground.toPresent)
  if (!past) return null
  const leave = ({ target }: PressEvent) => {
    // The button goes with the past, and would drop the focus.
    target.closest('.transport')?.querySelector<HTMLElement>('.time-range')?.focus({ preventScroll: true })
    toPresent()
  }
  return <Button className="button button-small time-present" onPress={leave}>{say('time.present.short')}</Button>
}

/** Back along the run: the slider stands at one of the remembered steps, or at the present, its right end. */
export function TimeSlider() {
  const remembered = usePlayground((playground) => playground.remembered)
  const past = usePlayground((playground) => playground.past)
  const step = usePlayground(({ progress }) => progress.step)
  const visit = usePlayground((playground) => playground.visit)
  const toPresent = usePlayground((playground) => playground.toPresent)
  const held = usePlayground(({ fit, part }) => !fit.ok || part.role === 'teacher')
  const present = past?.present.step ?? step
  const steps = remembered.filter((at) => at < present)
  const at = past ? Math.max(0, steps.indexOf(past.step)) : steps.length
  const text = past ? say('time.value', { step: counted(past.step), steps: counted(present) }) : say('time.value.present', { step: counted(present) })
  const move = (to: number) => {
    const chosen = steps[to]
    if (chosen === undefined) toPresent()
    else if (chosen !== past?.step) visit(chosen)
  }
  return (
    <div className="time">
      <span aria-hidden="true" className="time-label">{say('time.slider.short')}</span>
      <RangeSlider label={say('time.slider')} text={text} min={0} max={Math.max(1, steps.length)} step={1} value={steps.length === 0 ? 1 : at} onMove={move} className="time-range" isDisabled={steps.length === 0 || (held && !past)} />
    </div>
  )
}

/** Says that what is seen is the past, and what Play does there; or that it is the flow before a change that does not fit. */
export function PastNotice() {
  const past = usePlayground((playground) => playground.past)
  const held = useHeld()
  return (
    <div role="status" className="past-status">
      {held && <p className="look past-notice"><strong>{say('time.held')}</strong> {say('time.held.advice')}</p>}
      {past && !held && (
        <p className="look past-notice">
          <strong>{say('time.past', { step: counted(past.step), steps: counted(past.present.step) })}</strong> {say('time.advice')}
        </p>
      )}
    </div>
  )
}

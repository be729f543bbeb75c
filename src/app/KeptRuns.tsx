import { useEffect, useRef } from 'react'
import { Button, Input, Switch, TextField } from 'react-aria-components'
import { allKept, longestName, mostKept, sameTarget, useKept, type KeptRun } from '../store/kept.ts'
import { usePlayground } from '../store/playground.ts'
import { currentColours } from '../views/canvas.tsx'
import { dashOf, lookColour } from '../views/nll/drawOthers.ts'
import { say } from '../words/catalogue.ts'
import { counted } from './labels.ts'

/** How the run's curve looks in the chart. */
const Swatch = ({ look }: Pick<KeptRun, 'look'>) => (
  <svg className="kept-swatch" viewBox="0 0 34 6" aria-hidden="true">
    <line x1="0" y1="3" x2="34" y2="3" stroke={lookColour(look, currentColours())} strokeWidth="2" strokeDasharray={dashOf(look).join(' ')} />
  </svg>
)

/** A name that is taken over when the field is left, or with Enter. */
function Name({ run }: { readonly run: KeptRun }) {
  const rename = useKept((kept) => kept.rename)
  const take = (field: HTMLInputElement) => {
    rename(run.id, field.value)
    if (!field.value.trim()) field.value = run.name
  }
  return (
    <TextField className="kept-name" aria-label={say('kept.rename', { name: run.name })} defaultValue={run.name} maxLength={longestName}>
      <Input onBlur={(event) => take(event.currentTarget)} onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget)} />
    </TextField>
  )
}

interface RowProps {
  readonly run: KeptRun
  readonly comparable: boolean
  readonly onRemove: () => void
}

function Row({ run, comparable, onRemove }: RowProps) {
  const { name, id } = run
  const toggle = useKept((kept) => kept.toggle)
  return (
    <li className="kept-row">
      <Swatch look={run.look} />
      <Name run={run} />
      <span className="kept-step">{comparable ? say('kept.upTo', { step: counted(run.step) }) : say('kept.otherData')}</span>
      <Switch className="switch" aria-label={say('kept.show', { name })} isSelected={run.shown} onChange={() => toggle(id)}>
        <span className="switch-track" aria-hidden="true" />
      </Switch>
      <Button className="button button-small kept-remove" aria-label={say('kept.remove', { name })} onPress={onRemove}>×</Button>
    </li>
  )
}

/** Keeping and removing, of which neither takes away what has the focus. */
function useKeeping(full: boolean) {
  const removeId = useKept((kept) => kept.remove)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const left = document.activeElement
    if (full && (left === button.current || left === document.body)) list.current?.querySelectorAll<HTMLElement>('.kept-name input')[mostKept - 1]?.focus()
  }, [full])
  const remove = (id: number, index: number) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('.kept-remove') ?? [])]
    const next = buttons[index + 1] ?? buttons[index - 1] ?? button.current
    next?.focus()
    removeId(id)
  }
  return { button, list, remove }
}

/** Keeps the run that is in training, and lists what was kept. */
export function KeptRuns() {
  const kept = useKept((known) => known)
  const experiment = usePlayground((playground) => playground.experiment)
  const keep = usePlayground((playground) => playground.keep)
  const begun = usePlayground(({ progress, part }) => progress.step > 0 && part.role !== 'teacher')
  const full = kept.runs.length >= mostKept
  const all = allKept(kept)
  const { button, list, remove } = useKeeping(full)
  return (
    <>
      <Button ref={button} className="button" onPress={keep} isDisabled={full || !begun}>{say('kept.keep')}</Button>
      {full && <p className="field-help">{say('kept.full', { most: mostKept })}</p>}
      {all.length === 0 ? <p className="field-help">{say('kept.none')}</p> : (
        <ul ref={list} className="kept-list">
          {all.map((run, index) => <Row key={run.id} run={run} comparable={sameTarget(run.experiment, experiment)} onRemove={() => remove(run.id, index)} />)}
        </ul>
      )}
    </>
  )
}

import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { Probe } from '../../engine/snapshot.ts'
import { dimensionOf } from '../../experiment/schema.ts'
import { allKept, comparedOf, useKept, type KeptRun } from '../../store/kept.ts'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { axisNames } from '../axisNames.ts'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { peakDensity, roundUp } from '../plane/densityScale.ts'
import { createSurfaces } from '../plane/page.ts'
import { waitingWords } from '../waiting.ts'
import { drawLinePart, drawPlanePart, parts, scaleOf, type Part, type RunsWords } from './draw.ts'
import { newestDifference } from './newest.ts'
import { RunsNll } from './RunsNll.tsx'
import { RunsTable } from './RunsTable.tsx'
import '../picture.css'
import './runs.css'

const resolution = { 1: 401, 2: 97 } as const

const words = (axes: readonly string[]): RunsWords => ({ axes, density: say('runs.density'), unit: say('runs.unit'), less: say('runs.less'), more: say('runs.more') })

function PartPicture({ part, run, wants }: { readonly part: Part; readonly run: KeptRun; readonly wants: Probe }) {
  const [surfaceOf] = useState(createSurfaces)
  const { id } = run
  const data = usePlayground(({ experiment }) => experiment.data)
  const draw = useCallback((frame: CanvasFrame) => {
    const difference = newestDifference(id)
    if (!difference) return
    const scale = scaleOf(difference, (field) => roundUp(peakDensity(field)))
    if (difference.one.rows === 1) drawLinePart(part, difference, scale, frame, words(axisNames(data, 1)))
    else drawPlanePart(part, difference, scale, surfaceOf(frame), words(axisNames(data, 2)))
  }, [id, part, surfaceOf, data])
  const name = say(`runs.${part}`, { name: run.name })
  return (
    <figure className="picture runs-part">
      <figcaption className="runs-name">{name}</figcaption>
      <PictureCanvas name={name} wants={wants} draw={draw} className="runs-canvas" />
    </figure>
  )
}

/** Which kept run the present one is compared with. */
function Choice({ runs, run, group }: { readonly runs: readonly KeptRun[]; readonly run: KeptRun; readonly group: RefObject<HTMLDivElement | null> }) {
  const compare = useKept((kept) => kept.compare)
  return (
    <RadioGroup ref={group} className="runs-choice" orientation="horizontal" value={String(run.id)} onChange={(id) => compare(Number(id))}>
      <Label>{say('runs.choice')}</Label>
      {runs.map(({ id, name }) => <Radio key={id} value={String(id)} className="picture-toggle">{name}</Radio>)}
    </RadioGroup>
  )
}

function summaryOf(run: KeptRun): string {
  const difference = newestDifference(run.id)
  return difference ? say('runs.summary', { name: run.name, moved: (100 * difference.moved).toFixed(1) }) : waitingWords()
}

function Comparison({ run }: { readonly run: KeptRun }) {
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const { id, experiment, parameters } = run
  const wants = useMemo<Probe>(() => ({ density: { resolution: resolution[dimension] }, rival: { id, experiment, parameters } }), [dimension, id, experiment, parameters])
  if (dimensionOf(experiment) !== dimension) return <p className="picture-caption">{say('runs.otherDimension', { name: run.name })}</p>
  return (
    <>
      <div className="runs-parts">{parts.map((part) => <PartPicture key={part} part={part} run={run} wants={wants} />)}</div>
      <div className="runs-numbers"><RunsNll run={run} /><RunsTable run={run} /></div>
      <Summary tell={() => summaryOf(run)} />
    </>
  )
}

/** The present run beside a kept one: exact densities on the same lattice, what the one has more than the other, and both NLLs. */
export function RunsPicture() {
  const kept = useKept((all) => all)
  const keep = usePlayground((playground) => playground.keep)
  const begun = usePlayground(({ progress, part }) => progress.step > 0 && part.role !== 'teacher')
  const run = comparedOf(kept)
  const asked = useRef(false)
  const choice = useRef<HTMLDivElement>(null)
  const id = run?.id
  useEffect(() => {
    // The button that was pressed has made room for the choice, which takes the focus over.
    if (id !== undefined && asked.current) choice.current?.querySelector<HTMLElement>('input:checked')?.focus({ preventScroll: true })
    asked.current = false
  }, [id])
  const keepFirst = () => {
    asked.current = true
    keep()
  }
  if (!run) {
    return (
      <div className="picture-empty">
        <p>{say('runs.none')}</p>
        <button type="button" className="picture-button" disabled={!begun} onClick={keepFirst}>{say('kept.keep')}</button>
      </div>
    )
  }
  return <><Choice runs={allKept(kept)} run={run} group={choice} /><Comparison run={run} /></>
}

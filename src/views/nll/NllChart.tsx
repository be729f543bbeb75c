import { useCallback, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { ToggleButton } from 'react-aria-components'
import type { Probe } from '../../engine/snapshot.ts'
import { frames, type NllSeries } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { AxisCursor } from '../AxisCursor.tsx'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { nats } from '../nats.ts'
import { drawNll, stepAt, type NllWords } from './draw.ts'
import { lastStep, movedStep, readAt } from './series.ts'
import '../picture.css'
import './nll.css'

/** Losses come without being asked for. */
const wants: Probe = {}

const words = (given: boolean): NllWords => ({
  steps: say('nll.steps'),
  nats: say('nll.nats'),
  train: say('nll.train'),
  test: say('nll.test'),
  testShort: say('nll.test.short'),
  entropy: say(given ? 'nll.entropy.given' : 'nll.entropy'),
  entropyShort: say('nll.entropy.short'),
  teacher: say('nll.teacher'),
})

/** With its step where that is not the one of the train loss. */
function testReading(test: NllSeries['test'][number], step: number): string {
  const values = { nll: nats(test.nll), error: nats(test.standardError), step: test.step.toLocaleString('en') }
  return say(test.step === step ? 'nll.reading.test' : 'nll.reading.testAt', values)
}

/** Nats; null where not known. */
interface Levels {
  readonly entropy: number | null
  readonly teacher: number | null
}

/** The values at a step as a line of words; the newest where no step is given. */
function reading(series: NllSeries, { entropy, teacher }: Levels, cursor: number | null): string {
  const found = readAt(series, cursor ?? lastStep(series))
  if (!found) return say('nll.none')
  const { step, train, test } = found
  const parts = [say('nll.reading', { step: step.toLocaleString('en'), train: nats(train ?? NaN) })]
  if (test) parts.push(testReading(test, step))
  if (teacher !== null) parts.push(say('nll.reading.teacher', { nll: nats(teacher) }))
  if (entropy !== null) parts.push(say('nll.reading.entropy', { entropy: nats(entropy) }))
  return parts.join(' · ')
}

function useCursor(logarithmic: boolean) {
  const [cursor, setCursor] = useState<number | null>(null)
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setCursor(stepAt(box, frames.nll(), logarithmic, event.clientX - box.left))
  }
  const press = (event: KeyboardEvent) => {
    const next = event.key === 'Escape' ? null : movedStep(frames.nll(), cursor, event.key, event.shiftKey, logarithmic)
    if (next === undefined) return
    event.preventDefault()
    setCursor(next)
  }
  const leave = (event: PointerEvent) => event.pointerType === 'mouse' && setCursor(null)
  return { cursor, handlers: { onPointerMove: move, onPointerDown: move, onPointerLeave: leave, onKeyDown: press } }
}

/** The cursor for those who do not see it. */
function spoken(levels: Levels, cursor: number | null) {
  const last = lastStep(frames.nll())
  return {
    name: say('nll.cursor'),
    range: [0, last] as const,
    value: Math.min(last, Math.round(cursor ?? last)),
    words: reading(frames.nll(), levels, cursor),
  }
}

function useLevels(): Levels {
  const entropy = usePlayground((playground) => playground.entropy)
  const teacher = usePlayground(({ part }) => (part.role === 'student' ? part.teacher.nll : null))
  return useMemo(() => ({ entropy, teacher }), [entropy, teacher])
}

/** Train and test NLL over the steps, beside the entropy of the data and, of a student, the test NLL of its teacher. */
export function NllChart() {
  const levels = useLevels()
  const given = usePlayground(({ experiment }) => experiment.conditional)
  const logarithmic = useViewing((viewing) => viewing.logSteps)
  const setLogSteps = useViewing((viewing) => viewing.setLogSteps)
  const caption = useRef<HTMLParagraphElement>(null)
  const { cursor, handlers } = useCursor(logarithmic)
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const series = frames.nll()
    drawNll(context, size, { series, ...levels, logarithmic, cursor }, words(given), colours)
    if (caption.current) caption.current.textContent = reading(series, levels, cursor)
  }, [levels, given, logarithmic, cursor])
  return (
    <figure className="picture nll-chart">
      <AxisCursor {...spoken(levels, cursor)} {...handlers}>
        <PictureCanvas name={say('nll.name')} wants={wants} draw={draw} className="nll-canvas" />
      </AxisCursor>
      <div className="picture-foot">
        <p ref={caption} className="picture-caption" />
        <ToggleButton className="picture-toggle" isSelected={logarithmic} onChange={setLogSteps}>{say('nll.logarithmic')}</ToggleButton>
      </div>
      <Summary tell={() => reading(frames.nll(), levels, null)} />
    </figure>
  )
}

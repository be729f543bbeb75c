import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react'
import { Button } from 'react-aria-components'
import type { Dissection } from '../../engine/dissection.ts'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { GradientBars } from '../GradientBars.tsx'
import { nats } from '../nats.ts'
import { drawStep } from './draw.ts'
import { moments, neighbour, type MomentName } from './moments.ts'
import { lossParts } from './numbers.ts'
import { layOut, sceneAt } from './scene.ts'
import { useStory, type Story } from './useStory.ts'
import '../picture.css'
import './slowMotion.css'

/** Nothing is asked of the engine: the step that was taken apart is all there is. */
const nothing = {}

/** What a moment tells, with the numbers of this step. */
function explain(moment: MomentName, dissection: Dissection): string {
  const [before, after] = [lossParts(dissection.before), lossParts(dissection.after)]
  return say(`slow.${moment}.words`, {
    count: dissection.components.length,
    base: nats(before.logBase),
    logDet: nats(before.logDet),
    loss: nats(before.loss),
    after: nats(after.loss),
  })
}

function Picture({ dissection, story }: { readonly dissection: Dissection; readonly story: Story }) {
  const laid = useMemo(() => layOut(dissection), [dissection])
  const { held } = story
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const scene = sceneAt(laid, held())
    const letter = scene.stage <= 0 ? 'x' : scene.stage >= scene.last ? 'z' : 'x → z'
    const names = laid.dimension === 1 ? { across: letter, up: null } : { across: `${letter}₁`, up: `${letter}₂` }
    drawStep(context, size, laid, scene, names, colours)
  }, [laid, held])
  const { magnified } = sceneAt(laid, held())
  return (
    <figure className="picture slow-picture">
      <PictureCanvas name={say('slow.name')} wants={nothing} draw={draw} listen={story.listen} className="slow-canvas" />
      <figcaption className="picture-caption">{magnified === 1 ? say(`slow.${story.moment}.caption`) : `${say(`slow.${story.moment}.caption`)} ${say('slow.magnified', { times: magnified })}`}</figcaption>
    </figure>
  )
}

/** The moments as a list to leaf through; the one that is held is told. */
const Moments = ({ story, dissection }: { readonly story: Story; readonly dissection: Dissection }) => (
  <ol className="slow-moments">
    {moments.map((moment) => (
      <li key={moment} aria-current={moment === story.moment ? 'step' : undefined}>
        <Button className="slow-moment" onPress={() => story.go(moment)}>{say(`slow.${moment}.label`)}</Button>
        {moment === story.moment && <p className="slow-words" role="status">{explain(moment, dissection)}</p>}
        {moment === story.moment && moment === 'gradient' && <GradientBars norms={dissection.parts.map(({ gradient }) => gradient)} title={say('slow.norms')} />}
      </li>
    ))}
  </ol>
)

interface ControlsProps {
  readonly story: Story
  readonly again: () => void
  readonly againButton: RefObject<HTMLButtonElement | null>
}

function Controls({ story, again, againButton }: ControlsProps) {
  const play = useRef<HTMLButtonElement>(null)
  const leaf = (by: -1 | 1) => {
    const to = neighbour(story.moment, by)
    if (!to) return
    story.go(to)
    // At either end the pressed button is of no use any more, and would drop the focus.
    if (!neighbour(to, by)) play.current?.focus()
  }
  return (
    <div className="row">
      <Button className="picture-button" isDisabled={neighbour(story.moment, -1) === null} onPress={() => leaf(-1)}>{say('slow.back')}</Button>
      <Button ref={play} className="picture-button" onPress={story.toggle}>{say(story.playing ? 'slow.hold' : 'slow.play')}</Button>
      <Button className="picture-button" isDisabled={neighbour(story.moment, 1) === null} onPress={() => leaf(1)}>{say('slow.next')}</Button>
      <Button ref={againButton} className="picture-button" onPress={again}>{say('slow.another')}</Button>
    </div>
  )
}

interface ToldProps {
  readonly dissection: Dissection
  readonly again: () => void
  /** Whether a press of a button that is gone by now has brought this step. */
  readonly asked: RefObject<boolean>
}

function Told({ dissection, again, asked }: ToldProps) {
  const story = useStory()
  const againButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asked.current) againButton.current?.focus({ preventScroll: true })
    asked.current = false
  }, [asked])
  return (
    <div className="slow-parts">
      <Picture dissection={dissection} story={story} />
      <div className="slow-side">
        <h3 className="slow-step">{say('slow.step', { step: dissection.step.toLocaleString('en') })}</h3>
        <Moments story={story} dissection={dissection} />
        <Controls story={story} again={again} againButton={againButton} />
      </div>
      <Summary tell={() => explain(story.moment, dissection)} />
    </div>
  )
}

/** One optimizer step, moment by moment. */
export function SlowMotion() {
  const dissection = usePlayground((playground) => playground.dissection)
  const dissect = usePlayground((playground) => playground.dissect)
  const status = usePlayground((playground) => playground.status)
  const held = usePlayground(({ fit }) => !fit.ok)
  const asked = useRef(false)
  const take = () => {
    asked.current = true
    dissect()
  }
  if (dissection && status !== 'playing') return <Told key={dissection.step} dissection={dissection} again={take} asked={asked} />
  return (
    <div className="picture-empty">
      <p>{say(status === 'finished' ? 'slow.finished' : 'slow.empty')}</p>
      <Button className="picture-button" onPress={take} isDisabled={held || status === 'finished'}>{say('slow.begin')}</Button>
    </div>
  )
}

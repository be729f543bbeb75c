import { useCallback, useId, useMemo, useState } from 'react'
import type { Inside, Probe } from '../../engine/snapshot.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { isMessageKey, say } from '../../words/catalogue.ts'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { GradientBars } from '../GradientBars.tsx'
import { layerNames } from '../layerNames.ts'
import { useLive } from '../live.ts'
import { nats } from '../nats.ts'
import { coordinate } from '../plane/numbers.ts'
import { usePicked } from '../usePicked.ts'
import { waitingWords } from '../waiting.ts'
import { drawCurves, drawField, stretchRange } from './draw.ts'
import '../picture.css'
import './inside.css'

const subscripts = ['x₁', 'x₂']
const axisName = (k: number, d: number): string => (d === 1 ? 'x' : (subscripts[k] ?? `x${k + 1}`))

/** A parameter's words; its own name where it has none. */
function parameterName(name: string): string {
  const key = `parameter.${name}`
  return isMessageKey(key) ? say(key) : name
}

const readInside = (): Inside | null => frames.latest()?.layer ?? null

/** The newest look inside the layer that is asked for; what is left of another is not shown. */
const insideOf = (index: number): Inside | null => {
  const inside = readInside()
  return inside?.layer === index ? inside : null
}

function Field({ wants, index }: { readonly wants: Probe; readonly index: number }) {
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const inside = insideOf(index)
    if (inside) drawField(context, size, inside, colours)
  }, [index])
  const inside = useLive(readInside)
  const [low, high] = inside?.field ? stretchRange(inside.field) : [NaN, NaN]
  return (
    <figure className="picture">
      <PictureCanvas name={say('inside.field')} wants={wants} draw={draw} className="inside-canvas" />
      <figcaption className="picture-caption">{say('inside.field.caption', { low: nats(low, 2), high: nats(high, 2) })}</figcaption>
    </figure>
  )
}

function Curves({ wants, index }: { readonly wants: Probe; readonly index: number }) {
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const inside = insideOf(index)
    if (!inside) return
    const d = inside.at.length
    const names = inside.curves.map((_, k) => axisName(k, d))
    drawCurves(context, size, inside, { input: say('inside.input'), output: say('inside.output'), names }, colours)
  }, [index])
  return (
    <figure className="picture">
      <PictureCanvas name={say('inside.curves')} wants={wants} draw={draw} className="inside-canvas" />
      <figcaption className="picture-caption">{say('inside.curves.caption')}</figcaption>
    </figure>
  )
}

/** What the conditioner, or free numbers, gave to each scalar bijector at the point. */
function Parameters({ inside }: { readonly inside: Inside }) {
  if (inside.chosen.length === 0) return <p className="quiet">{say('inside.plain')}</p>
  return (
    <section aria-label={say('inside.parameters')}>
      <p className="quiet">{say('inside.parameters')}</p>
      {inside.chosen.map(({ coordinate: k, values }) => (
        <dl key={k} className="inside-parameters">
          <dt className="tone-f">{say('inside.coordinate', { axis: axisName(k, inside.at.length) })}</dt>
          {Object.entries(values).map(([name, numbers]) => (
            <dd key={name}><span className="inside-name">{parameterName(name)}</span> {numbers.map((value) => coordinate(value)).join('  ')}</dd>
          ))}
        </dl>
      ))}
    </section>
  )
}

function Chooser({ names, index, choose }: { readonly names: readonly string[]; readonly index: number; readonly choose: (index: number) => void }) {
  const id = useId()
  return (
    <p className="inside-chooser">
      <label htmlFor={id}>{say('inside.layer')}</label>
      <select id={id} value={index} onChange={(event) => choose(Number(event.target.value))}>
        {names.map((name, k) => <option key={k} value={k}>{name}</option>)}
      </select>
    </p>
  )
}

function summaryOf(name: string): string {
  const inside = readInside()
  if (!inside) return waitingWords()
  const point = inside.at.map((value) => coordinate(value)).join(', ')
  if (!inside.field) return say('inside.summary.line', { name, point })
  const [low, high] = stretchRange(inside.field)
  return say('inside.summary', { name, point, low: nats(low, 2), high: nats(high, 2) })
}

/** One layer at work: what it does to its plane, the maps it makes of each coordinate, and what shapes them. */
export function InsidePicture() {
  const experiment = usePlayground((playground) => playground.experiment)
  const names = layerNames(experiment)
  const [wanted, choose] = useState(0)
  const index = Math.min(wanted, names.length - 1)
  const point = usePicked()
  const wants = useMemo<Probe>(() => ({ layer: { index: Math.max(0, index), point } }), [index, point])
  const inside = useLive(readInside)
  if (names.length === 0) return <p className="quiet">{say('inside.none')}</p>
  return (
    <div className="inside-picture">
      <Chooser names={names} index={index} choose={choose} />
      <div className="inside-parts">
        {inside?.at.length !== 1 && <Field wants={wants} index={index} />}
        <Curves wants={wants} index={index} />
        <div className="inside-side">
          {inside?.layer === index && <Parameters inside={inside} />}
          {inside && inside.gradients.length === names.length + 1 && <GradientBars norms={inside.gradients} title={say('inside.norms')} />}
        </div>
      </div>
      <Summary tell={() => summaryOf(names[index] ?? '')} />
    </div>
  )
}

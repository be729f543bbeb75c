import { useState } from 'react'
import { currentViewing, useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas, Summary, Unseen } from '../canvas.tsx'
import { useClasses } from '../classes.ts'
import type { Offer } from '../save/pictures.ts'
import { useLastStage, useStageWords } from '../stageSlider/useStage.ts'
import { useAnchors } from '../useAnchors.ts'
import { ClassLegend, DensityLegend, StretchLegend } from './DensityLegend.tsx'
import { newestPlane } from './page.ts'
import { tellPlane, tellStretch } from './tell.ts'
import { useDragging } from './useDragging.ts'
import { usePicking } from './usePicking.ts'
import { usePlane } from './usePlane.ts'
import type { Place } from './usePlane.ts'
import type { Side } from './view.ts'
import './plane.css'

/** What may be saved beside each plane. */
const offersOf: Readonly<Record<Side, readonly Offer[]>> = { x: ['samples'], z: ['morph', 'samples'] }

type Where = 'x' | 'z' | 'between'

interface PlaneProps {
  readonly side: Side
  /** What it shows now. */
  readonly place: Where
  readonly title: string
  readonly summary: () => string
}

/** A plane that can be read under the pointer and the keyboard's cursor, and whose points can be picked. */
function Plane({ side, place, title, summary }: PlaneProps) {
  const [cursor, setCursor] = useState<Place | null>(null)
  const picking = useAnchors()
  const { wants, draw, view, readOut, listen } = usePlane(side, picking.anchors, cursor)
  const { said, handlers } = usePicking(view, picking, { cursor, setCursor, tellAt: readOut.tellAt })
  const field = useDragging(view, picking)
  const density = useViewing(({ show }) => show.density)
  const classes = useClasses().count > 0
  const posterior = useViewing(({ show }) => show.posterior) && classes && place === 'x'
  const stretched = useViewing(({ look }) => look.stretch !== 'off') && side === 'z' && place === 'z'
  const id = `plane-${side}-title`
  return (
    <section className={`plane plane-${side}`} aria-labelledby={id}>
      <h2 id={id} className="plane-title" data-place={place}>{title}</h2>
      <div ref={field} className="plane-field" role="application" tabIndex={0} aria-label={say(`plane.${side}.use`)} {...readOut.handlers} {...handlers}>
        <PictureCanvas name={say(`plane.${side}.name`)} wants={wants} draw={draw} listen={listen} offers={offersOf[side]} className="plane-canvas" />
      </div>
      <div className="plane-caption">
        <p ref={readOut.element} className="plane-read-out" />
        {stretched ? <StretchLegend /> : posterior ? <ClassLegend /> : density && <DensityLegend side={side} place={place} />}
      </div>
      <Unseen live>{said}</Unseen>
      <Summary tell={summary} />
    </section>
  )
}

/** What the data plane shows: the density of all classes together, or of one. */
function useDataTitle(): string {
  const { shown } = useClasses()
  return shown === null ? say('plane.x.title') : say('plane.x.titleOf', { number: shown + 1 })
}

/** The data plane: exact density, training points, lattice. */
export const XPlane = () => <Plane side="x" place="x" title={useDataTitle()} summary={() => tellPlane(newestPlane(), 0, say('stage.x'))} />

const titles = { x: 'plane.z.titleAtX', z: 'plane.z.title' } as const

function summary(words: string): string {
  const { stage, look } = currentViewing()
  return `${tellPlane(newestPlane(), stage, words)} ${tellStretch(newestPlane(), look.stretch)}`.trim()
}

/** The latent plane, and what lies between x and z as the slider moves; alone, it is all there is of x too. */
export function ZPlane() {
  const last = useLastStage()
  const words = useStageWords()
  const dataTitle = useDataTitle()
  const alone = useViewing(({ look }) => look.planes === 'one')
  const place = useViewing(({ stage }): Where => (stage >= last ? 'z' : stage <= 0 ? 'x' : 'between'))
  const title = place === 'between' ? say('plane.between.title', { stage: words }) : place === 'x' && alone ? dataTitle : say(titles[place])
  return <Plane side="z" place={place} title={title} summary={() => summary(words)} />
}

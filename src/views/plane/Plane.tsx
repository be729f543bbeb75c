import { useState } from 'react'
import { usePlayground } from '../../store/playground.ts'
import { currentViewing, useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas, Summary, Unseen } from '../canvas.tsx'
import { useLastStage, useStageWords } from '../stageSlider/useStage.ts'
import { useClasses } from '../classes.ts'
import { useAnchors } from '../useAnchors.ts'
import { DensityLegend } from './DensityLegend.tsx'
import { newestPlane } from './page.ts'
import { tellPlane } from './tell.ts'
import { usePicking } from './usePicking.ts'
import { usePlane } from './usePlane.ts'
import type { Place } from './usePlane.ts'
import './plane.css'

/** The data plane: exact density, training points, lattice; two of its points can be picked. */
export function XPlane() {
  const [cursor, setCursor] = useState<Place | null>(null)
  const picking = useAnchors()
  const { wants, draw, view, readOut, listen } = usePlane('x', picking.anchors, cursor)
  const { said, handlers } = usePicking(view, picking, cursor, setCursor)
  const density = useViewing(({ show }) => show.density && !show.posterior)
  const { shown } = useClasses()
  return (
    <section className="plane plane-x" aria-labelledby="plane-x-title">
      <h2 id="plane-x-title" className="plane-title">{shown === null ? say('plane.x.title') : say('plane.x.titleOf', { number: shown + 1 })}</h2>
      <div className="plane-field" role="application" tabIndex={0} aria-label={say('plane.x.use')} {...readOut.handlers} {...handlers}>
        <PictureCanvas name={say('plane.x.name')} wants={wants} draw={draw} listen={listen} className="plane-canvas" />
      </div>
      <div className="plane-caption">
        <p ref={readOut.element} className="plane-read-out" />
        {density && <DensityLegend side="x" />}
      </div>
      <Unseen live>{said}</Unseen>
      <Summary tell={() => tellPlane(newestPlane(), 0, say('stage.x'))} />
    </section>
  )
}

/** The title says what the plane shows, in that thing's colour. */
function ZTitle({ words }: { readonly words: string }) {
  const last = useLastStage()
  const place = useViewing(({ stage }) => (stage >= last ? 'z' : stage <= 0 ? 'x' : 'between'))
  const title = place === 'between' ? say('plane.between.title', { stage: words }) : say(place === 'z' ? 'plane.z.title' : 'plane.z.titleAtX')
  return <h2 id="plane-z-title" className="plane-title" data-place={place}>{title}</h2>
}

/** The latent plane, and what lies between x and z as the slider moves. */
export function ZPlane() {
  const anchors = usePlayground(({ experiment }) => experiment.anchors)
  const { wants, draw, readOut, listen } = usePlane('z', anchors, null)
  const density = useViewing(({ show }) => show.density)
  const words = useStageWords()
  return (
    <section className="plane plane-z" aria-labelledby="plane-z-title">
      <ZTitle words={words} />
      <div className="plane-field" {...readOut.handlers}>
        <PictureCanvas name={say('plane.z.name')} wants={wants} draw={draw} listen={listen} className="plane-canvas" />
      </div>
      <div className="plane-caption">
        <p ref={readOut.element} className="plane-read-out" />
        {density && <DensityLegend side="z" />}
      </div>
      <Summary tell={() => tellPlane(newestPlane(), currentViewing().stage, words)} />
    </section>
  )
}

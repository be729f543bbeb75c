import { useState } from 'react'
import { currentViewing, useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas, Summary, Unseen } from '../canvas.tsx'
import { useLastStage, useStageWords } from '../stageSlider/useStage.ts'
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
  const { wants, draw, view, readOut, listen } = usePlane('x', cursor)
  const { said, handlers } = usePicking(view, cursor, setCursor)
  const density = useViewing(({ show }) => show.density)
  return (
    <section className="plane plane-x" aria-labelledby="plane-x-title">
      <h2 id="plane-x-title" className="plane-title">{say('plane.x.title')}</h2>
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

function useZTitle(): string {
  const last = useLastStage()
  const words = useStageWords()
  const place = useViewing(({ stage }) => (stage >= last ? 'z' : stage <= 0 ? 'x' : 'between'))
  if (place === 'between') return say('plane.between.title', { stage: words })
  return say(place === 'z' ? 'plane.z.title' : 'plane.z.titleAtX')
}

/** The latent plane, and what lies between x and z as the slider moves. */
export function ZPlane() {
  const { wants, draw, readOut, listen } = usePlane('z', null)
  const density = useViewing(({ show }) => show.density)
  const words = useStageWords()
  const title = useZTitle()
  return (
    <section className="plane plane-z" aria-labelledby="plane-z-title">
      <h2 id="plane-z-title" className="plane-title">{title}</h2>
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

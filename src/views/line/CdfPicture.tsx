import { useCallback, useRef } from 'react'
import { frames } from '../../store/frames.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { distribution, largestGap } from './distribution.ts'
import { drawCdf, type CdfModel, type CdfWords } from './drawCdf.ts'
import { lineWants } from './LinePicture.tsx'
import '../picture.css'
import './line.css'

function cdfModel(): CdfModel | null {
  const snapshot = frames.latest()
  if (snapshot?.dimension !== 1 || !snapshot.density) return null
  return { learned: distribution(snapshot.density), sorted: (snapshot.points?.points[0] ?? new Float32Array()).toSorted() }
}

function words({ learned, sorted }: CdfModel): CdfWords {
  return {
    x: 'x',
    share: say('cdf.share'),
    learned: say('cdf.learned'),
    points: say('cdf.points'),
    gap: say('cdf.gap', { mass: (learned.mass.at(-1) ?? NaN).toFixed(3), gap: largestGap(learned, sorted).gap.toFixed(3) }),
  }
}

/** The learned CDF over the steps of the data's own. */
export function CdfPicture() {
  const newest = useRef<CdfWords | null>(null)
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const model = cdfModel()
    newest.current = model && words(model)
    if (model && newest.current) drawCdf(context, size, model, newest.current, colours)
  }, [])
  const summary = () => (newest.current ? `${newest.current.learned}; ${newest.current.gap}` : say('line.waiting'))
  return (
    <figure className="picture cdf-picture">
      <PictureCanvas name={say('cdf.name')} wants={lineWants} draw={draw} className="cdf-canvas" />
      <Summary tell={summary} />
    </figure>
  )
}

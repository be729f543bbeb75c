import { useCallback, useRef } from 'react'
import { Button } from 'react-aria-components'
import type { DataSpec } from '../../experiment/experiment.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { axisNames } from '../axisNames.ts'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { drawWaiting } from '../label.ts'
import { waitingWords } from '../waiting.ts'
import { distribution, largestGap } from './distribution.ts'
import { drawCdf, type CdfModel, type CdfWords } from './drawCdf.ts'
import type { Rain } from './drops.ts'
import { lineWants } from './LinePicture.tsx'
import { useRain } from './useRain.ts'
import '../picture.css'
import './line.css'

function cdfModel(rain: Rain): CdfModel | null {
  const snapshot = frames.latest()
  if (snapshot?.dimension !== 1 || !snapshot.density) return null
  return { learned: distribution(snapshot.density), sorted: (snapshot.points?.points[0] ?? new Float32Array()).toSorted(), rain }
}

function words({ learned, sorted }: CdfModel, data: DataSpec): CdfWords {
  return {
    x: axisNames(data, 1).join(),
    share: say('cdf.share'),
    learned: say('cdf.learned'),
    points: say('cdf.points'),
    gap: say('cdf.gap', { mass: (learned.mass.at(-1) ?? NaN).toFixed(3), gap: largestGap(learned, sorted).gap.toFixed(3) }),
  }
}

/** The learned CDF over the steps of the data's own. */
export function CdfPicture() {
  const seed = usePlayground(({ experiment }) => experiment.run.seed)
  const data = usePlayground(({ experiment }) => experiment.data)
  const newest = useRef<CdfWords | null>(null)
  const { raining, toggle, now, listen } = useRain(seed)
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const model = cdfModel(now())
    newest.current = model && words(model, data)
    if (model && newest.current) drawCdf(context, size, model, newest.current, colours)
    else drawWaiting(context, size, waitingWords(), colours)
  }, [now, data])
  const summary = () => (newest.current ? `${newest.current.learned}; ${newest.current.gap}. ${say('cdf.landed', { count: now().landed.length })}` : waitingWords())
  return (
    <figure className="picture cdf-picture">
      <PictureCanvas name={say('cdf.name')} wants={lineWants} draw={draw} listen={listen} className="cdf-canvas" />
      <div className="picture-foot">
        <p className="picture-caption">{say('cdf.drop.words')}</p>
        <Button className="picture-button" onPress={toggle}>{say(raining ? 'cdf.drop.stop' : 'cdf.drop')}</Button>
      </div>
      <Summary tell={summary} />
    </figure>
  )
}

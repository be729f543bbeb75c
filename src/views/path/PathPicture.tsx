import { useCallback, useMemo, useRef } from 'react'
import { Button, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import type { Path, Probe } from '../../engine/snapshot.ts'
import { dimensionOf } from '../../experiment/schema.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { currentViewing, subscribeViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { nats } from '../nats.ts'
import { along, pathDetail, pickTwo } from './curves.ts'
import { drawPath, type PathWords } from './draw.ts'
import { useTravel } from './useTravel.ts'
import '../picture.css'
import './path.css'

const words = ({ ofClass }: Path): PathWords => ({
  share: say('path.share'),
  logDensity: ofClass === undefined ? say('path.logDensity') : say('path.logDensityOf', { number: ofClass + 1 }),
  latent: say('path.latent'),
  data: say('path.data'),
})

function reading({ latent, data }: Path, travel: number): string {
  const here = (values: Float32Array) => nats(along(values, travel), 2)
  return say('path.reading', { share: Math.round(travel * 100), latent: here(latent.logDensity), data: here(data.logDensity) })
}

function Chart({ wants }: { readonly wants: Probe }) {
  const caption = useRef<HTMLParagraphElement>(null)
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const path = frames.latest()?.path
    const { travel } = currentViewing()
    if (caption.current) caption.current.textContent = path ? reading(path, travel) : say('line.waiting')
    if (path) drawPath(context, size, path, travel, words(path), colours)
  }, [])
  const summary = () => {
    const path = frames.latest()?.path
    return path ? reading(path, currentViewing().travel) : say('line.waiting')
  }
  return (
    <>
      <PictureCanvas name={say('path.name')} wants={wants} draw={draw} listen={subscribeViewing} className="path-canvas" />
      <p ref={caption} className="picture-caption" />
      <Summary tell={summary} />
    </>
  )
}

const icons = { play: 'M2 1l9 5-9 5z', pause: 'M2 1h3v10H2zM7 1h3v10H7z', stride: 'M1 5h6V2l4 4-4 4V7H1z' } as const

/** The traveller, by hand, by keys or by itself. */
function Travel({ clear }: { readonly clear: () => void }) {
  const { travel, playing, still, drag, press } = useTravel()
  const does = still ? 'stride' : playing ? 'pause' : 'play'
  return (
    <div className="picture-foot">
      <Button className="travel-play" onPress={press} aria-label={say(`path.${does}`)}>
        <svg viewBox="0 0 12 12" aria-hidden="true"><path d={icons[does]} /></svg>
      </Button>
      <Slider className="travel-line" aria-label={say('path.travel')} minValue={0} maxValue={1} step={0.01} value={travel} onChange={drag} formatOptions={{ style: 'percent' }}>
        <SliderTrack className="travel-track"><SliderThumb className="travel-thumb" /></SliderTrack>
      </Slider>
      <Button className="picture-button" onPress={clear}>{say('path.clear')}</Button>
    </div>
  )
}

/** log p along the two ways between the anchors, the travelling point, and how to pick anchors where there are none. */
export function PathPicture() {
  const experiment = usePlayground((playground) => playground.experiment)
  const change = usePlayground((playground) => playground.change)
  const dimension = dimensionOf(experiment)
  const [from, to] = experiment.anchors
  const wants = useMemo<Probe | null>(
    () => (from?.length === dimension && to?.length === dimension ? { path: { from, to, detail: pathDetail } } : null),
    [from, to, dimension],
  )
  const pick = () => {
    const shown = frames.latest()
    const points = shown?.points?.points[0]
    if (points && shown.dimension === dimension) change({ anchors: pickTwo({ points, components: shown.points.components }, dimension) })
  }
  return (
    <figure className="picture path-picture">
      {wants ? <Chart wants={wants} /> : <Empty pick={pick} />}
      {wants && <Travel clear={() => change({ anchors: [] })} />}
    </figure>
  )
}

function Empty({ pick }: { readonly pick: () => void }) {
  return (
    <div className="path-empty">
      <p>{say('path.empty')}</p>
      <Button className="picture-button" onPress={pick}>{say('path.pick')}</Button>
    </div>
  )
}

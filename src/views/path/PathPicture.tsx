import { useCallback, useLayoutEffect, useMemo, useRef, type RefObject } from 'react'
import { Button, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import type { Path, Probe } from '../../engine/snapshot.ts'
import { dimensionOf } from '../../experiment/schema.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { currentViewing, subscribeViewing, useViewing } from '../../store/viewing.ts'
import { say, type Values } from '../../words/catalogue.ts'
import { pickTwo } from '../anchors.ts'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import { drawWaiting } from '../label.ts'
import { nats } from '../nats.ts'
import { useAnchors, type AnchorPicking } from '../useAnchors.ts'
import { waitingWords } from '../waiting.ts'
import { AnchorChips } from './AnchorChips.tsx'
import { along, pathWanted } from './curves.ts'
import { drawPath, letterOf, type PathWords } from './draw.ts'
import { PartsButton, shownPoints } from './PartsButton.tsx'
import { useTravel } from './useTravel.ts'
import '../picture.css'
import './path.css'

const words = ({ ofClass, shape }: Path): PathWords => ({
  logDensity: ofClass === undefined ? say('path.logDensity') : say('path.logDensityOf', { number: ofClass + 1 }),
  latent: say('path.latent', { shape }),
  data: say('path.data'),
})

function told(path: Path, travel: number): Values {
  const { legs, shape, latent, data } = path
  const leg = Math.min(legs - 1, Math.floor(travel * legs))
  const here = (values: Float32Array) => nats(along(values, travel), 2)
  return {
    from: letterOf(path, leg), to: letterOf(path, leg + 1), share: Math.round((travel * legs - leg) * 100),
    latent: here(latent.logDensity), data: here(data.logDensity), shape,
  }
}

function Chart({ wants }: { readonly wants: Probe }) {
  const caption = useRef<HTMLParagraphElement>(null)
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    const path = frames.latest()?.path
    const { travel } = currentViewing()
    if (caption.current) caption.current.textContent = path ? say('path.caption', told(path, travel)) : waitingWords()
    if (path) drawPath(context, size, path, travel, words(path), colours)
    else drawWaiting(context, size, waitingWords(), colours)
  }, [])
  const summary = () => {
    const path = frames.latest()?.path
    return path ? say('path.reading', told(path, currentViewing().travel)) : waitingWords()
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
function Travel({ clear }: Pick<AnchorPicking, 'clear'>) {
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

/**
 * A button that goes with what it did (the way to pick points, the one that clears them, the last point's own) hands the
 * focus on to the first of the buttons that come.
 */
function useHandingOn(figure: RefObject<HTMLElement | null>, picking: AnchorPicking): AnchorPicking {
  const handing = useRef(false)
  useLayoutEffect(() => {
    if (!handing.current) return
    handing.current = false
    if (!figure.current?.contains(document.activeElement)) figure.current?.querySelector<HTMLElement>('.path-ways button, .travel-play')?.focus()
  }, [figure, picking])
  return useMemo(() => {
    const withFocus = <T extends readonly unknown[]>(act: (...given: T) => void) => (...given: T) => {
      handing.current = figure.current?.contains(document.activeElement) ?? false
      act(...given)
    }
    return { ...picking, replace: withFocus(picking.replace), clear: withFocus(picking.clear), remove: withFocus(picking.remove) }
  }, [figure, picking])
}

/** log p along the two ways through the anchors, the travelling point, and how to pick anchors where there are none. */
export function PathPicture() {
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const route = useViewing((viewing) => viewing.route)
  const figure = useRef<HTMLElement>(null)
  const picking = useHandingOn(figure, useAnchors())
  const { anchors } = picking
  const wants = useMemo<Probe | null>(() => {
    const path = anchors.every((anchor) => anchor.length === dimension) ? pathWanted(anchors, route) : null
    return path ? { path } : null
  }, [anchors, route, dimension])
  return (
    <figure ref={figure} className="picture path-picture">
      {wants ? <Chart wants={wants} /> : <Empty picking={picking} />}
      {wants && <Travel clear={picking.clear} />}
      {anchors.length > 0 && <AnchorChips picking={picking} />}
    </figure>
  )
}

function Empty({ picking: { anchors, replace } }: { readonly picking: AnchorPicking }) {
  const pick = () => {
    const shown = shownPoints()
    if (shown) replace(pickTwo(shown.points, shown.dimension))
  }
  return (
    <div className="path-empty">
      <p>{say(anchors.length > 0 ? 'path.waiting' : 'path.empty')}</p>
      <div className="path-ways">
        <Button className="picture-button" onPress={pick}>{say('path.pick')}</Button>
        <PartsButton replace={replace} />
      </div>
    </div>
  )
}

import { useCallback, useRef, useState, type RefObject } from 'react'
import { ToggleButton } from 'react-aria-components'
import type { Probe, Snapshot } from '../../engine/snapshot.ts'
import type { DataSpec } from '../../experiment/experiment.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { currentViewing, subscribeViewing } from '../../store/viewing.ts'
import { say, tell } from '../../words/catalogue.ts'
import { AxisCursor } from '../AxisCursor.tsx'
import { PictureCanvas, Summary, type CanvasFrame } from '../canvas.tsx'
import type { Offer } from '../save/pictures.ts'
import { stageName } from '../stageSlider/stageName.ts'
import { axisNames } from '../axisNames.ts'
import { drawWaiting } from '../label.ts'
import { useAnchors } from '../useAnchors.ts'
import { waitingWords } from '../waiting.ts'
import { isLast, lastStage } from './between.ts'
import { empiricalCdf } from './distribution.ts'
import { drawLine, type LineWords } from './draw.ts'
import { drawMarks } from './drawMarks.ts'
import { dataCdf, type DataCdf } from './idealMap.ts'
import { lineModel, type LineModel } from './model.ts'
import { lineReading, lineSummary } from './reading.ts'
import { useAxisCursor } from './useAxisCursor.ts'
import '../picture.css'
import './line.css'

export const lineWants: Probe = { points: 4000, density: { resolution: 641 } }

const offers: readonly Offer[] = ['morph', 'samples']

const sliceCount = (width: number) => (width < 480 ? 8 : 10)

/** Names of what is drawn, at this stage of the morph. */
function wordsAt(snapshot: Snapshot, stage: number, layers: number, slices: number, data: DataSpec): LineWords {
  const stages = snapshot.density?.stages ?? { points: [], logDets: [], logDensity: new Float32Array() }
  const atZ = isLast(stages, stage)
  return {
    x: axisNames(data, 1).join(),
    y: atZ ? 'z' : tell(stageName(stage, lastStage(stages), layers)),
    curve: say(atZ ? 'line.curve' : 'line.curve.part'),
    learned: snapshot.shownClass === undefined ? say('line.learned') : say('line.learnedOf', { number: snapshot.shownClass + 1 }),
    side: say(atZ ? 'line.base' : 'line.pushed'),
    bars: say('line.points'),
    density: say('line.density'),
    densityUnit: say('line.density.unit'),
    slices: say('line.slices', { count: slices }),
    ideal: say('line.ideal'),
  }
}

/** Draws the newest snapshot; keeps what it drew for the pointer, the keyboard and the line of words. */
function useDrawing(cursor: number | null, anchors: readonly (readonly number[])[], ideal: boolean, model: RefObject<LineModel | null>, caption: RefObject<HTMLElement | null>) {
  const layers = usePlayground(({ experiment }) => experiment.layers.length)
  const data = usePlayground(({ experiment }) => experiment.data)
  return useCallback(({ context, size, colours }: CanvasFrame) => {
    const snapshot = frames.latest()
    const { stage, travel } = currentViewing()
    const slices = sliceCount(size.width)
    const truth = ideal && snapshot ? truthFor(data, snapshot) : null
    const made = snapshot && lineModel(snapshot, stage, slices, truth)
    model.current = made
    if (caption.current) caption.current.textContent = captionOf(made, cursor)
    if (!snapshot || !made) return drawWaiting(context, size, waitingWords(), colours)
    const pen = drawLine(context, size, made, wordsAt(snapshot, stage, layers, slices, data), colours)
    const ends = anchors.flatMap((anchor) => (anchor.length === 1 ? anchor : []))
    drawMarks(pen, made, { cursor, anchors: ends, path: snapshot.path ?? null, travel, stage })
  }, [anchors, layers, data, ideal, cursor, model, caption])
}

/** The data's CDF over the window of x; where one class is shown, that of its points. */
function truthFor(data: DataSpec, { dataWindow, points, shownClass }: Snapshot): DataCdf {
  const sorted = (points?.points[0] ?? new Float32Array()).toSorted()
  return shownClass === undefined ? dataCdf(data, dataWindow[0] ?? [0, 1], sorted) : (x) => empiricalCdf(sorted, x)
}

function captionOf(model: LineModel | null, cursor: number | null): string {
  if (!model) return waitingWords()
  return cursor === null ? say('line.hint') : lineReading(model, cursor)
}

/** The 1D stage: density of x below, the curve f above it, density of z on its side, bands of equal mass between. */
export function LinePicture() {
  const model = useRef<LineModel | null>(null)
  const caption = useRef<HTMLParagraphElement>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const [ideal, setIdeal] = useState(false)
  const { anchors, pick } = useAnchors()
  const draw = useDrawing(cursor, anchors, ideal, model, caption)
  const axis = useAxisCursor(model, cursor, setCursor, pick)
  const summary = () => (model.current ? lineSummary(model.current, frames.latest()?.step ?? 0) : waitingWords())
  return (
    <figure className="picture line-picture">
      <AxisCursor {...axis}>
        <PictureCanvas name={say('line.name')} wants={lineWants} draw={draw} listen={subscribeViewing} offers={offers} className="line-canvas" />
      </AxisCursor>
      <div className="picture-foot">
        <p ref={caption} className="picture-caption" />
        <ToggleButton className="picture-toggle" isSelected={ideal} onChange={setIdeal} aria-description={say('line.ideal.hint')}>{say('line.ideal')} · {say('line.ideal.label')}</ToggleButton>
      </div>
      <Summary tell={summary} />
    </figure>
  )
}

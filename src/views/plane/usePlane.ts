import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { PointerEvent, RefObject } from 'react'
import type { Snapshot } from '../../engine/snapshot.ts'
import { usePlayground } from '../../store/playground.ts'
import { currentViewing, subscribeViewing, useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import type { CanvasFrame } from '../canvas.tsx'
import { axisNames } from '../axisNames.ts'
import { useClasses } from '../classes.ts'
import { useLastStage } from '../stageSlider/useStage.ts'
import { drawWaiting } from '../label.ts'
import { waitingWords } from '../waiting.ts'
import { drawPlane } from './draw.ts'
import { planeMemory, type PlaneScene } from './scene.ts'
import { glanceAt } from './glance.ts'
import { createSurfaces, newestPlane, pageDensityScale, pageHeats, pageStageFields } from './page.ts'
import { clampStage, lastStageOf } from './morph.ts'
import { tellPlace } from './tell.ts'
import { placeUnder, seenBy } from './view.ts'
import type { PlaneView, Seen, Side } from './view.ts'
import { shownStages, wantsOf } from './wants.ts'

export type Place = readonly [number, number]

const namesAt = ({ stage, last }: Seen, [first = 'x₁', second = 'x₂']: readonly string[]): readonly [string, string] =>
  stage <= 0 ? [first, second] : stage >= last ? ['z₁', 'z₂'] : ['x₁ → z₁', 'x₂ → z₂']

type Seeing = Pick<PlaneScene, 'show' | 'look' | 'anchors' | 'cursor'> & {
  /** What the axes of x are called. */
  readonly axes: readonly string[]
}

/** Everything that is told of a plane besides how it is looked at. */
function sceneOf(snapshot: Snapshot, side: Side, part: Seeing): PlaneScene {
  const { stage, travel } = currentViewing()
  const seen = seenBy(side, stage, lastStageOf(snapshot))
  const between = (at: number) => pageStageFields.fieldOf(snapshot, at)
  return { ...part, ...seen, snapshot, travel, between, names: namesAt(seen, part.axes), ceilings: pageDensityScale.ceilings(snapshot) }
}

interface Drawn {
  readonly scene: PlaneScene
  readonly view: PlaneView
}

/** Puts words under a plane without React: what is at the pointer or at the cursor, whichever moved last, or how to use the plane. */
function useReadOut(drawn: RefObject<Drawn | null>, cursor: Place | null, idle: string) {
  const element = useRef<HTMLParagraphElement>(null)
  const pointer = useRef<Place | null>(null)
  useEffect(() => void (cursor && (pointer.current = null)), [cursor])
  const placeOf = useCallback(() => {
    const at = pointer.current
    return (drawn.current && at && placeUnder(drawn.current.view, at[0], at[1])) ?? cursor
  }, [drawn, cursor])
  const tellAt = useCallback((place: Place) => (drawn.current ? tellPlace(drawn.current.scene, drawn.current.view, place) : idle), [drawn, idle])
  const renew = useCallback(() => {
    const place = placeOf()
    const words = place ? tellAt(place) : idle
    if (element.current && element.current.textContent !== words) element.current.textContent = words
  }, [placeOf, tellAt, idle])
  return { element, renew, tellAt, handlers: useLooking(drawn, pointer, placeOf, renew) }
}

/** What the pointer is over, or the cursor once it has left, is read out and looked at closely. */
function useLooking(drawn: RefObject<Drawn | null>, pointer: RefObject<Place | null>, placeOf: () => Place | null, renew: () => void) {
  return useMemo(() => {
    const look = () => {
      renew()
      glanceAt(drawn.current?.view ?? null, placeOf())
    }
    return {
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const box = event.currentTarget.getBoundingClientRect()
        pointer.current = [event.clientX - box.left, event.clientY - box.top]
        look()
      },
      onPointerLeave: () => {
        pointer.current = null
        look()
      },
    }
  }, [drawn, pointer, renew, placeOf])
}

/** The stages between x and z whose density the plane on the slider shows; renders again only when they are others. */
function useShownStages(side: Side): readonly number[] {
  const last = useLastStage()
  const key = useViewing(({ stage }) => (side === 'x' ? '' : shownStages(clampStage(stage, last), last).join(' ')))
  return useMemo(() => (key === '' ? [] : key.split(' ').map(Number)), [key])
}

/** What to do on a plane, or what it shows; of all classes together there is no one map, and no grid. */
function useIdleWords(side: Side): string {
  const { count, shown } = useClasses()
  return say(side === 'x' ? 'plane.x.idle' : count > 0 && shown === null ? 'plane.z.idleOfClasses' : 'plane.z.idle')
}

/** All that one plane needs: what it wants, how it is drawn, what lies under the pointer. */
export function usePlane(side: Side, anchors: PlaneScene['anchors'], cursor: Place | null) {
  const show = useViewing((viewing) => viewing.show)
  const look = useViewing((viewing) => viewing.look)
  const route = useViewing((viewing) => viewing.route)
  const stages = useShownStages(side)
  const data = usePlayground(({ experiment }) => experiment.data)
  const axes = useMemo(() => axisNames(data, 2), [data])
  const drawn = useRef<Drawn | null>(null)
  const view = useRef<PlaneView | null>(null)
  const [memory] = useState(() => planeMemory(pageHeats))
  const [surfaceOf] = useState(createSurfaces)
  const readOut = useReadOut(drawn, cursor, useIdleWords(side))
  const { renew } = readOut
  const wants = useMemo(() => wantsOf({ show, look, anchors, route, stages }), [show, look, anchors, route, stages])
  const draw = useCallback((frame: CanvasFrame) => {
    const snapshot = newestPlane()
    const scene = snapshot && sceneOf(snapshot, side, { show, look, anchors, cursor, axes })
    drawn.current = scene && { scene, view: drawPlane(scene, surfaceOf(frame), memory) }
    if (!scene) drawWaiting(frame.context, frame.size, waitingWords(), frame.colours)
    view.current = drawn.current?.view ?? null
    renew()
  }, [side, show, look, anchors, cursor, axes, surfaceOf, memory, renew])
  return { wants, draw, view, readOut, listen: side === 'x' ? listenTravel : listenStage }
}

const listenTo = (...keys: readonly ('stage' | 'travel')[]) => (changed: () => void) => {
  let before = currentViewing()
  return subscribeViewing(() => {
    const now = currentViewing()
    if (keys.some((key) => now[key] !== before[key])) changed()
    before = now
  })
}
const listenTravel = listenTo('travel')
/** Calls back when the slider or the traveller moves. */
export const listenStage = listenTo('stage', 'travel')

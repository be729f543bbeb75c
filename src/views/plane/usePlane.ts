import { useCallback, useMemo, useRef, useState } from 'react'
import type { PointerEvent, RefObject } from 'react'
import type { Snapshot } from '../../engine/snapshot.ts'
import { currentViewing, subscribeViewing, useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import type { CanvasFrame } from '../canvas.tsx'
import { drawPlane, planeMemory } from './draw.ts'
import type { PlaneScene } from './draw.ts'
import { createSurfaces, newestPlane, pageDensityScale } from './page.ts'
import { lastStageOf } from './morph.ts'
import { tellPlace } from './tell.ts'
import { placeUnder, seenBy } from './view.ts'
import type { PlaneView, Seen, Side } from './view.ts'
import { wantsOf } from './wants.ts'

export type Place = readonly [number, number]

const namesAt = ({ stage, last }: Seen): readonly [string, string] =>
  stage <= 0 ? ['x₁', 'x₂'] : stage >= last ? ['z₁', 'z₂'] : ['x₁ → z₁', 'x₂ → z₂']

/** Puts words under a plane without React: at the pointer, or how to use the plane. */
function useReadOut(view: RefObject<PlaneView | null>, idle: string) {
  const element = useRef<HTMLParagraphElement>(null)
  const pointer = useRef<Place | null>(null)
  const renew = useCallback(() => {
    const [snapshot, at] = [newestPlane(), pointer.current]
    const place = view.current && at && placeUnder(view.current, at[0], at[1])
    const words = snapshot && view.current && place ? tellPlace(snapshot, view.current, place) : idle
    if (element.current && element.current.textContent !== words) element.current.textContent = words
  }, [view, idle])
  const handlers = useMemo(() => ({
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const box = event.currentTarget.getBoundingClientRect()
      pointer.current = [event.clientX - box.left, event.clientY - box.top]
      renew()
    },
    onPointerLeave: () => {
      pointer.current = null
      renew()
    },
  }), [renew])
  return { element, renew, handlers }
}

function sceneOf(snapshot: Snapshot, side: Side, part: Pick<PlaneScene, 'show' | 'anchors' | 'cursor'>): PlaneScene {
  const { stage, travel } = currentViewing()
  const seen = seenBy(side, stage, lastStageOf(snapshot))
  return { ...part, ...seen, snapshot, travel, names: namesAt(seen), ceilings: pageDensityScale.ceilings(snapshot) }
}

/** All that one plane needs: what it wants, how it is drawn, what lies under the pointer. */
export function usePlane(side: Side, anchors: PlaneScene['anchors'], cursor: Place | null) {
  const show = useViewing((viewing) => viewing.show)
  const view = useRef<PlaneView | null>(null)
  const [memory] = useState(planeMemory)
  const [surfaceOf] = useState(createSurfaces)
  const readOut = useReadOut(view, say(side === 'x' ? 'plane.x.idle' : 'plane.z.idle'))
  const { renew } = readOut
  const wants = useMemo(() => wantsOf(show, anchors), [show, anchors])
  const draw = useCallback((frame: CanvasFrame) => {
    const snapshot = newestPlane()
    view.current = snapshot && drawPlane(sceneOf(snapshot, side, { show, anchors, cursor }), surfaceOf(frame), memory)
    renew()
  }, [side, show, anchors, cursor, surfaceOf, memory, renew])
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
const listenStage = listenTo('stage', 'travel')

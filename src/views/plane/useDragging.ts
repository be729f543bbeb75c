import { useEffect, useRef, type RefObject } from 'react'
import type { AnchorPicking } from '../useAnchors.ts'
import { dragAnchors } from './dragging.ts'
import type { PlaneView } from './view.ts'

/** Lets the anchors be dragged in an element where a plane is drawn. */
export function useDragging(view: RefObject<PlaneView | null>, picking: AnchorPicking): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null)
  const newest = useRef(picking)
  useEffect(() => void (newest.current = picking), [picking])
  useEffect(
    () =>
      element.current
        ? dragAnchors(element.current, {
            view: () => view.current,
            anchors: () => newest.current.anchors,
            hold: (index, place) => newest.current.hold(index, place),
            move: (index, place) => newest.current.move(index, place),
            takeBack: () => newest.current.takeBack(),
          })
        : undefined,
    [view],
  )
  return element
}

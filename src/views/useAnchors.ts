import { useMemo } from 'react'
import { float32 } from '../experiment/ownPoints.ts'
import { usePlayground } from '../store/playground.ts'
import { currentViewing, useViewing } from '../store/viewing.ts'
import { anchorLetter, movedAnchor, placeAnchor, type Anchors } from './anchors.ts'

export interface AnchorPicking {
  /** What is marked A, B, …: none, one that waits, or more. */
  readonly anchors: Anchors
  /** Makes a point the next anchor, or the last once there are as many as there can be; answers its letter. */
  pick(point: readonly number[]): string
  /** One anchor is under a hand, at this place; the experiment waits until it is let go. */
  hold(index: number, place: readonly number[]): void
  /** What was held goes back to where it was. */
  takeBack(): void
  /** Moves one anchor, which may have been held, for good. */
  move(index: number, place: readonly number[]): void
  remove(index: number): void
  /** Pictures of one point show this one. */
  follow(index: number): void
  replace(anchors: Anchors): void
  clear(): void
}

/** One anchor makes no path, and an experiment has none of it. */
const none: Anchors = []

export function useAnchors(): AnchorPicking {
  const data = usePlayground(({ experiment }) => experiment.data)
  const settled = usePlayground(({ experiment }) => experiment.anchors)
  const change = usePlayground((playground) => playground.change)
  const draft = useViewing((viewing) => viewing.draft)
  const anchors = draft?.data === data && draft.over === settled ? draft.points : settled
  return useMemo(() => {
    const { setDraft, pick: follow } = currentViewing()
    const keep = (points: Anchors) => {
      const over = points.length > 1 ? points : settled.length > 0 ? none : settled
      if (over !== settled) change({ anchors: over })
      setDraft(points.length === 1 ? { data, over, points } : null)
    }
    const held = (index: number, place: readonly number[]) => movedAnchor(anchors, index, place.map(float32))
    const followAt = (point: readonly number[] | undefined) => follow(point ? { data, point } : null)
    return {
      anchors,
      pick: (point) => {
        const next = placeAnchor(anchors, point)
        keep(next)
        followAt(point)
        return anchorLetter(next.length - 1)
      },
      hold: (index, place) => setDraft({ data, over: settled, points: held(index, place) }),
      takeBack: () => settled.length > 0 && setDraft(null),
      move: (index, place) => {
        const next = held(index, place)
        keep(next)
        followAt(next[index])
      },
      remove: (index) => keep(anchors.filter((_, i) => i !== index)),
      follow: (index) => followAt(anchors[index]),
      replace: keep,
      clear: () => {
        keep(none)
        followAt(undefined)
      },
    }
  }, [anchors, settled, data, change])
}

import { useMemo } from 'react'
import type { DataSpec } from '../experiment/experiment.ts'
import { float32 } from '../experiment/ownPoints.ts'
import { usePlayground } from '../store/playground.ts'
import type { Playground } from '../store/state.ts'
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

/** Anchors as they are shown, and those that the experiment has. */
interface Desk {
  readonly data: DataSpec
  readonly anchors: Anchors
  readonly settled: Anchors
  readonly change: Playground['change']
}

/** Gives the experiment its anchors; one alone waits. */
function keepOn({ data, settled, change }: Desk, points: Anchors): void {
  const over = points.length > 1 ? points : settled.length > 0 ? none : settled
  if (over !== settled) change({ anchors: over })
  currentViewing().setDraft(points.length === 1 ? { data, over, points } : null)
}

function pickingOn(desk: Desk): AnchorPicking {
  const { data, anchors, settled } = desk
  const { setDraft, pick: follow } = currentViewing()
  const keep = (points: Anchors, followed?: readonly number[]) => {
    keepOn(desk, points)
    if (followed) follow({ data, point: followed })
  }
  const held = (index: number, place: readonly number[]) => movedAnchor(anchors, index, place.map(float32))
  return {
    anchors,
    pick: (point) => {
      const next = placeAnchor(anchors, point)
      keep(next, point)
      return anchorLetter(next.length - 1)
    },
    hold: (index, place) => setDraft({ data, over: settled, points: held(index, place) }),
    takeBack: () => settled.length > 0 && setDraft(null),
    move: (index, place) => keep(held(index, place), place.map(float32)),
    remove: (index) => keep(anchors.filter((_, i) => i !== index)),
    follow: (index) => follow({ data, point: anchors[index] ?? [] }),
    replace: (points) => keep(points),
    clear: () => {
      keep(none)
      follow(null)
    },
  }
}

/** The anchors, and what can be done with them. */
export function useAnchors(): AnchorPicking {
  const data = usePlayground(({ experiment }) => experiment.data)
  const settled = usePlayground(({ experiment }) => experiment.anchors)
  const change = usePlayground((playground) => playground.change)
  const draft = useViewing((viewing) => viewing.draft)
  const anchors = draft?.data === data && draft.over === settled ? draft.points : settled
  return useMemo(() => pickingOn({ data, anchors, settled, change }), [data, anchors, settled, change])
}

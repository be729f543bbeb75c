import { useCallback, useMemo, useRef, useState } from 'react'
import { usePlayground } from '../store/playground.ts'
import { useViewing, type Picked } from '../store/viewing.ts'
import { nextTurn, placeAnchor } from './plane/pick.ts'

type Anchors = readonly (readonly number[])[]

export interface AnchorPicking {
  /** What is marked A and B: none, one that waits, or two. */
  readonly anchors: Anchors
  /** Makes a point A, then B, then each in turn; answers which. */
  pick(point: readonly number[]): 'A' | 'B'
  clear(): void
}

export function useAnchors(): AnchorPicking {
  const data = usePlayground(({ experiment }) => experiment.data)
  const settled = usePlayground(({ experiment }) => experiment.anchors)
  const change = usePlayground((playground) => playground.change)
  // An experiment has two anchors or none: the first one picked waits here for the second.
  const [waiting, setWaiting] = useState<Picked | null>(null)
  const follow = useViewing((viewing) => viewing.pick)
  const turn = useRef(0)
  const anchors = useMemo(
    () => (settled.length === 0 && waiting?.data === data && waiting ? [waiting.point] : settled),
    [settled, waiting, data],
  )
  const pick = useCallback((point: readonly number[]) => {
    const next = placeAnchor(anchors, point, turn.current)
    const letter = next[0] === point ? 'A' : 'B'
    turn.current = nextTurn(turn.current, anchors.length)
    setWaiting(next.length === 1 ? { data, point } : null)
    follow({ data, point })
    if (next.length === 2) change({ anchors: next })
    return letter
  }, [anchors, data, change, follow])
  const clear = useCallback(() => {
    turn.current = 0
    setWaiting(null)
    follow(null)
    if (settled.length > 0) change({ anchors: [] })
  }, [settled, change, follow])
  return { anchors, pick, clear }
}

import { useCallback, useEffect, useRef, useState } from 'react'
import { pageLoop, prefersStillness } from '../canvas.tsx'
import { beginning, later, neighbour, settled, type Held, type MomentName } from './moments.ts'

export interface Story {
  readonly moment: MomentName
  readonly playing: boolean
  /** Where the story stands now, for drawing; moves without React. */
  held(): Held
  /** Calls back while something moves. */
  listen(changed: () => void): () => void
  toggle(): void
  go(moment: MomentName): void
}

/** Plays a step moment by moment, or holds it; without motion, moments are leafed through by hand. */
export function useStory(): Story {
  const held = useRef<Held>(beginning)
  const listeners = useRef(new Set<() => void>())
  const [moment, setMoment] = useState<MomentName>('batch')
  const [playing, setPlaying] = useState(() => !prefersStillness())
  const put = useCallback((next: Held) => {
    held.current = next
    setMoment(next.moment)
    for (const listener of listeners.current) listener()
  }, [])
  useEffect(() => {
    if (!playing) return
    return pageLoop().animate((milliseconds) => {
      const { held: next, ended } = later(held.current, Math.min(milliseconds, 100))
      put(next)
      if (ended) setPlaying(false)
      return !ended
    })
  }, [playing, put])
  return {
    moment,
    playing,
    held: useCallback(() => held.current, []),
    listen: useCallback((changed: () => void) => {
      listeners.current.add(changed)
      return () => void listeners.current.delete(changed)
    }, []),
    toggle: () => {
      const atEnd = neighbour(held.current.moment, 1) === null
      if (!playing && atEnd) put(beginning)
      setPlaying(!playing)
    },
    go: (to) => {
      setPlaying(false)
      put(settled(to))
    },
  }
}

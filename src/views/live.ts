import { useEffect, useRef, useState, type RefObject } from 'react'
import type { Probe } from '../engine/snapshot.ts'
import { frames } from '../store/frames.ts'

/** Words and tables are read, not watched: they are renewed no more often than this. Milliseconds. */
const interval = 250

/** Something of the newest snapshot for words and tables. Keep `read` the same between renders, or it is asked again. */
export function useLive<T>(read: () => T): T {
  const [value, setValue] = useState(read)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const renew = () => {
      timer = null
      setValue(read)
    }
    renew()
    const stop = frames.subscribe(() => void (timer ??= setTimeout(renew, interval)))
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [read])
  return value
}

/** Asks the engine for what a picture without a canvas shows, while its element is on screen. Returns that element's place. */
export function useWanted<E extends HTMLElement>(wants: Probe): RefObject<E | null> {
  const element = useRef<E>(null)
  const [onScreen, setOnScreen] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const sight = new IntersectionObserver((entries) => setOnScreen(entries.at(-1)?.isIntersecting ?? false))
    sight.observe(element.current)
    return () => sight.disconnect()
  }, [])
  useEffect(() => (onScreen ? frames.want(wants) : undefined), [onScreen, wants])
  return element
}

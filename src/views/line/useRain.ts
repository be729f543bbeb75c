import { useCallback, useEffect, useRef, useState } from 'react'
import { createRandom, type Random } from '../../math/random.ts'
import { pageLoop, prefersStillness } from '../canvas.tsx'
import { allLanded, dry, laterRain, type Rain } from './drops.ts'

/** Lets uniform samples fall, the same ones each time for the same seed. */
export function useRain(seed: number) {
  const rain = useRef<Rain>(dry)
  const random = useRef<Random | null>(null)
  const listeners = useRef(new Set<() => void>())
  const [raining, setRaining] = useState(false)
  const put = useCallback((next: Rain) => {
    rain.current = next
    for (const listener of listeners.current) listener()
  }, [])
  useEffect(() => {
    if (!raining) return
    return pageLoop().animate((milliseconds) => {
      const source = (random.current ??= createRandom(seed).fork('drops'))
      const { rain: next, ended } = laterRain(rain.current, Math.min(milliseconds, 100), source)
      put(next)
      if (ended) setRaining(false)
      return !ended
    })
  }, [raining, seed, put])
  const toggle = () => {
    if (raining) return setRaining(false)
    random.current = createRandom(seed).fork('drops')
    if (prefersStillness()) return put(allLanded(random.current))
    put(dry)
    setRaining(true)
  }
  return {
    raining,
    toggle,
    now: useCallback(() => rain.current, []),
    listen: useCallback((changed: () => void) => {
      listeners.current.add(changed)
      return () => void listeners.current.delete(changed)
    }, []),
  }
}

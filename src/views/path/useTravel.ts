import { useEffect, useRef, useState } from 'react'
import { frames } from '../../store/frames.ts'
import { currentViewing, useViewing } from '../../store/viewing.ts'
import { pageLoop, prefersStillness } from '../canvas.tsx'
import { easedStep } from './curves.ts'

/** Where no path is known yet, it is one leg. */
const oneLeg = { legs: 1, closed: false }

/** Moves the traveller on at every frame until it is at the end, if there is one; answers the way to stop it. */
const journeyFrom = (arrived: () => void): (() => void) =>
  pageLoop().animate((elapsed) => {
    const { travel, setTravel } = currentViewing()
    const next = easedStep(travel, elapsed, frames.latest()?.path ?? oneLeg)
    setTravel(next)
    if (next >= 1) arrived()
    return next < 1
  })

/** Play, pause and drag the point that travels along the path. */
export function useTravel() {
  const travel = useViewing((viewing) => viewing.travel)
  const setTravel = useViewing((viewing) => viewing.setTravel)
  const [playing, setPlaying] = useState(false)
  const stop = useRef<(() => void) | null>(null)
  const pause = () => {
    stop.current?.()
    stop.current = null
    setPlaying(false)
  }
  useEffect(() => () => stop.current?.(), [])
  const play = () => {
    if (travel >= 1) setTravel(0)
    setPlaying(true)
    stop.current = journeyFrom(pause)
  }
  /** Where motion is unwelcome: one tenth at a press, and from the end back to the start. */
  const stride = () => setTravel(travel >= 1 ? 0 : Math.round(travel * 10 + 1) / 10)
  const still = prefersStillness()
  const drag = (share: number) => {
    pause()
    setTravel(share)
  }
  return { travel, playing, still, drag, press: still ? stride : playing ? pause : play }
}

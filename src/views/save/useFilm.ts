import { useCallback, useEffect, useRef, useState } from 'react'
import { currentViewing } from '../../store/viewing.ts'
import { pageLoop, prefersStillness } from '../canvas.tsx'
import { morphAt } from '../stageSlider/morphPlan.ts'
import { film, type Film, type Recording } from './film.ts'

/** Carries the stage from x to z and back, and says when it is there. */
function playMorph(last: number, done: () => void): () => void {
  const still = prefersStillness()
  let elapsed = 0
  return pageLoop().animate((milliseconds) => {
    elapsed += Math.min(milliseconds, 100)
    const moment = morphAt(elapsed, 0, last, still)
    currentViewing().setStage(moment.stage)
    if (moment.done) done()
    return !moment.done
  })
}

/** Films one picture: as training goes, until it is stopped, or through the morph. */
export function useFilm(canvas: HTMLCanvasElement, save: (film: Film) => void) {
  const [filming, setFilming] = useState(false)
  const end = useRef<(() => void) | null>(null)
  const stop = useCallback(() => {
    end.current?.()
    end.current = null
    setFilming(false)
  }, [])
  const begin = (): Recording | null => {
    stop()
    const recording = film(canvas, save)
    if (!recording) return null
    end.current = recording.stop
    setFilming(true)
    return recording
  }
  const filmMorph = (last: number) => {
    const recording = begin()
    if (!recording) return
    const rest = playMorph(last, stop)
    end.current = () => {
      rest()
      recording.stop()
    }
  }
  useEffect(() => stop, [canvas, stop])
  return { filming, filmRun: () => void begin(), filmMorph, stop }
}

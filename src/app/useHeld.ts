import { frames } from '../store/frames.ts'
import { usePlayground } from '../store/playground.ts'
import { useLive } from '../views/live.ts'

const hasPicture = (): boolean => frames.latest() !== null

/** Whether what is seen belongs to the flow before a change that does not fit. */
export function useHeld(): boolean {
  const fits = usePlayground(({ fit }) => fit.ok)
  const pictured = useLive(hasPicture)
  return !fits && pictured
}

import { usePlayground } from '../store/playground.ts'

/** Whether training runs, whether a misfit holds it, and the way to start or stop it. */
export function usePlaying() {
  const status = usePlayground((playground) => playground.status)
  const held = usePlayground(({ fit }) => !fit.ok)
  const play = usePlayground((playground) => playground.play)
  const pause = usePlayground((playground) => playground.pause)
  const playing = status === 'playing' || status === 'starting'
  return { status, held, playing: playing && !held, toggle: playing ? pause : play }
}

import { useCallback } from 'react'
import type { Probe } from '../../engine/snapshot.ts'
import type { KeptRun } from '../../store/kept.ts'
import { say } from '../../words/catalogue.ts'
import { PictureCanvas, type CanvasFrame } from '../canvas.tsx'
import { drawNll } from '../nll/draw.ts'
import { sceneNow, useNllLook } from '../nll/scene.ts'

/** Losses come without being asked for. */
const wants: Probe = {}

/** Both runs' NLLs over all their steps. */
export function RunsNll({ run }: { readonly run: KeptRun }) {
  const look = useNllLook()
  const draw = useCallback(({ context, size, colours }: CanvasFrame) => {
    drawNll(context, size, { ...sceneNow({ ...look, zoom: null, others: [run] }, null, null) }, look.words, colours)
  }, [look, run])
  return (
    <figure className="picture runs-nll">
      <figcaption className="runs-name">{say('runs.nll')}</figcaption>
      <PictureCanvas name={say('runs.nll')} wants={wants} draw={draw} className="runs-nll-canvas" />
    </figure>
  )
}

import { useMemo } from 'react'
import { dimensionOf } from '../../experiment/schema.ts'
import type { Range } from '../../math/window.ts'
import { frames } from '../../store/frames.ts'
import { allKept, sameTarget, useKept, type KeptRun } from '../../store/kept.ts'
import { usePlayground } from '../../store/playground.ts'
import { useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import type { NllWords } from './pen.ts'
import type { NllScene } from './pen.ts'
import type { Told } from './reading.ts'
import { lastStep } from './series.ts'
import { unitFactor } from './unit.ts'
import { nllWords } from './words.ts'

/** What of the chart does not change from frame to frame. */
export interface NllLook extends Omit<NllScene, 'series' | 'cursor' | 'dragged'> {
  readonly told: Told
  readonly words: NllWords
}

/** Kept runs that are shown, of the data that is trained on: other data has another floor. */
export function useOthers(): readonly KeptRun[] {
  const runs = useKept((kept) => kept.runs)
  const ghost = useKept((kept) => kept.ghost)
  const experiment = usePlayground((playground) => playground.experiment)
  return useMemo(() => allKept({ runs, ghost, comparedId: null }).filter((run) => run.shown && sameTarget(run.experiment, experiment)), [runs, ghost, experiment])
}

/** How the chart is to look now. */
export function useNllLook(): NllLook {
  const entropy = usePlayground((playground) => playground.entropy)
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const past = usePlayground((playground) => playground.past?.step ?? null)
  const logarithmic = useViewing((viewing) => viewing.logSteps)
  const unit = useViewing((viewing) => viewing.nllUnit)
  const zoom = useViewing((viewing) => viewing.zoom)
  const teacher = usePlayground(({ part }) => (part.role === 'student' ? part.teacher.nll : null))
  const given = usePlayground(({ experiment }) => experiment.conditional)
  const others = useOthers()
  return useMemo(() => {
    const factor = unitFactor(unit, dimension)
    const name = say(`nll.unit.${unit}`)
    return { entropy, teacher, logarithmic, zoom, past, factor, told: { factor, unit: name }, words: nllWords(name, given), others }
  }, [entropy, teacher, given, logarithmic, zoom, past, unit, dimension, others])
}

/** The chart at this moment; a zoom that lies beyond the run is left out of account. */
export function sceneNow(look: NllLook, cursor: number | null, dragged: Range | null): NllScene {
  const series = frames.nll()
  const longest = Math.max(lastStep(series), ...look.others.map((other) => lastStep(other.series)))
  return { ...look, series, zoom: look.zoom && look.zoom[0] < longest ? look.zoom : null, cursor, dragged }
}

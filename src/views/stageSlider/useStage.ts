import { usePlayground } from '../../store/playground.ts'
import { stageCount } from '../../store/stages.ts'
import { useViewing } from '../../store/viewing.ts'
import { tell } from '../../words/catalogue.ts'
import { clampStage } from '../plane/morph.ts'
import { stageName } from './stageName.ts'

/** Number of the stage z; x is 0. */
export const useLastStage = (): number => usePlayground(({ experiment }) => stageCount(experiment)) - 1

/** What the stage slider stands at, in words; renders again only when the words change. */
export function useStageWords(): string {
  const last = useLastStage()
  const layers = usePlayground(({ experiment }) => experiment.layers.length)
  return useViewing(({ stage }) => tell(stageName(clampStage(stage, last), last, layers)))
}

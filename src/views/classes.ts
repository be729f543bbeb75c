import { classesOf, dimensionOf } from '../experiment/schema.ts'
import { usePlayground } from '../store/playground.ts'
import { useViewing } from '../store/viewing.ts'
import { say } from '../words/catalogue.ts'

/** The classes that the flow is told of. */
export interface Classes {
  /** How many there are; 0 where the flow is told of none. */
  readonly count: number
  /** The one that is shown; null for all together. */
  readonly shown: number | null
}

/** On the line the pictures are of one map, so that of one class. */
export function useClasses(): Classes {
  const count = usePlayground(({ experiment }) => (experiment.conditional ? classesOf(experiment) : 0))
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const chosen = useViewing(({ shownClass }) => shownClass)
  const shown = chosen !== null && chosen < count ? chosen : null
  return { count, shown: count > 0 && dimension === 1 ? (shown ?? 0) : shown }
}

/** Classes of less than this share are not worth a word, and no more than so many are told of. */
const worthTelling = 0.005
const mostTold = 3

/** p(class | x) in words, the most probable class first; null where no class can have brought the point. */
export function tellPosterior(posterior: readonly number[]): string | null {
  if (!posterior.every(Number.isFinite)) return null
  const told = posterior
    .map((share, c) => ({ share, c }))
    .toSorted((a, b) => b.share - a.share)
    .filter(({ share }, i) => i === 0 || (i < mostTold && share >= worthTelling))
  const shares = told.map(({ share, c }) => say('classes.share', { number: c + 1, percent: (100 * share).toFixed(share > 0.995 || share < 0.1 ? 1 : 0) }))
  return say('classes.posterior', { shares: shares.join(', ') })
}

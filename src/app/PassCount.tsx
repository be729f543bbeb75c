import { dimensionOf } from '../experiment/schema.ts'
import { passesOf } from '../flows/passes.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'

/** How many passes, one after another, a point takes through the stack each way. */
export function PassCount() {
  const experiment = usePlayground((playground) => playground.experiment)
  if (experiment.layers.length === 0) return null
  return <p className="quiet">{say('app.passes', { ...passesOf(experiment.layers, dimensionOf(experiment)) })}</p>
}

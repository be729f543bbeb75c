import { datasetOf, isRecorded } from '../datasets/registry.ts'
import type { DataSpec } from '../experiment/experiment.ts'
import { isMessageKey, say } from '../words/catalogue.ts'

/** What the axes of x are called: of a recording with what was measured and its unit, else x, or x₁ and x₂. */
export function axisNames(data: DataSpec, dimension: 1 | 2): readonly string[] {
  const plain = dimension === 1 ? ['x'] : ['x₁', 'x₂']
  if (data.kind !== 'dataset' || !isRecorded(data.name) || datasetOf(data.name).dimension !== dimension) return plain
  const { name } = data
  return plain.map((axis, i) => {
    const key = `dataset.${name}.axis${i + 1}`
    return isMessageKey(key) ? say('line.axis', { axis, measured: say(key) }) : axis
  })
}

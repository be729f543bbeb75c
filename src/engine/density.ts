import { bayes } from './bayes.ts'
import { logDensitiesOf } from './evaluation.ts'
import { latticePoints } from './lattice.ts'
import type { Run } from './run.ts'
import type { Field, Snapshot } from './snapshot.ts'

/** Labels of n points that are all of one class. */
export const allOf = (shown: number, n: number): Uint8Array => new Uint8Array(n).fill(shown)

/** The density over the data window, of the class that is shown, or of all together; and p(class | x) where there are classes. */
export async function densityOf(run: Run, resolution: number, shown: number | undefined): Promise<Pick<Snapshot, 'density' | 'posterior'> & { density: Field }> {
  const { data, flow, trainer } = run
  const { points, columns, rows } = latticePoints(data.window, resolution)
  const lattice = { window: data.window, columns, rows }
  if (flow.classes > 0) return conditionalDensityOf(run, points, lattice, shown)
  if (data.d === 2) return { density: { ...lattice, values: await trainer.logDensity(points) } }
  const stages = await trainer.stages(points)
  return { density: { ...lattice, values: stages.logDensity, stages } }
}

/** The density of one class, or of all together by their shares; and what Bayes' rule makes of all. */
async function conditionalDensityOf({ data, flow, trainer }: Run, points: Float32Array, lattice: Omit<Field, 'values'>, shown: number | undefined) {
  const each = await logDensitiesOf(trainer, points, data.d, flow.classes)
  const { logDensity, posterior } = bayes(each, data.shares)
  const values = each[shown ?? -1] ?? logDensity
  if (data.d === 2) return { density: { ...lattice, values }, posterior }
  return { density: { ...lattice, values, stages: await trainer.stages(points, allOf(shown ?? 0, points.length)) }, posterior }
}

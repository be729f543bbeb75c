import { intervalsAt } from '../flows/flow.ts'
import { bayes } from './bayes.ts'
import { allOf } from './density.ts'
import { logDensitiesOf } from './evaluation.ts'
import { areInside, latticePoints } from './lattice.ts'
import type { Run } from './run.ts'
import type { Probe, StageField } from './snapshot.ts'
import { stageWindow } from './stageWindow.ts'
import type { Stages } from './trainer.ts'

/** log p `[n]` of points of a stage: of the class that is shown, or of all together by their shares. */
async function logDensityAt({ data, flow, trainer }: Run, points: Float32Array, stage: number, shown: number | undefined): Promise<Float32Array> {
  if (flow.classes === 0 || shown !== undefined) return trainer.logDensity(points, allOf(shown ?? 0, points.length / 2), stage)
  return bayes(await logDensitiesOf(trainer, points, data.d, flow.classes, stage), data.shares).logDensity
}

async function densityAt(run: Run, stage: number, resolution: number, carried: Stages, shown: number | undefined): Promise<StageField> {
  const { data, flow } = run
  const windows = { dataWindow: data.window, latentWindow: flow.base.window, points: carried }
  const window = stageWindow(windows, stage, flow.layers.length)
  const { points, columns, rows } = latticePoints(window, resolution)
  const values = await logDensityAt(run, points, stage, shown)
  areInside(points, intervalsAt(flow, stage)).forEach((inside, i) => {
    if (!inside) values[i] = -Infinity
  })
  return { stage, field: { window, columns, rows, values } }
}

/**
 * The exact density of each stage that was asked for, in the window in which its points `carried` lie. The stages of
 * another stack, and x and z, whose densities are there anyway, are left out.
 */
export async function stageDensities(run: Run, { stages, resolution }: Probe['stageDensity'] & object, carried: Stages, shown: number | undefined): Promise<readonly StageField[]> {
  const found: StageField[] = []
  for (const stage of stages) {
    if (stage > 0 && stage < run.flow.layers.length) found.push(await densityAt(run, stage, resolution, carried, shown))
  }
  return found
}

import type { DatasetName } from '../../datasets/registry.ts'
import type { Experiment } from '../experiment.ts'
import { newData, newLayer } from '../specs.ts'
import { couplings, run } from './recipes.ts'

/** So rich a map would learn the noise: of a batch, which is twice the usual size, and of the points, which are five times as many. */
const splines = (data: DatasetName, count = 4): Experiment =>
  run({ ...newData(data), count: 50_000 }, couplings(count, 'rationalQuadraticSpline'), 'normal', { optimizer: { batch: 512 } })

/** Couplings that bend an axis by a spline. */
export const spline = {
  'moons-spline': splines('moons'),
  'smiley-spline': splines('smiley'),
  '8gaussians-spline': splines('eightGaussians'),
  'checkerboard-spline': splines('checkerboard', 6),
  'moons-piecewise': run('moons', [...couplings(2, 'affine'), newLayer('elementwise', 'sigmoid'), ...couplings(4, 'piecewiseQuadratic')], 'uniform'),
  '2spirals-spline': splines('twoSpirals', 6),
  'rings-spline': splines('rings', 6),
  'pinwheel-spline': splines('pinwheel'),
  'moons-piecewise-linear': run('moons', [newLayer('actnorm'), newLayer('elementwise', 'sigmoid'), ...couplings(2, 'piecewiseLinear', { bins: 32 })], 'uniform'),
} as const satisfies Record<string, Experiment>

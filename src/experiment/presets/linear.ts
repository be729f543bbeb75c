import type { Experiment, LayerSpec } from '../experiment.ts'
import { newLayer } from '../specs.ts'
import { repeated, run } from './recipes.ts'

const eachAxis = newLayer('elementwise', 'rationalQuadraticSpline')

/** Splines of each axis in turns with linear maps, for which data comes standardised: the splines bend ±5. */
const turns = (count: number, layers: readonly LayerSpec[]): Experiment =>
  run('moons', repeated(count, layers), 'normal', { standardise: true, optimizer: { learningRate: 0.01 } })

/** Linear maps and element-wise ones: what each cannot do alone, and what both can do in turns; maps of a plane or a centre. */
export const linear = {
  'moons-affine': run('moons', [newLayer('triangular')], 'normal'),
  'moons-elementwise': run('moons', [newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'real' })], 'normal'),
  'moons-alternating': turns(10, [eachAxis, newLayer('plu')]),
  'moons-rotations': turns(10, [newLayer('rotation', undefined, { angle: 45 }), eachAxis]),
  'moons-triangular': turns(5, [eachAxis, newLayer('triangular'), eachAxis, newLayer('triangular', undefined, { half: 'upper' })]),
  'moons-planar': turns(32, [newLayer('planar')]),
  'moons-radial': run('moons', repeated(32, [newLayer('radial')]), 'normal', { standardise: true, optimizer: { learningRate: 0.02 } }),
} as const satisfies Record<string, Experiment>

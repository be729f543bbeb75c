import type { LayerSpec } from '../experiment/experiment.ts'
import { couplings, nice } from '../experiment/presets/recipes.ts'
import { newLayer } from '../experiment/specs.ts'

/** Stacks that the sentence offers, by the dimension of the data. `stack.<name>.label` and `.hint` in `words/` say what each is. */
export const stacks = {
  2: {
    realnvp: couplings(6, 'affine'),
    nice: nice(6),
    spline: couplings(4, 'rationalQuadraticSpline'),
    flowpp: couplings(4, 'logisticMixtureCdf', { onto: 'real' }),
    autoregressive: [newLayer('autoregressive', 'gaussianMixtureCdf')],
    twoOrders: [
      newLayer('autoregressive', 'gaussianMixtureCdf', { onto: 'real' }),
      newLayer('autoregressive', 'gaussianMixtureCdf', { order: 'reverse' }),
    ],
    oneAffine: [newLayer('autoregressive', 'affine', { depth: 0 })],
  },
  1: {
    cdf: [newLayer('elementwise', 'gaussianMixtureCdf')],
    cdfOntoReal: [newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'real' })],
    logisticCdf: [newLayer('elementwise', 'logisticMixtureCdf', { onto: 'real' })],
    affine: [newLayer('elementwise', 'affine')],
    sigmoid: [newLayer('elementwise', 'affine'), newLayer('elementwise', 'sigmoid')],
  },
} as const satisfies Record<1 | 2, Readonly<Record<string, readonly LayerSpec[]>>>

export type StackName = keyof (typeof stacks)[1] | keyof (typeof stacks)[2]

/** The stacks for data of that dimension, in the order of the menu. */
export const stacksFor = (dimension: 1 | 2): readonly (readonly [StackName, readonly LayerSpec[]])[] =>
  Object.entries(stacks[dimension]) as [StackName, readonly LayerSpec[]][]

/** The name of the stack that these layers are, or null where they are somebody's own. */
export function stackNamed(layers: readonly LayerSpec[], dimension: 1 | 2): StackName | null {
  const same = JSON.stringify(layers)
  return stacksFor(dimension).find(([, stack]) => JSON.stringify(stack) === same)?.[0] ?? null
}

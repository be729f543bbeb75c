import type { ScalarName, StructureName } from '../../src/flows/catalog.ts'
import type { Case } from './cases.ts'

/**
 * What the laws over the registry, and the tests that hold engines against each other, leave out: from which of them, and
 * why. A test that skips a case asks here; there is no other place.
 */
interface Exclusion {
  readonly from: string
  readonly reason: string
  leavesOut(one: Case): boolean
}

const named = (...names: readonly StructureName[]) => ({ spec }: Case): boolean => names.includes(spec.structure)
const scalarIn = (scalars: readonly ScalarName[]) => ({ spec }: Case): boolean => scalars.some((scalar) => scalar === spec.scalar)
const isTurned = ({ spec }: Case): boolean => spec.options.direction === 'inverse'

/** Scalars that stand for all in a structure that differs from another by what its networks read: one of each kind. */
const standForAll = scalarIn(['affine', 'gaussianMixtureCdf', 'rationalQuadraticSpline'])
const startAsIdentity = scalarIn(['affine', 'shift', 'rationalQuadraticSpline', 'piecewiseLinear', 'piecewiseQuadratic'])

export const exclusions = {
  turnedInMoreDimensions: {
    from: 'every law',
    reason: 'A scalar is turned round before a structure sees it: what depends on d was seen without, up to d = 4.',
    leavesOut: (one) => one.d > 2 && isTurned(one),
  },
  turnedOnEngines: {
    from: 'engines',
    reason: 'A scalar turned round is the same formula in every structure: on engines it is covered element-wise.',
    leavesOut: (one) => isTurned(one) && one.spec.structure !== 'elementwise',
  },
  inverseAutoregressiveOnEngines: {
    from: 'engines',
    reason: 'It is autoregressive with networks that read the other side: three scalars, one of each kind, stand for all.',
    leavesOut: (one) => one.spec.structure === 'inverseAutoregressive' && !standForAll(one),
  },
  halfInUnit: {
    from: 'engines',
    reason: 'A coupling whose one half ends in (0, 1) fits no base: it is covered with `onto` the real line.',
    leavesOut: ({ spec }) => spec.structure === 'coupling' && spec.options.onto === 'unit',
  },
  noIdentity: {
    from: 'identity at zero parameters',
    reason: 'A permutation reorders; so does a PLU whose P is one; CDFs carry the line onto (0, 1), a polynomial starts close to the identity.',
    leavesOut: (one) =>
      one.spec.scalar === undefined
        ? one.spec.structure === 'permutation' || (one.spec.structure === 'plu' && one.spec.options.reorder !== 'none')
        : !startAsIdentity(one),
  },
  noClass: {
    from: 'each class has a map of its own',
    reason: 'A permutation has nothing to learn; actnorm scales all data alike.',
    leavesOut: named('permutation', 'actnorm'),
  },
} as const satisfies Record<string, Exclusion>

export type ExclusionName = keyof typeof exclusions

/** Whether a test that heeds these exclusions takes a case. */
export const takes = (one: Case, ...heeded: readonly ExclusionName[]): boolean => !heeded.some((name) => exclusions[name].leavesOut(one))

/** Cases that are tested less, or to a looser bound. */
interface Allowance {
  readonly reason: string
  meant(one: Case): boolean
}

export const allowances = {
  integrated: {
    reason: 'An integrator of few steps is off by more than rounding: it comes back, and sums the trace, only so far.',
    meant: named('continuous'),
  },
  slowOnTfjs: {
    reason: 'A scalar turned round takes tfjs long to train: a fifth of the steps.',
    meant: isTurned,
  },
} as const satisfies Record<string, Allowance>

/** Shaders that a software adapter compiles: seconds each. X2Z_ALL asks for all, before a release. */
export const fewShaders = {
  reason: 'A software adapter takes seconds to compile a shader: there each scalar bijector and each structure stands once.',
  all: Boolean(process.env['X2Z_ALL']),
} as const

import { newBase } from '../../src/experiment/specs.ts'
import { buildFlow, type Flow } from '../../src/flows/flow.ts'
import { type Case, cases } from '../flows/cases.ts'

/** One layer, with a sigmoid in front where it asks for (0, 1) and a base that fits where it lands. */
export function flowOf({ spec, d, classes }: Case): Flow {
  const sigmoid = { structure: 'elementwise', scalar: 'sigmoid', options: {} } as const
  for (const layers of [[spec], [sigmoid, spec], [spec, sigmoid]]) {
    for (const base of [newBase('logistic'), newBase('beta')]) {
      const built = buildFlow({ d, layers, base, classes })
      if (built.ok) return built.flow
    }
  }
  throw new Error(`no base fits ${JSON.stringify(spec)}`)
}

/** Scalars that stand for all in a structure that differs from another by what its networks read: one of each kind. */
const fewScalars: readonly (string | undefined)[] = ['affine', 'gaussianMixtureCdf', 'rationalQuadraticSpline']

/**
 * A scalar turned round is the same formula in every structure: on engines it is covered element-wise. Inverse
 * autoregressive is autoregressive with networks that read the other side: three scalars stand for all.
 */
const isRepeated = ({ structure, scalar, options }: Case['spec']): boolean =>
  (options.direction === 'inverse' && structure !== 'elementwise') || (structure === 'inverseAutoregressive' && !fewScalars.includes(scalar))

/** A coupling whose one half ends in (0, 1) fits no base: it is covered with `onto` the real line. */
export const casesIn = (...dimensions: readonly number[]): readonly Case[] =>
  cases.filter(({ spec, d }) => dimensions.includes(d) && !isRepeated(spec) && !(spec.structure === 'coupling' && spec.options.onto === 'unit'))

import { describe, expect, test } from 'vitest'
import { freshState } from '../../src/engine/carryOver.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'
import { structureNames } from '../../src/flows/catalog.ts'
import { createRandom } from '../../src/math/random.ts'
import { casesIn, flowOf } from './caseFlows.ts'

/**
 * Gradients of whole layers, as training asks for them. Those of every scalar bijector and base, with all their options,
 * are held in `gradients.test.ts`: here each structure stands with the scalars of both kinds of domain.
 */

const seed = 13
/** Not at all, as after training, and wildly. */
const spreads = [0, 0.3, 2]
/** So many that each of the points is in the batch. */
const batch = 512

/** Where data never lies, and where formulas have their edges: the spline's box, its first knots, one point for all axes. */
const marks = [-50, -10, -5, -2.5, -1, 0, 0.3, 1, 2.5, 5, 10, 50]

/** Every pair of marks in turn on the axes `[n, d]`. */
const pointsFor = (d: number): Float32Array =>
  Float32Array.from({ length: marks.length ** 2 * d }, (_, i) => {
    const row = Math.floor(i / d)
    const place = i % d === 0 ? row : Math.floor(row / marks.length) + (i % d) - 1
    return marks[place % marks.length] ?? 0
  })

const scalars: readonly (string | undefined)[] = [undefined, 'affine', 'rationalQuadraticSpline', 'gaussianMixtureCdf', 'piecewiseQuadratic']

/** One of each structure with each of these scalars, in every dimension. */
const covered = structureNames.flatMap((structure) =>
  scalars.flatMap((scalar) =>
    [1, 2, 3, 4].flatMap((d) => casesIn(d).find(({ spec }) => spec.structure === structure && spec.scalar === scalar) ?? []),
  ),
)

describe.each(covered.map((one) => [one.title, one] as const))('%s', (_, one) => {
  const flow = flowOf(one)
  const optimizer = { ...presets['moons-realnvp'].optimizer, method: 'sgd', batch } as const

  test(`every gradient is finite: parameters from their start by N(0, spread²) (seed ${seed})`, async () => {
    const trainer = createWasmTrainer({ flow, points: pointsFor(flow.d), seed, optimizer }, freshState(flow.layout.start(createRandom(seed))))
    for (const spread of spreads) {
      const random = createRandom(seed)
      trainer.writeState(freshState(flow.layout.start(random).map((value) => value + spread * random.normal())))
      const { losses, broken } = await trainer.step(1)
      const { firstMoment } = await trainer.readState()
      expect(broken, `spread ${spread}`).toBe(null)
      expect([losses, firstMoment].every((values) => values.every(Number.isFinite)), `spread ${spread}`).toBe(true)
    }
    trainer.dispose()
  })
})

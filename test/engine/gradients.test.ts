import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { derivatives } from '../../src/engine/compile/differentiate.ts'
import { createGraph, type Node, type NodeOf } from '../../src/engine/compile/graph.ts'
import { traceOps } from '../../src/engine/compile/trace.ts'
import { loadGradients } from '../../src/engine/reference/nodeGradients.ts'
import { createConstants, tensorOps } from '../../src/engine/reference/tensorOps.ts'
import { baseOf } from '../../src/flows/bases/registry.ts'
import type { ChosenScalar, Coordinate, Interval } from '../../src/flows/bijector.ts'
import { baseCatalog, baseNames, scalarCatalog, scalarNames } from '../../src/flows/catalog.ts'
import { chooseScalar } from '../../src/flows/scalar/registry.ts'
import { flatten, total, unflatten } from '../../src/flows/structures/structure.ts'
import type { Ops } from '../../src/math/ops.ts'
import { createRandom } from '../../src/math/random.ts'
import { startTfjs } from '../support/tfjs.ts'
import { variants } from '../flows/cases.ts'
import { runKernel } from './compile/runKernel.ts'

/** A number from a point's coordinate and the parameters of a map or a base, all of them variables. */
interface Formula {
  readonly start: readonly number[]
  readonly domain: Interval
  of<V>(ops: Ops<V>, at: V, parameters: V): V
}

const seed = 5

/** The spline's edges and, before training, its knots; ten deviations away, and beyond; next to 0. */
const places: Readonly<Record<Interval, readonly number[]>> = {
  real: [-50, -10, -5, -2.5, -1, -1e-6, 0, 1e-6, 0.3, 1, 2.5, 4.999999, 5, 5.000001, 10, 50],
  unit: [0, 1e-30, 1e-6, 1e-4, 0.1, 0.25, 0.3, 0.5, 0.6, 0.75, 0.9, 0.99, 0.9999, 0.999999, 0.99999994, 1],
}
/** How far parameters are from their start: not at all, as after training, and wildly. */
const spreads = [0, 0.3, 3]

/** Each place with each spread, as columns: the coordinate, then each parameter. */
function columnsOf({ start, domain }: Formula): readonly Float32Array[] {
  const random = createRandom(seed)
  const rows = spreads.flatMap((spread) => places[domain].map((at) => [at, ...start.map((value) => value + spread * random.normal())]))
  return [0, ...start].map((_, column) => Float32Array.from(rows, (row) => row[column] ?? NaN))
}

/** Derivatives of the formula with respect to each column, compiled to WebAssembly. */
function compiled(formula: Formula, columns: readonly Float32Array[]): readonly Float32Array[] {
  const graph = createGraph()
  const inputs = columns.map((_, stream) => graph.input(stream)) as NodeOf<'input'>[]
  const [at, ...parameters] = inputs as Node[]
  const root = formula.of(traceOps(graph), at as Node, parameters.length > 0 ? graph.concat(parameters) : graph.constant([]))
  const found = derivatives(graph, root, inputs).filter((node) => node !== null)
  return runKernel(inputs, found, columns)
}

/** The same by tfjs. */
function byTfjs(formula: Formula, columns: readonly Float32Array[]): readonly Float32Array[] {
  const constants = createConstants()
  const tensors = columns.map((column) => tf.tensor2d(column, [column.length, 1]))
  const summed = (...[at, ...parameters]: tf.Tensor[]): tf.Scalar => {
    const ops = tensorOps(constants, new Map())
    return tf.sum(formula.of(ops, at as tf.Tensor2D, tf.concat([...(parameters as tf.Tensor2D[]), at as tf.Tensor2D], 1)))
  }
  const gradients = tf.grads(summed)(tensors)
  const found = gradients.map((gradient) => gradient.dataSync() as Float32Array)
  constants.dispose()
  tf.dispose([...tensors, ...gradients])
  return found
}

/** Everything that a coordinate hands on, and the log-det. */
function everything<V>(ops: Ops<V>, { at, log, logComplement }: Coordinate<V>, logDet: V): V {
  return total(ops, [at, logDet, ...(log === undefined ? [] : [log]), ...(logComplement === undefined ? [] : [logComplement])])
}

const scalarFormula = (scalar: ChosenScalar): Formula => ({
  start: flatten(scalar.parameters),
  domain: scalar.domain,
  of: (ops, at, parameters) => {
    const { to, logDet } = scalar.forward(ops, unflatten(ops, scalar.parameters, parameters), { at })
    return everything(ops, to, logDet)
  },
})

const maps = scalarNames.flatMap((name) =>
  variants(scalarCatalog[name]).flatMap((options) =>
    ['forward', 'inverse'].map((direction) => [`${name} ${Object.values(options).join(' ')} ${direction}`, scalarFormula(chooseScalar(name, { ...options, direction }))] as const),
  ),
)

const densities = baseNames.flatMap((name) =>
  variants(baseCatalog[name]).map((options) => {
    const base = baseOf(name)
    const parameters = base.parameters(options, 1)
    const formula: Formula = {
      start: flatten(parameters),
      domain: base.support,
      of: (ops, at, values) => base.logDensity(ops, unflatten(ops, parameters, values), [{ at }], options),
    }
    return [`${name} ${Object.values(options).join(' ')}`, formula] as const
  }),
)

beforeAll(async () => {
  await loadGradients()
  await startTfjs()
})

describe.each([...maps, ...densities])(`%s: every derivative is a finite number (seed ${seed})`, (_, formula) => {
  const columns = columnsOf(formula)
  test.each([['compiled', compiled], ['tfjs', byTfjs]] as const)('%s', (_, gradientsOf) => {
    const gradients = gradientsOf(formula, columns)
    gradients.forEach((gradient) =>
      gradient.forEach((value, i) => expect(Number.isFinite(value), `${value} at ${columns.map((column) => column[i]).join()}`).toBe(true)),
    )
  })
})

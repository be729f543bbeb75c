import { describe, expect, test } from 'vitest'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import { checkStudent, forcedStages, keptStage, studentLayers, teacherLayers } from '../../src/flows/distillation.ts'
import { buildFlow, type Flow, forwardStages, logDensityOf } from '../../src/flows/flow.ts'
import { passesOf } from '../../src/flows/passes.ts'
import type { LayerSpec } from '../../src/flows/stack.ts'
import { coordinatesOf, entries, float64Ops } from '../../src/math/float64.ts'
import { createRandom } from '../../src/math/random.ts'

const seed = 11
const mixture = newLayer('inverseAutoregressive', 'gaussianMixtureCdf', { onto: 'real', width: 8, components: 3 })
const affine = newLayer('inverseAutoregressive', 'affine', { width: 8, order: 'reverse' })
const scaled = [newLayer('elementwise', 'affine'), newLayer('permutation'), newLayer('inverseAutoregressive', 'affine', { width: 8 }), newLayer('elementwise', 'sigmoid')]

function flowOf(layers: readonly LayerSpec[], d: number, base = newBase('normal')): Flow {
  const built = buildFlow({ d, layers, base })
  if (!built.ok) throw new Error(built.reason.key)
  return built.flow
}

/** Weights a good way from their start, so that every network reads what it is given. */
function wild(flow: Flow, stream: string): Float64Array {
  const random = createRandom(seed).fork(stream)
  return Float64Array.from(flow.layout.start(random), (value) => value + 0.5 * random.normal())
}

const pointsOf = (points: Float32Array | Float64Array, d: number) => coordinatesOf(Float64Array.from(points), d).map((at) => ({ at }))

describe('a student that is told a stage', () => {
  test.each([2, 3, 4])(`which is its own, computes what it computes alone, d = %i (seed ${seed})`, (d) => {
    for (const layers of [[mixture], [affine]]) {
      const flow = flowOf(layers, d)
      const ops = float64Ops(wild(flow, 'student'))
      const random = createRandom(seed)
      const x = pointsOf(Float64Array.from({ length: 40 * d }, () => random.normal()), d)
      const alone = forwardStages(flow, ops, x)
      const told = forcedStages(flow, ops, x, alone.points[keptStage(flow)] ?? [])
      const [a, b] = [alone, told].map((stages) => entries(logDensityOf(flow, ops, stages), 40))
      expect(b).toEqual(a)
    }
  })

  test(`has a density, whatever its weights and its teacher’s (seed ${seed})`, () => {
    const student = flowOf([mixture], 2)
    const teacher = flowOf(teacherLayers([mixture]), 2)
    const [n, reach] = [101, 12]
    const spacing = (2 * reach) / (n - 1)
    const lattice = Float64Array.from({ length: 2 * n * n }, (_, i) => -reach + spacing * (i % 2 === 0 ? (i >> 1) % n : Math.floor((i >> 1) / n)))
    const x = pointsOf(lattice, 2)
    const kept = forwardStages(teacher, float64Ops(wild(teacher, 'teacher')), x).points[keptStage(student)] ?? []
    const ops = float64Ops(wild(student, 'student'))
    const logDensity = entries(logDensityOf(student, ops, forcedStages(student, ops, x, kept)), n * n)
    const mass = logDensity.reduce((sum, value) => sum + Math.exp(value), 0) * spacing ** 2
    expect(Math.abs(mass - 1)).toBeLessThan(2e-3)
    // And another one than alone.
    const alone = entries(logDensityOf(student, ops, forwardStages(student, ops, x)), n * n)
    expect(Math.max(...alone.subarray(0, n).map((value, i) => Math.abs(value - (logDensity[i] ?? NaN))))).toBeGreaterThan(0.1)
  })
})

test('the stage that is read is the output of the layer that reads', () => {
  expect(keptStage(flowOf(scaled, 2, newBase('uniform')))).toBe(3)
  expect(studentLayers(teacherLayers(scaled))).toEqual(scaled)
})

test('a stack that cannot learn from a teacher is told why', () => {
  const reason = (layers: readonly LayerSpec[], base = newBase('normal')) => checkStudent(2, layers, base)?.key ?? null
  expect(reason([mixture])).toBeNull()
  expect(reason(scaled, newBase('uniform'))).toBeNull()
  expect(reason([newLayer('coupling', 'affine')])).toBe('flow.student.none')
  expect(reason([newLayer('rotation'), affine])).toBe('flow.student.before')
  expect(reason([affine, newLayer('elementwise', 'affine')])).toBe('flow.student.after')
  expect(reason([affine, mixture])).toBe('flow.student.after')
  expect(reason([mixture], newBase('mixture', { fit: 'learned' }))).toBe('flow.student.base')
  expect(reason([mixture], newBase('mixture'))).toBeNull()
})

test('passes: coordinates that wait for one another count one by one', () => {
  expect(passesOf([mixture], 64)).toEqual({ forward: 64, inverse: 1 })
  expect(passesOf(teacherLayers([mixture]), 64)).toEqual({ forward: 1, inverse: 64 })
  expect(passesOf([newLayer('coupling', 'affine'), newLayer('permutation')], 64)).toEqual({ forward: 2, inverse: 2 })
  expect(passesOf([newLayer('continuous', undefined, { steps: 8 })], 2)).toEqual({ forward: 32, inverse: 32 })
})

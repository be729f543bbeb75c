import { describe, expect, test } from 'vitest'
import { datasets, recordedDatasetNames } from '../../src/datasets/registry.ts'
import { drawFrom } from '../../src/datasets/settle.ts'
import { drawData } from '../../src/engine/data.ts'
import type { DataSpec } from '../../src/experiment/experiment.ts'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { newData, newMixture, otherData } from '../../src/experiment/specs.ts'
import { createRandom } from '../../src/math/random.ts'
import { deviation, mean } from '../../src/math/statistics.ts'
import { axisNames } from '../../src/views/axisNames.ts'
import { say } from '../../src/words/catalogue.ts'

const column = (points: Float32Array, axis: number, d: number): Float32Array => points.filter((_, i) => i % d === axis)

/** Points of each component, then mean and deviation of each axis, as their publications and R's `summary` give them. */
const published = {
  oldFaithful: { counts: [272], axes: [[3.487783, 1.141371], [70.897059, 13.594974]] },
  penguins: { counts: [151, 68, 123], axes: [[43.92193, 5.459584], [17.15117, 1.974793]] },
  earthquakes: { counts: [1679], axes: [] },
} as const

describe.each(recordedDatasetNames)('%s', (name) => {
  const dataset = datasets[name]
  const { rows, dimension: d, components } = dataset

  test('has the points that were published', () => {
    const { counts, axes } = published[name]
    expect(components).toBe(counts.length)
    counts.forEach((count, k) => expect(rows.components.filter((component) => component === k)).toHaveLength(count))
    expect(rows.points).toHaveLength(rows.components.length * d)
    axes.forEach(([centre, spread], axis) => {
      expect(mean(column(rows.points, axis, d))).toBeCloseTo(centre, 4)
      expect(deviation(column(rows.points, axis, d))).toBeCloseTo(spread, 4)
    })
  })

  test('says what each of its axes measures', () => {
    const axes = axisNames(newData(name), d)
    expect(axes).toHaveLength(d)
    for (const axis of axes) expect(axis).toMatch(/^x[₁₂]? · [a-z]/)
  })

  test('lies in its window, whose edges it touches', () => {
    dataset.window({}).forEach(([low, high], axis) => {
      const values = column(rows.points, axis, d)
      expect([Math.min(...values), Math.max(...values)]).toEqual([low, high])
    })
  })

  test('is drawn from without chance, evenly, and at most whole', () => {
    const few = drawFrom(dataset, createRandom(1), 30, {})
    expect(new Set(few.components).size).toBe(components)
    expect(drawFrom(dataset, createRandom(1), 10 ** 6, {})).toEqual(rows)
  })

  test('comes standardised, is split 80 to 20 with its labels, and leaves the floor unknown', () => {
    const experiment = { ...defaultExperiment, ...otherData(defaultExperiment, newData(name)) }
    expect(experiment.standardise).toBe(true)
    const data = drawData(experiment)
    const n = rows.components.length
    expect(data.test).toHaveLength(Math.round(n / 5) * d)
    expect(data.train.length + data.test.length).toBe(n * d)
    expect([data.entropy, data.conditionalEntropy, data.classes]).toEqual([null, null, components])
    const rowsOf = (points: Float32Array, labels: Uint8Array) =>
      Array.from(labels, (label, i) => [label, ...points.subarray(i * d, i * d + d)].join(' '))
    expect([...rowsOf(data.train, data.components), ...rowsOf(data.test, data.testComponents)].toSorted())
      .toEqual(rowsOf(rows.points, rows.components).toSorted())
  })

  test('names its source and its licence', () => {
    expect(say(`dataset.${name}.source`)).toMatch(/^Source: .+; licence: .+\.$/)
    expect(say(`dataset.${name}.label`)).toMatch(/^\S.+[^.]$/u)
    expect(say(`dataset.${name}.hint`)).toMatch(/^[A-Z\d].*\.$/u)
  })
})

test('a conditional flow is told of species and of ellipses, and has nothing to be told of a geyser', () => {
  const told = { ...defaultExperiment, conditional: true }
  const ellipse = { centre1: 0, centre2: 0, deviation1: 1, deviation2: 1, tilt: 0, weight: 1 }
  const after = (data: DataSpec) => otherData(told, data).conditional
  expect([newData('penguins'), newMixture([ellipse, ellipse])].map(after)).toEqual([true, true])
  expect([newData('oldFaithful'), newData('earthquakes'), newMixture([ellipse])].map(after)).toEqual([false, false, false])
})

test('whoever leaves a recording for a distribution leaves its standardising too', () => {
  const recorded = { ...defaultExperiment, ...otherData(defaultExperiment, newData('penguins')) }
  expect(otherData(recorded, newData('earthquakes')).standardise).toBe(true)
  expect(otherData(recorded, newData('rings')).standardise).toBe(false)
})

test('what nobody measured has plain axes, as has a picture of another dimension', () => {
  expect(axisNames(newData('moons'), 2)).toEqual(['x₁', 'x₂'])
  expect(axisNames(newData('peaks'), 1)).toEqual(['x'])
  expect(axisNames(newData('earthquakes'), 2)).toEqual(['x₁', 'x₂'])
})

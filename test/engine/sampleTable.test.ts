import { expect, test } from 'vitest'
import { sampleTable } from '../../src/engine/sampleTable.ts'
import { presets } from '../../src/experiment/presets.ts'
import { startRun, train } from './runs.ts'

const rowsOf = (csv: string) => csv.trimEnd().split('\n').slice(1).map((line) => line.split(',').map(Number))

test.each(['moons-realnvp', 'peaks-beta'] as const)('samples of %s lie where the flow carries them, with its log-density', async (name) => {
  const run = startRun(presets[name])
  await train(run, 20)
  const { step, count, csv } = await sampleTable(run, 50)
  const { d } = run.data
  const rows = rowsOf(csv)
  expect([step, count, rows.length]).toEqual([20, 50, 50])
  expect(csv.split('\n')[0]).toBe(d === 1 ? 'x1,z1,log_p' : 'x1,x2,z1,z2,log_p')
  const x = Float32Array.from(rows.flatMap((row) => row.slice(0, d)))
  const { points, logDensity } = await run.trainer.stages(x)
  const z = points.at(-1) ?? new Float32Array()
  rows.forEach((row, i) => {
    for (let k = 0; k < d; k++) expect(Math.abs((row[d + k] ?? NaN) - (z[i * d + k] ?? NaN))).toBeLessThan(1e-3)
    expect(Math.abs((row.at(-1) ?? NaN) - (logDensity[i] ?? NaN))).toBeLessThan(5e-3)
  })
})

test('samples of a flow that is told of classes each name theirs', async () => {
  const name = Object.keys(presets).find((one) => presets[one as keyof typeof presets].conditional) as keyof typeof presets
  const run = startRun(presets[name])
  const { csv } = await sampleTable(run, 200)
  expect(csv.split('\n')[0]).toMatch(/,log_p_given_class,class$/)
  const classes = new Set(rowsOf(csv).map((row) => row.at(-1)))
  expect([...classes].toSorted()).toEqual(Array.from({ length: run.flow.classes }, (_, i) => i + 1))
})

test('the first samples do not hang on how many are drawn', async () => {
  const run = startRun(presets['peaks-normal'])
  const [few, many] = [await sampleTable(run, 10), await sampleTable(run, 5000)]
  expect(many.csv.split('\n').slice(0, 11)).toEqual(few.csv.split('\n').slice(0, 11))
  expect(rowsOf(many.csv)).toHaveLength(5000)
})

import { expect, test } from 'vitest'
import { ledgerOf } from '../../src/engine/ledger.ts'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import { presets } from '../../src/experiment/presets.ts'
import { ledgerEntries } from '../../src/views/ledger/entries.ts'
import { startRun, train } from './runs.ts'

test.each(['moons-realnvp', 'peaks-beta', 'smiley-autoregressive'] as const)('the ledger of a point of %s adds up to its log-density', async (name) => {
  const run = startRun(presets[name])
  await train(run, 20)
  const { trainer, data, flow } = run
  const point = Array.from(data.train.subarray(data.d, 2 * data.d))
  const snapshot = await takeSnapshot(run, createBackdrop(run), { ledger: { point } })
  const { ledger } = snapshot
  if (!ledger) throw new Error('no ledger came back')
  const { logDensity, rows, start } = ledgerEntries(ledger)
  const [truth = NaN] = await trainer.logDensity(Float32Array.from(point))
  expect(Math.abs(logDensity - truth)).toBeLessThan(1e-4)
  expect(start).toEqual(point)
  expect(rows).toHaveLength(flow.layers.length)
  // Each Jacobian, by the engine, has the determinant that the ledger, in float64, gives the logarithm of.
  for (const { jacobian, logDet } of rows) {
    const [a = 0, b = 0, c = 0, d = 0] = jacobian
    const determinant = jacobian.length === 1 ? a : a * d - b * c
    expect(Math.abs(Math.log(Math.abs(determinant)) - logDet)).toBeLessThan(1e-3)
  }
})

test('a point of another dimension is not followed: the first training point takes its place', async () => {
  const run = startRun(presets['peaks-normal'])
  const { ledger } = await takeSnapshot(run, createBackdrop(run), { ledger: { point: [1, 2] } })
  expect(ledger?.stages[0]).toEqual([run.data.train[0]])
  const state = await run.trainer.readState()
  expect(ledgerOf(run.flow, state.parameters, [run.data.train[0] ?? NaN], { layers: [], whole: new Float32Array() }).logDets).toEqual(ledger?.logDets)
})

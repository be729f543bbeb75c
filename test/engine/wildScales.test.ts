import { expect, test } from 'vitest'
import { nllOf } from '../../src/engine/evaluation.ts'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import { parsePoints } from '../../src/experiment/csv.ts'
import { presets } from '../../src/experiment/presets.ts'
import { otherData } from '../../src/experiment/specs.ts'
import { createRandom } from '../../src/math/random.ts'
import { startRun, train } from './runs.ts'

const seed = 9

/** A bent cloud, its columns scaled and shifted. */
function bentCloud([scale1, scale2]: readonly [number, number], [shift1, shift2] = [0, 0]): string {
  const random = createRandom(seed)
  return Array.from({ length: 400 }, () => {
    const u = random.normal()
    return `${(shift1 + scale1 * u).toPrecision(9)},${(shift2 + scale2 * (u * u + 0.3 * random.normal())).toPrecision(9)}`
  }).join('\n')
}

async function testNll(text: string) {
  const read = parsePoints(text, 'wild')
  if (!read.ok) throw new Error(read.reason.key)
  const preset = presets['moons-realnvp']
  const experiment = { ...preset, ...otherData(preset, read.value.data) }
  const run = startRun(experiment)
  await train(run, 300)
  const { nll } = await nllOf(run.trainer, run.data.test)
  const snapshot = await takeSnapshot(run, createBackdrop(run), { points: 200, density: { resolution: 41 }, differences: 3 })
  run.trainer.dispose()
  return { nll, snapshot }
}

test('columns of 1e9 beside 1e-6 train as if they had one scale, but for the log-det of their scales', async () => {
  const plain = await testNll(bentCloud([1, 1]))
  const wild = await testNll(bentCloud([1e9, 1e-6]))
  expect(Number.isFinite(plain.nll)).toBe(true)
  expect(wild.nll - Math.log(1e9) - Math.log(1e-6)).toBeCloseTo(plain.nll, 1)
  expect(wild.snapshot.roundTrip).toBeLessThan(1e-3)
  expect(wild.snapshot.logDetError).toBeLessThan(1e-3)
  expect(wild.snapshot.mass).toBeGreaterThan(0.95)
  expect([...(wild.snapshot.density?.values ?? [NaN])].some(Number.isNaN)).toBe(false)
})

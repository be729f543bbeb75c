import { expect, test } from 'vitest'
import { type Comparison, placeOf, trainingComparisons } from './comparisons.ts'
import { shortName } from './machine.ts'
import { jsonLine, type Outcome, ratioOf, table } from './report.ts'

const comparison: Comparison = { model: 'realnvp-6x64', batch: 256, trainer: 'wasm', against: 'tfjs-wasm', atLeast: 15 }
const rounds = [
  { ours: 1220, theirs: 100 },
  { ours: 1310, theirs: 100 },
  { ours: 1390, theirs: 100 },
]
const finished = { comparison, ok: true, rounds, ours: 'one', theirs: 'other' } as const

test('the ratio is the median of the rounds, its spread the least and the most', () => {
  expect(ratioOf(rounds)).toEqual({ ratio: 13.1, spread: [12.2, 13.9] })
})

test('a comparison is one line of JSON', () => {
  expect(jsonLine(finished)).toBe(
    '{"model":"realnvp-6x64","batch":256,"trainer":"wasm","against":"tfjs-wasm","ratio":13.1,"spread":[12.2,13.9]}',
  )
})

test('the table holds what was measured, aligned, and why the rest was not', () => {
  const skipped: Outcome = { comparison: { ...comparison, against: 'pytorch' }, ok: false, why: 'absent', note: 'no Python here.' }
  const reached = { ...finished, comparison: { ...comparison, atLeast: 12 } }
  const lines = table([finished, skipped, reached]).split('\n')
  expect(lines).toHaveLength(5)
  expect(lines[1]).toMatch(/^realnvp-6x64 +256 +wasm +tfjs-wasm +13\.1 +12\.2 – 13\.9 +✗ 15 +0\.763 ms +10 ms +other$/)
  expect(lines[2]).toMatch(/✓ 12/)
  expect(lines[0]?.indexOf('batch')).toBe(lines[1]?.indexOf('256'))
  expect(lines[4]).toBe('Skipped: realnvp-6x64, batch 256, against pytorch: no Python here.')
})

test('floating-point operations are told by the second', () => {
  const dense = { ...comparison, model: 'dense-64x64', against: 'simd-bound' } as const
  expect(table([{ ...finished, comparison: dense, rounds: [{ ours: 27e9, theirs: 34e9 }] }])).toMatch(/27 GFLOP\/s +34 GFLOP\/s/)
})

test('no comparison is listed twice, and each has an aim', () => {
  const names = trainingComparisons.map(({ model, batch, against, measure }) => `${model} ${batch} ${against} ${measure ?? ''}`)
  expect(new Set(names).size).toBe(names.length)
  for (const one of trainingComparisons) {
    expect(one.atLeast).toBeGreaterThan(0)
    expect(placeOf(one)).toBe(one.against === 'pytorch' ? 'node' : 'browser')
  }
})

test("a machine's name in a file's", () => {
  const facts = { cores: 8, load: 0, node: '', chromium: null }
  expect(shortName({ ...facts, processor: 'Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz' })).toBe('intel-core-i7-8550u-8')
  expect(shortName({ ...facts, processor: 'AMD EPYC' })).toBe('amd-epyc-8')
})

import { expect, test } from 'vitest'
import { LossSeries } from '../../src/store/series.ts'

test('of two tests of one step the later counts, for it is of more points or of a changed flow', () => {
  const series = new LossSeries()
  const at = (step: number, nll: number) => series.add({ step, stepsPerSecond: 1, losses: new Float32Array(), test: { step, nll, standardError: 0.1 } })
  at(8, 3)
  at(16, 2.5)
  at(16, 2)
  expect(series.read().test.map(({ step, nll }) => [step, nll])).toEqual([[8, 3], [16, 2]])
})

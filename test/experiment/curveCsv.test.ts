import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { curveCsv } from '../../src/experiment/curveCsv.ts'

test('a curve is a line for each step, ascending, and reads back to the very numbers', () => {
  const train = [2.123456789012345, -0.1, 1e-12]
  const text = curveCsv({ trainSteps: [1, 2, 4], train, test: [{ step: 0, nll: 3, standardError: 0.25 }, { step: 2, nll: 1 / 3, standardError: 0.1 }] })
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
  expect(errors).toEqual([])
  expect(data.map((row) => Object.values(row))).toEqual([
    ['0', '', '3', '0.25'],
    ['1', String(train[0]), '', ''],
    ['2', '-0.1', String(1 / 3), '0.1'],
    ['4', '1e-12', '', ''],
  ])
  expect(Object.keys(data[0] ?? {})).toEqual(['step', 'train_nll_nats', 'test_nll_nats', 'test_standard_error_nats'])
})

test('a run that has not begun is a header alone', () => expect(curveCsv({ trainSteps: [], train: [], test: [] }).split('\n')).toHaveLength(2))

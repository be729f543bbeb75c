import { describe, expect, test } from 'vitest'
import { closingLine, failed, settle, sum, tallyPlaywright, tallyVitest } from './support/tally.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
})

describe('the count of checks', () => {
  test('takes every test of vitest, and a file that cannot be loaded as one failure', () => {
    const testResults = [
      file('passed', 'passed', 'passed', 'skipped', 'todo'),
      file('failed', 'failed', 'passed'),
      file('failed'),
    ]
    expect(tallyVitest({ success: false, testResults })).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })
  test("takes Playwright's statistics, and an error outside the tests as one failure", () => {
    const stats = { expected: 5, unexpected: 2, flaky: 1, skipped: 3 }
    expect(tallyPlaywright({ stats, errors: ['no server'] })).toEqual({ passed: 6, failed: 3, skipped: 3 })
  })
  test('lets no stage pass that ended badly or made no check', () => {
    const sound = { passed: 2, failed: 0, skipped: 0 }
    expect(settle(sound, true)).toEqual(sound)
    expect(settle(sound, false)).toEqual({ ...sound, failed: 1 })
    expect(settle({ passed: 0, failed: 0, skipped: 4 }, true).failed).toBe(1)
    expect(settle(failed, false)).toEqual(failed)
  })
  test('closes with one line', () => {
    expect(closingLine(sum([failed, { passed: 3, failed: 0, skipped: 0 }]))).toBe('3 passed, 1 failed')
    expect(closingLine({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped')
  })
})

import { describe, expect, test } from 'vitest'
import { closingLine, failedAs, failureLines, passed, settle, sum, tallyPlaywright, tallyVitest } from './support/tally.ts'

const file = (name: string, status: string, ...tests: string[]) => ({
  name: `/any/folder/${name}`,
  status,
  assertionResults: tests.map((each, i) => ({ status: each, fullName: `law ${i + 1}` })),
})

describe('the count of checks', () => {
  test('takes every test of vitest, and a file that cannot be loaded as one failure', () => {
    const testResults = [
      file('a.test.ts', 'passed', 'passed', 'passed', 'skipped', 'todo'),
      file('b.test.ts', 'failed', 'failed', 'passed'),
      file('c.test.ts', 'failed'),
    ]
    expect(tallyVitest({ testResults }, '/any/folder/')).toEqual({ passed: 3, failed: ['b.test.ts > law 1', 'c.test.ts'], skipped: 2 })
  })
  test("takes Playwright's statistics, and an error outside the tests as one failure", () => {
    const spec = (title: string, ...statuses: string[]) => ({
      title, file: 'a.spec.ts', line: 7,
      tests: statuses.map((status, i) => ({ projectName: i === 0 ? 'webgpu' : 'no-webgpu', status })),
    })
    const suites = [{ specs: [spec('opens', 'expected', 'unexpected')], suites: [{ specs: [spec('closes', 'unexpected', 'skipped')] }] }]
    const stats = { expected: 5, flaky: 1, skipped: 3 }
    expect(tallyPlaywright({ stats, errors: [{ message: 'no server\nat all' }, {}], suites })).toEqual({
      passed: 6,
      failed: ['[no-webgpu] a.spec.ts:7 > opens', '[webgpu] a.spec.ts:7 > closes', 'no server', 'an error outside the tests'],
      skipped: 3,
    })
  })
  test('lets no stage pass that ended badly or made no check', () => {
    const sound = { passed: 2, failed: [], skipped: 0 }
    expect(settle(sound, true)).toEqual(sound)
    expect(settle(sound, false)).toMatchObject({ passed: 2, failed: [expect.any(String)] })
    expect(settle({ passed: 0, failed: [], skipped: 4 }, true).failed).toHaveLength(1)
    expect(settle(failedAs('one'), false)).toEqual(failedAs('one'))
  })
  test('closes with what failed, and with one line', () => {
    const total = sum([failedAs('Lint'), { passed: 3, failed: ['a.test.ts > law 1'], skipped: 0 }])
    expect(failureLines(total)).toEqual(['✗ Lint', '✗ a.test.ts > law 1'])
    expect(closingLine(total)).toBe('3 passed, 2 failed')
    expect(failureLines(passed)).toEqual([])
    expect(closingLine({ passed: 3, failed: [], skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped')
  })
})

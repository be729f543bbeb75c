import { describe, expect, test } from 'vitest'
import { scalarNames, structureNames } from '../../src/flows/catalog.ts'
import { expectSentence } from '../experiment/expectations.ts'
import { casesIn } from '../engine/caseFlows.ts'
import { cases, everyCase } from './cases.ts'
import { allowances, exclusions, fewShaders } from './exclusions.ts'

test('each exclusion has its reason, leaves something out, and leaves something', () => {
  for (const [name, { reason, leavesOut }] of Object.entries(exclusions)) {
    expectSentence(reason)
    const count = everyCase.filter(leavesOut).length
    expect(count, name).toBeGreaterThan(0)
    expect(count, name).toBeLessThan(everyCase.length)
  }
  for (const { reason, meant } of Object.values(allowances)) {
    expectSentence(reason)
    expect(everyCase.some(meant)).toBe(true)
  }
  expectSentence(fewShaders.reason)
})

describe.each([['laws', cases], ['engines', casesIn(1, 2, 3, 4)]] as const)('%s', (_, covered) => {
  test('take every structure in every dimension that it has', () => {
    for (const structure of structureNames) {
      const dimensions = (list: typeof cases) => [...new Set(list.filter(({ spec }) => spec.structure === structure).map(({ d }) => d))].sort()
      expect(dimensions(covered), structure).toEqual(dimensions(everyCase))
    }
  })

  test('take every scalar bijector, both ways', () => {
    for (const scalar of scalarNames) {
      const directions = new Set(covered.filter(({ spec }) => spec.scalar === scalar).map(({ spec }) => spec.options.direction))
      expect([...directions].sort(), scalar).toEqual(['forward', 'inverse'])
    }
  })
})

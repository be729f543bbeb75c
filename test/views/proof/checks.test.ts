import { describe, expect, test } from 'vitest'
import { nats } from '../../../src/views/nats.ts'
import { checks, massTolerance, scientific, signed, withheld, type Facts } from '../../../src/views/proof/checks.ts'

const facts = (part: Partial<Facts>): Facts => ({ proof: {}, testNll: null, entropy: null, parameterCount: 12_345, unseen: true, ...part })
const verdicts = (part: Partial<Facts>) => checks(facts(part)).map((check) => check.holds)
const test5 = (nll: number) => ({ step: 5, nll, standardError: 0.01 })

describe('the proof panel', () => {
  test('judges nothing before there is something to judge', () => {
    expect(verdicts({})).toEqual([null, null, null, null, null, null])
    expect(checks(facts({})).slice(0, 5).map((check) => check.value)).toEqual(['…', '…', '…', '…', '…'])
  })

  test('holds the mass in the window to the share of samples in it, and to no more than 1', () => {
    const inside = (share: number) => ({ share, samples: 1000 })
    const verdict = (mass: number, share: number) => verdicts({ proof: { mass, inside: inside(share) } })[0]
    expect([verdict(1, 1), verdict(0.95, 0.94), verdict(0.95, 0.9), verdict(1.0021, 1), verdict(NaN, 1)]).toEqual([true, true, false, false, false])
  })

  test('judges no mass that a coarse lattice cannot sum, and says that it is approximate', () => {
    const row = (massError: number) => checks(facts({ proof: { mass: 1, inside: { share: 1, samples: 1000 }, massError } }))[0]
    expect(row(massTolerance)).toMatchObject({ value: '1.000 / 1.000', holds: true })
    expect(row(1.1 * massTolerance)).toMatchObject({ value: '≈ 1.000 / 1.000', holds: null })
  })

  test('shows no number and judges nothing of a flow that no longer stands', () => {
    const proof = { mass: 1, inside: { share: 1, samples: 1000 }, massError: 0, roundTrip: 0, logDetError: 0, sampleCheck: { distance: 0, count: 1000 } }
    const rows = checks(facts({ proof, testNll: test5(1), entropy: 1 }))
    expect(rows.some(({ holds }) => holds)).toBe(true)
    expect(withheld(rows).map(({ label, value, holds }) => [label, value, holds])).toEqual(rows.map(({ label }) => [label, '…', null]))
  })

  test('calls a likelihood better than the entropy a fault, beyond three standard errors', () => {
    expect([1.5, 1.0, 0.971, 0.969, NaN].map((nll) => verdicts({ testNll: test5(nll), entropy: 1 })[1])).toEqual([true, true, true, false, false])
  })

  test('shows the NLL alone, unjudged, where the entropy is unknown', () => {
    const row = checks(facts({ testNll: test5(1.25) }))[1]
    expect(row).toMatchObject({ value: '1.250 ± 0.010', holds: null, label: 'proof.nll.label', hint: 'proof.nll.hint' })
    expect(checks(facts({ testNll: test5(1.25), unseen: false }))[1]).toMatchObject({ hint: 'proof.nll.trained' })
  })

  test('of a flow that is told of classes, also shows how many classes Bayes’ rule finds', () => {
    const testNll = { ...test5(1.25), accuracy: 0.9874 }
    const rows = checks(facts({ testNll, entropy: 1 }))
    expect(rows.map(({ label }) => label)).toContain('proof.accuracy.label')
    expect(rows.find(({ label }) => label === 'proof.accuracy.label')).toMatchObject({ value: '98.7 %', holds: null })
    expect(rows[1]).toMatchObject({ label: 'proof.excess.label', hint: 'proof.excess.given' })
  })

  test('holds the round trip to a thousandth', () => {
    expect([0, 9e-4, 1.1e-3, NaN].map((roundTrip) => verdicts({ proof: { roundTrip } })[2])).toEqual([true, true, false, false])
  })

  test('holds the log-det to a finite difference, in nats', () => {
    expect([1e-6, 9e-4, 1.1e-3, NaN].map((logDetError) => verdicts({ proof: { logDetError } })[3])).toEqual([true, true, false, false])
  })

  test('holds samples to the density, the more strictly the more there are', () => {
    const verdict = (distance: number, count: number) => verdicts({ proof: { sampleCheck: { distance, count } } })[4]
    expect([verdict(0.05, 1000), verdict(0.05, 10_000), verdict(0.09, 1000), verdict(NaN, 100), verdict(0.9, 10)]).toEqual([true, false, false, false, null])
  })

  test('writes numbers with a true minus sign', () => {
    expect([signed(0.0254), signed(-0.0254), signed(-0.0001)]).toEqual(['+0.025', '−0.025', '+0.000'])
    expect([scientific(1.34e-6), scientific(0), scientific(12), scientific(Infinity)]).toEqual(['1.3e−6', '0', '1.2e1', '∞'])
    expect([nats(-1.2345), nats(-0.0001), nats(-Infinity, 2), nats(NaN)]).toEqual(['−1.234', '0.000', '−∞', '–'])
  })

  test('tells of an infinite loss without blaming it on the floor', () => {
    const [, row] = checks(facts({ testNll: { step: 5, nll: Infinity, standardError: NaN }, entropy: 1 }))
    expect(row).toMatchObject({ value: '+∞ ± –', holds: true })
  })
})

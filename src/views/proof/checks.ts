import { kolmogorovBound } from '../../math/statistics.ts'
import type { Playground } from '../../store/playground.ts'
import type { MessageKey } from '../../words/catalogue.ts'
import { nats } from '../nats.ts'

/** ∫ p may be off by this much: the lattice costs a little. */
export const massTolerance = 2e-3
/** Samples may be off by this many standard errors: they are finitely many, and the panel is looked at for long. */
const errorsAround = 4
/** A test NLL this many standard errors under the entropy is no luck any more. */
const errorsBelow = 3
/** Largest round-trip error, in units of x or in its deviations, that single precision excuses. */
export const roundTripTolerance = 1e-3

/** log |det| in single precision against a finite difference in double precision, nats: absolute, since many layers add up. */
export const logDetTolerance = 1e-3
/** How often samples that follow the density may be taken for others: the panel is looked at for long. */
const falseAlarm = 1e-5
/** Fewer samples in view than this tell nothing, and the bound is not made for them. */
const fewestSamples = 35

/** One row of the proof panel: what is checked, its number as text, and whether it holds (null where nothing is judged). */
export interface Check {
  readonly label: MessageKey
  readonly hint: MessageKey
  readonly value: string
  readonly holds: boolean | null
}

export type Facts = Pick<Playground, 'proof' | 'testNll' | 'entropy' | 'parameterCount'> & {
  /** Whether the test NLL is one of points never trained on. */
  readonly unseen: boolean
}

const waiting = '…'

/** Nats with their sign, be it a plus. */
export const signed = (value: number): string => (nats(value).startsWith('−') ? nats(value) : `+${nats(value)}`)

/** Two digits and a power of ten, such as 1.3e−6. */
export const scientific = (value: number): string =>
  value === 0 ? '0' : Number.isFinite(value) ? value.toExponential(1).replace('-', '−').replace('+', '') : nats(value)

/** The density summed over the window against the samples that fall into it: two ways to the same probability. */
function massCheck({ mass, massError = 0, inside }: Facts['proof']): Check {
  const labels = { label: 'proof.mass.label', hint: 'proof.mass.hint' } as const
  if (mass === undefined || inside === undefined) return { ...labels, value: waiting, holds: null }
  const error = Math.sqrt(Math.max(0, mass * (1 - mass)) / inside.samples)
  const tolerance = massTolerance + massError
  const holds = mass <= 1 + tolerance && Math.abs(mass - inside.share) <= tolerance + errorsAround * error
  const value = `${mass.toFixed(3)} / ${inside.share.toFixed(3)}`
  // Where the lattice is too coarse for the density, its sum establishes nothing.
  return massError > massTolerance ? { ...labels, value: `≈ ${value}`, holds: null } : { ...labels, value, holds }
}

function excessCheck({ testNll, entropy, unseen }: Facts): Check {
  const known = testNll !== null && entropy !== null
  const excess = known ? testNll.nll - entropy : NaN
  const given = testNll?.accuracy === undefined ? 'hint' : 'given'
  const nllHint = unseen ? (`proof.nll.${given}` as const) : 'proof.nll.trained'
  return {
    label: entropy === null ? 'proof.nll.label' : 'proof.excess.label',
    hint: entropy === null ? nllHint : `proof.excess.${given}`,
    value: told(testNll, known ? signed(excess) : null),
    // One infinite loss has no standard error, and is no better than the entropy.
    holds: known ? excess === Infinity || excess >= -errorsBelow * testNll.standardError : null,
  }
}

/** The excess over the entropy, or where that is unknown the NLL itself, with its standard error. */
function told(testNll: Facts['testNll'], excess: string | null): string {
  if (testNll === null) return waiting
  return `${excess ?? nats(testNll.nll)} ± ${nats(testNll.standardError)}`
}

const roundTripCheck = (worst: number | undefined): Check => ({
  label: 'proof.roundTrip.label',
  hint: 'proof.roundTrip.hint',
  value: worst === undefined ? waiting : scientific(worst),
  holds: worst === undefined ? null : worst <= roundTripTolerance,
})

const logDetCheck = (error: number | undefined): Check => ({
  label: 'proof.logDet.label',
  hint: 'proof.logDet.hint',
  value: error === undefined ? waiting : scientific(error),
  holds: error === undefined ? null : error <= logDetTolerance,
})

/** Samples against the density on the lattice, whose own error counts too. */
function samplesCheck({ sampleCheck, massError = 0 }: Facts['proof']): Check {
  const labels = { label: 'proof.samples.label', hint: 'proof.samples.hint' } as const
  if (sampleCheck === undefined || sampleCheck.count < fewestSamples) return { ...labels, value: waiting, holds: null }
  const { distance, count } = sampleCheck
  const bound = kolmogorovBound(count, falseAlarm) + massError
  return { ...labels, value: `${distance.toFixed(3)} < ${bound.toFixed(3)}`, holds: distance <= bound }
}

/** How often Bayes' rule finds the class, of a flow that is told of classes. */
const accuracyChecks = ({ testNll }: Facts): readonly Check[] =>
  testNll?.accuracy === undefined
    ? []
    : [{ label: 'proof.accuracy.label', hint: 'proof.accuracy.hint', value: `${(100 * testNll.accuracy).toFixed(1)} %`, holds: null }]

/** The rows while the stack does not run: what was found belongs to the flow before. */
export const withheld = (rows: readonly Check[]): readonly Check[] => rows.map((row) => ({ ...row, value: waiting, holds: null }))

/** The rows of the proof panel, top to bottom. */
export const checks = (facts: Facts): readonly Check[] => [
  massCheck(facts.proof),
  excessCheck(facts),
  ...accuracyChecks(facts),
  roundTripCheck(facts.proof.roundTrip),
  logDetCheck(facts.proof.logDetError),
  samplesCheck(facts.proof),
  { label: 'proof.parameters.label', hint: 'proof.parameters.hint', value: facts.parameterCount.toLocaleString('en'), holds: null },
]

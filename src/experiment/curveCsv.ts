/** A training curve: train NLL by step, and test NLL with its standard error; nats of the whole point. */
export interface Curve {
  readonly trainSteps: readonly number[]
  readonly train: readonly number[]
  readonly test: readonly { readonly step: number; readonly nll: number; readonly standardError: number }[]
}

const header = ['step', 'train_nll_nats', 'test_nll_nats', 'test_standard_error_nats'] as const

/** One line for each step that has a value, ascending; a value that was not taken there is left empty. Numbers as they are, so that reading them gives them back. */
export function curveCsv({ trainSteps, train, test }: Curve): string {
  const losses = new Map(trainSteps.map((step, i) => [step, train[i]]))
  const tests = new Map(test.map((row) => [row.step, row]))
  const steps = [...new Set([...losses.keys(), ...tests.keys()])].toSorted((a, b) => a - b)
  const lines = steps.map((step) => [step, losses.get(step), tests.get(step)?.nll, tests.get(step)?.standardError])
  return [header, ...lines].map((cells) => `${cells.map((cell) => cell ?? '').join(',')}\n`).join('')
}

import { newBase } from '../../src/experiment/specs.ts'
import { buildFlow, type Flow } from '../../src/flows/flow.ts'
import { type Case, cases } from '../flows/cases.ts'
import { takes } from '../flows/exclusions.ts'

/** One layer, with a sigmoid in front where it asks for (0, 1) and a base that fits where it lands. */
export function flowOf({ spec, d, classes }: Case): Flow {
  const sigmoid = { structure: 'elementwise', scalar: 'sigmoid', options: {} } as const
  for (const layers of [[spec], [sigmoid, spec], [spec, sigmoid]]) {
    for (const base of [newBase('logistic'), newBase('beta')]) {
      const built = buildFlow({ d, layers, base, classes })
      if (built.ok) return built.flow
    }
  }
  throw new Error(`no base fits ${JSON.stringify(spec)}`)
}

/** The cases that engines are held to, in some dimensions. */
export const casesIn = (...dimensions: readonly number[]): readonly Case[] =>
  cases.filter((one) => dimensions.includes(one.d) && takes(one, 'turnedOnEngines', 'inverseAutoregressiveOnEngines', 'halfInUnit'))

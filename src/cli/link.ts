import { encodeLink } from '../experiment/link.ts'
import type { Arguments } from './arguments.ts'
import { done, refused, type Outcome } from './outcome.ts'
import { print } from './output.ts'
import { experimentFrom } from './sources.ts'

/** Prints the link of an experiment: what stands after the address of the page. */
export async function link({ operands: [source = ''] }: Arguments): Promise<Outcome> {
  const experiment = experimentFrom(source)
  if (!experiment.ok) return refused(experiment.reason)
  const fragment = encodeLink(experiment.value)
  if (!fragment.ok) return refused(fragment.reason)
  await print(`${fragment.value}\n`)
  return done
}

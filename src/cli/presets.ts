import { presetNames } from '../experiment/presets.ts'
import { say } from '../words/catalogue.ts'
import { done, type Outcome } from './outcome.ts'
import { print } from './output.ts'

/** Prints the name of every preset and what to look for in it. */
export async function listPresets(): Promise<Outcome> {
  const widest = Math.max(...presetNames.map((name) => name.length))
  await print(presetNames.map((name) => `${name.padEnd(widest)}  ${say(`preset.${name}.look`)}\n`).join(''))
  return done
}

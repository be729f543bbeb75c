import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { shortName, type machineFacts } from './machine.ts'

type Machine = ReturnType<typeof machineFacts> & { readonly chromium?: string | null }

/** Where today's results of this machine are kept; `about` says of what, and is '' for training. */
export function resultFile(machine: Machine, about: string): URL {
  const date = new Date().toISOString().slice(0, 10)
  return new URL(`./results/${date}-${shortName(machine)}${about === '' ? '' : `-${about}`}.json`, import.meta.url)
}

/** Keeps what was found, with the day and the machine; answers with where, in words. */
export function saveResults(machine: Machine, about: string, found: object, replacer?: (key: string, value: unknown) => unknown): string {
  const file = resultFile(machine, about)
  mkdirSync(new URL('./', file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, ...found }, replacer, 2)}\n`)
  return `Written to ${fileURLToPath(file)}`
}

import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { runCommand } from '../../src/cli/commands.ts'
import { tell } from '../../src/words/catalogue.ts'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const commandLine = ['--import', 'tsx', 'src/cli/main.ts'] as const

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the real command in a process of its own. */
export const x2z = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...commandLine, ...words], { cwd: root, maxBuffer: 2 ** 26 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })

/** The same in this process, where nothing is started anew; what `main.ts` adds is added here. */
export async function x2zHere(...words: readonly string[]): Promise<Ended> {
  const printed = { out: '', err: '' }
  const spies = [['stdout', 'out'], ['stderr', 'err']] as const
  const silenced = spies.map(([stream, into]) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      printed[into] += String(text)
      return true
    }),
  )
  try {
    const outcome = await runCommand(words)
    return { code: outcome.code, out: printed.out, err: printed.err + (outcome.code === 0 ? '' : tell(outcome.reason)) }
  } finally {
    for (const spy of silenced) spy.mockRestore()
  }
}

/** A new folder for files of a test. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'x2z-'))

export function writeIn(folder: string, name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** The numbers of printed CSV, without its header. */
export function numbersIn(csv: string): { readonly header: string; readonly rows: readonly (readonly number[])[] } {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  return { header, rows: lines.map((line) => line.split(',').map(Number)) }
}

import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

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

import { accessSync, constants, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { shown } from '../experiment/refusal.ts'
import { failure, success, type Result } from '../words/sentence.ts'

const maximumMebibytes = 64

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

export const isThere = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined

/** The text of a file, or why there is none. */
export function readText(file: string): Result<string> {
  try {
    const stat = statSync(file)
    if (stat.isDirectory()) return failure('cli.file.folder', { file: shown(file) })
    const size = Math.ceil(stat.size / 2 ** 20)
    if (size > maximumMebibytes) return failure('cli.file.large', { file: shown(file), size, max: maximumMebibytes })
    return success(readFileSync(file, 'utf8'))
  } catch (error) {
    const code = codeOf(error)
    return failure(code === 'ENOENT' ? 'cli.file.missing' : 'cli.file.unreadable', { file: shown(file), code })
  }
}

/** Whether a file could be written, asked before the work is done. */
export function checkWritable(file: string): Result<string> {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) return failure('cli.out.isFolder', { file: shown(file) })
  try {
    accessSync(dirname(file), constants.W_OK)
    return success(file)
  } catch {
    return failure('cli.out.folder', { file: shown(file) })
  }
}

/** Writes a whole file or none: under another name first, then renamed. */
export function writeWhole(file: string, text: string): Result<string> {
  const unfinished = join(dirname(file), `.${basename(file)}.${process.pid}.unfinished`)
  try {
    writeFileSync(unfinished, text)
    renameSync(unfinished, file)
    return success(file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    return failure('cli.out.failed', { file: shown(file), code: codeOf(error) })
  }
}

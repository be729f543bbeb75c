import { accessSync, constants, readFileSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { shown } from '../experiment/refusal.ts'
import { failure, success, type Result } from '../words/sentence.ts'

const maximumMebibytes = 64
/** Characters of a path that a sentence repeats. */
const longestPath = 200

const nameOf = (file: string) => shown(file, longestPath)

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')

/** A word may be a link, too long for a file's name: then nothing is there. */
function statOf(file: string): Stats | null {
  try {
    return statSync(file)
  } catch {
    return null
  }
}

export const isThere = (file: string): boolean => statOf(file) !== null

/** The text of a file, or why there is none. */
export function readText(file: string): Result<string> {
  try {
    const stat = statSync(file)
    if (stat.isDirectory()) return failure('cli.file.folder', { file: nameOf(file) })
    const size = Math.ceil(stat.size / 2 ** 20)
    if (size > maximumMebibytes) return failure('cli.file.large', { file: nameOf(file), size, max: maximumMebibytes })
    return success(readFileSync(file, 'utf8'))
  } catch (error) {
    const code = codeOf(error)
    return failure(code === 'ENOENT' ? 'cli.file.missing' : 'cli.file.unreadable', { file: nameOf(file), code })
  }
}

/** Whether a file could be written, asked before the work is done. */
export function checkWritable(file: string): Result<string> {
  if (statOf(file)?.isDirectory()) return failure('cli.out.isFolder', { file: nameOf(file) })
  try {
    accessSync(dirname(file), constants.W_OK)
    return success(file)
  } catch {
    return failure('cli.out.folder', { file: nameOf(file) })
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
    return failure('cli.out.failed', { file: nameOf(file), code: codeOf(error) })
  }
}

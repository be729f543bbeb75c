import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { expect, test } from './support/page.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
const read = (file: string): string => readFileSync(dist + file, 'utf8')

/** A string that tfjs-core holds and a minifier must leave alone: the name of its flags in an address. */
const mark = 'tfjsflags'

/** The built files that the page loads before anything is asked of it. */
function firstBundle(): ReadonlySet<string> {
  const named = [...read('index.html').matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)]
  const files = new Set(named.map(([, file = '']) => file))
  // A set hands out what is added while it is walked.
  for (const file of files) {
    const { staticImports } = parseSync(file, read(file)).module
    for (const { moduleRequest } of staticImports) files.add(posix.join(posix.dirname(file), moduleRequest.value))
  }
  return files
}

test('the first bundle holds no tfjs, which only the worker loads', () => {
  const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.js'))
  const heavy = scripts.filter((file) => read(file).includes(mark))
  expect(heavy, 'the build holds tfjs somewhere').not.toEqual([])
  const first = firstBundle()
  expect(first.size).toBeGreaterThan(0)
  expect(heavy.filter((file) => first.has(file))).toEqual([])
})

import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  bannedSyntax,
  brokenImports,
  cycles,
  firstBundle,
  entry,
  heavyFirstBundle,
  libraryFaults,
  order,
  orderFaults,
  strayFiles,
  vagueNames,
} from './support/architecture.ts'
import type { Sources } from './support/imports.ts'

const root = new URL('../', import.meta.url)

/** Every file under a folder of the root, by its path from the root. */
const filesUnder = (folder: string): string[] =>
  readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => `${found.parentPath}/${found.name}`.replaceAll('\\', '/'))
    .map((path) => path.slice(path.lastIndexOf(`/${folder}/`) + 1))
    .toSorted()

const files = filesUnder('src')
const sources: Sources = new Map(files.map((file) => [file, readFileSync(new URL(file, root), 'utf8')]))

describe('the source tree', () => {
  test('holds only the known folders', () => expect(strayFiles(sources)).toEqual([]))
  test('imports only what exists', () => expect(brokenImports(sources)).toEqual([]))
  test(`imports only leftwards in ${order.join(' → ')}`, () => expect(orderFaults(sources)).toEqual([]))
  test('has no import cycle', () => expect(cycles(sources)).toEqual([]))
  test('keeps each library in its place', () => expect(libraryFaults(sources)).toEqual([]))
  test('has no any, no !, no default export and no Math.random', () => expect(bannedSyntax(sources)).toEqual([]))
  test('has no vague names', () => expect(vagueNames([...files, ...filesUnder('test')])).toEqual([]))
  test('loads no tfjs with the page', () => {
    expect(firstBundle(sources).size).toBeGreaterThan(1)
    expect(heavyFirstBundle(sources)).toEqual([])
  })
})

/** The rules are themselves held to a tree that breaks each of them. */
describe('the rules catch', () => {
  const tree = (broken: Record<string, string>): Sources => new Map(Object.entries(broken))

  test('a file outside the folders', () => {
    expect(strayFiles(tree({ 'src/tools/a.ts': '' }))).toEqual([
      expect.stringContaining('src/tools/a.ts has no place'),
    ])
  })
  test('an import to the right, as a value, a type, lazily or by address', () => {
    const ways = [
      `import { a } from '../app/a.ts'`,
      `import type { A } from '../app/a.ts'`,
      `export * from '../app/a.ts'`,
      `const a = await import('../app/a.ts')`,
      `type A = import('../app/a.ts').A`,
      `new Worker(new URL('../app/a.ts', import.meta.url))`,
    ]
    for (const way of ways) {
      expect(orderFaults(tree({ 'src/words/b.ts': way, 'src/app/a.ts': '' })), way).toEqual([
        'src/words/b.ts imports ../app/a.ts, but words may import only from words.',
      ])
    }
  })
  test('the worker in the command line, but not the engine', () => {
    const broken = { 'src/cli/a.ts': `import '../worker/b.ts'; import '../engine/c.ts'` }
    expect(orderFaults(tree(broken))).toEqual([
      'src/cli/a.ts imports ../worker/b.ts, but cli may import only from words, math, datasets, flows, experiment, engine, cli.',
    ])
  })
  test('an import of what is not there', () => {
    expect(brokenImports(tree({ 'src/math/a.ts': `import './b'`, 'src/math/b.ts': '' }))).toEqual([
      expect.stringContaining('src/math/a.ts imports ./b, but src holds no such file'),
    ])
  })
  test('a library out of its place, or with none', () => {
    const broken = { 'src/math/a.ts': `import * as tf from '@tensorflow/tfjs-core'; import 'left-pad/deep'` }
    expect(libraryFaults(tree(broken)).toSorted()).toEqual([
      'src/math/a.ts imports @tensorflow/tfjs-core, but @tensorflow/tfjs-core may appear only in engine, worker.',
      'src/math/a.ts imports left-pad/deep, but no rule says where left-pad may appear.',
    ])
  })
  test('a cycle', () => {
    const broken = { 'src/math/a.ts': `import './b.ts'`, 'src/math/b.ts': `import type { A } from './a.ts'` }
    expect(cycles(tree(broken))).toEqual([
      'src/math/a.ts imports src/math/b.ts imports src/math/a.ts: imports must not go in a circle.',
    ])
  })
  test('any, !, a default export and Math.random, but not the words', () => {
    const clean = `// any default!\nexport const a = 'Math.random() as any'`
    const broken = `let a: any = Math.random(); export default a!`
    expect(bannedSyntax(tree({ 'src/math/a.ts': clean }))).toEqual([])
    expect(bannedSyntax(tree({ 'src/math/a.ts': broken }))).toHaveLength(4)
  })
  test('a vague name', () => {
    const names = ['src/math/utils.ts', 'src/helpers/a.ts', 'src/math/common-knowledge.ts']
    expect(vagueNames(names)).toHaveLength(2)
  })
  test('tfjs in the first bundle, but not behind a worker or a type', () => {
    const behind = (link: string): Sources =>
      tree({ [entry]: link, 'src/worker/w.ts': `import '@tensorflow/tfjs-core'` })
    expect(heavyFirstBundle(behind(`new Worker(new URL('./worker/w.ts', import.meta.url))`))).toEqual([])
    expect(heavyFirstBundle(behind(`import type { W } from './worker/w.ts'`))).toEqual([])
    expect(heavyFirstBundle(behind(`import './worker/w.ts'`))).toEqual([
      expect.stringContaining('src/main.tsx imports src/worker/w.ts imports @tensorflow/tfjs-core'),
    ])
  })
})

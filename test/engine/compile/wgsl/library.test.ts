import { describe, expect, test } from 'vitest'
import { Library } from '../../../../src/engine/compile/wgsl/library.ts'
import { address } from '../../../../src/engine/compile/wgsl/reroll.ts'
import { createRandom } from '../../../../src/math/random.ts'

const seed = 31

/** Bodies of one purpose that differ by more than addresses; `at` gives the text of the next address. */
const bodies: readonly ((at: () => string) => string)[] = [
  (at) => `  near[${at()} + thread] = 2.0f;\n`,
  (at) => `  near[${at()} + thread] = 3.0f;\n`,
  (at) => `  near[${at()}] = scratch[scratchFrom + ${at()}];\n  near[${at()}] += 1.0f;\n`,
  () => '  near[thread] = 0.0f;\n',
]

interface Function {
  readonly parameters: readonly string[]
  readonly body: string
}

const functionsOf = (text: string): ReadonlyMap<string, Function> =>
  new Map(Array.from(text.matchAll(/^fn (\w+)\(([^)]*)\) \{\n([^]*?)^\}\n/gm), ([, name = '', parameters = '', body = '']) =>
    [name, { parameters: parameters.split(', ').map((parameter) => parameter.replace(/: u32$/, '')), body }]))

/** The body of the function that a call names, with the arguments for its parameters. */
function inlined(library: Library, call: string): string {
  const [, name = '', given = ''] = /^(\w+)\((.*)\);$/.exec(call) ?? []
  const found = functionsOf(library.text).get(name)
  if (!found) throw new Error(`${name} is not in ${library.text}`)
  const values = given.split(', ')
  expect(values.length, call).toBe(found.parameters.length)
  return found.body.replaceAll(/\bat\d+\b/g, (parameter) => values[found.parameters.indexOf(parameter)] ?? 'not given')
}

describe('the functions of a kernel', () => {
  test('bodies equal but for addresses are one function', () => {
    const library = new Library()
    const call = (first: number, second: number): string => library.call('dense_2_to_3', `  near[${address(first)}] = near[${address(second)}];\n`)
    expect(call(0, 8)).toBe(`dense_2_to_3(thread, scratchFrom, ${address(0)}, ${address(8)});`)
    expect(call(16, 16)).toBe(`dense_2_to_3(thread, scratchFrom, ${address(16)}, ${address(16)});`)
    expect(library.text).toBe('fn dense_2_to_3(thread: u32, scratchFrom: u32, at0: u32, at1: u32) {\n  near[at0] = near[at1];\n}\n')
  })

  test('every call does what its body does, and there are as many functions as bodies', () => {
    for (let round = 0; round < 50; round++) {
      const random = createRandom(seed).fork(String(round))
      const library = new Library()
      const used = new Set<number>()
      const calls = Array.from({ length: 20 }, () => {
        const which = random.integer(bodies.length)
        used.add(which)
        const body = bodies[which]?.(() => address(random.integer(1000))) ?? ''
        return { body, call: library.call('step', body) }
      })
      const told = `seed ${seed}, round ${round}`
      for (const { body, call } of calls) expect(inlined(library, call), told).toBe(body)
      expect(functionsOf(library.text).size, told).toBe(used.size)
      expect(library.text.match(/^fn /gm)?.length, told).toBe(used.size)
    }
  })

  test('one purpose, other bodies: other names, also where one purpose begins like another', () => {
    const library = new Library()
    const purposes = ['dense_1_to_12', 'dense_1_to_1', 'dense_1_to_1', 'dense_1_to_12', 'dense_1_to_1']
    const names = purposes.map((purpose, i) => library.call(purpose, `  near[0] = ${i}.0f;\n`).split('(')[0])
    expect(new Set(names).size).toBe(purposes.length)
    names.forEach((name, i) => expect(name?.startsWith(purposes[i] ?? ' ')).toBe(true))
  })
})

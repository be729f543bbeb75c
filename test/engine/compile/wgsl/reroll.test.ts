import { describe, expect, test } from 'vitest'
import { address, reroll } from '../../../../src/engine/compile/wgsl/reroll.ts'
import { createRandom, type Random } from '../../../../src/math/random.ts'

const seed = 23

/** Statements as kernels have them: of several lines, with braces and loops of their own, with numbers that are no addresses. */
const shapes: readonly ((at: () => string) => string)[] = [
  () => 'workgroupBarrier();\n',
  (at) => `near[${at()} + thread] = 4u;\n`,
  (at) => `dense(thread, scratchFrom, ${at()}, ${at()}, ${at()});\n`,
  (at) => `if (thread < 4u) {\n  near[${at()}] = scratch[scratchFrom + ${at()}];\n}\n`,
  (at) => `for (var item = thread; item < 96u; item += 64u) {\n  near[${at()} + item] += 1.5f;\n}\n`,
]

/** One address in every turn: the same, growing, shrinking, or by no rule. */
function addressOver(turns: number, random: Random): readonly number[] {
  const [from, step] = [random.integer(1000), random.integer(9)]
  const rules: readonly ((turn: number) => number)[] = [
    () => from,
    (turn) => from + turn * step,
    (turn) => from + (turns - turn) * step,
    () => random.integer(1000),
  ]
  const rule = rules[random.integer(rules.length)]
  return Array.from({ length: turns }, (_, turn) => rule?.(turn) ?? from)
}

/** Some statements, repeated with other addresses. */
function layers(random: Random): readonly string[] {
  const [period, turns] = [1 + random.integer(5), 1 + random.integer(6)]
  const body = Array.from({ length: period }, () => {
    const shape = shapes[random.integer(shapes.length)] ?? (() => '')
    const values: (readonly number[])[] = []
    shape(() => (values.push(addressOver(turns, random)), ''))
    return (turn: number): string => {
      let place = 0
      return shape(() => address(values[place++]?.[turn] ?? 0))
    }
  })
  return Array.from({ length: turns }, (_, turn) => body.map((statement) => statement(turn))).flat()
}

const loopHead = /^for \(var turn = 0u; turn < (\d+)u; turn\+\+\) \{$/
const depthChange = (line: string): number => (line.match(/\{/g)?.length ?? 0) - (line.match(/\}/g)?.length ?? 0)

const tablesOf = (declarations: readonly string[]): ReadonlyMap<string, readonly number[]> =>
  new Map(declarations.map((declaration) => {
    const [, name = '', count, values = ''] = /^const (\w+) = array<u32, (\d+)>\((.*)\);$/.exec(declaration) ?? []
    const numbers = values.split(', ').map((value) => Number(/^(\d+)u$/.exec(value)?.[1]))
    expect(numbers.length, declaration).toBe(Number(count))
    return [name, numbers]
  }))

/** What the loops do, turn by turn, every address worked out. */
function executed({ text, tables }: ReturnType<typeof reroll>): string {
  const known = tablesOf(tables)
  const inTurn = (line: string, turn: number): string =>
    line
      .replaceAll(/\((\d+)u ([+-]) turn \* (\d+)u\)/g, (_, from: string, sign: string, step: string) => `${Number(from) + (sign === '+' ? 1 : -1) * turn * Number(step)}u`)
      .replaceAll(/(addresses\d+)\[turn\]/g, (_, name: string) => `${known.get(name)?.[turn]}u`)
  const lines = text.split('\n')
  const done: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const turns = loopHead.exec(line)?.[1]
    if (turns === undefined) {
      done.push(line)
      continue
    }
    const from = at + 1
    for (let depth = 1; depth > 0; ) depth += depthChange(lines[++at] ?? '}')
    for (let turn = 0; turn < Number(turns); turn++) done.push(...lines.slice(from, at).map((each) => inTurn(each, turn)))
  }
  return done.join('\n')
}

const unrolled = (texts: readonly string[]): string => texts.join('').replaceAll(/⟦(\d+)⟧/g, '$1u')

describe('loops over statements that repeat', () => {
  test('do the same in the same order, at the same addresses', () => {
    let folded = 0
    for (let round = 0; round < 400; round++) {
      const random = createRandom(seed).fork(String(round))
      const texts = Array.from({ length: 1 + random.integer(4) }, () => layers(random)).flat()
      const rolled = reroll(texts)
      expect(executed(rolled), `seed ${seed}, round ${round}`).toBe(unrolled(texts))
      if (rolled.text.includes('turn++')) folded++
    }
    expect(folded).toBeGreaterThan(200)
  })

  test('say a layer once, however many there are', () => {
    const layer = (turn: number): readonly string[] => [`a(${address(3 * turn)});\n`, 'workgroupBarrier();\n', `b(${address(100 - 5 * turn)}, ${address(7)});\n`]
    const texts = Array.from({ length: 8 }, (_, turn) => layer(turn)).flat()
    expect(reroll(['first();\n', ...texts, 'last();\n'])).toEqual({
      text: 'first();\nfor (var turn = 0u; turn < 8u; turn++) {\na((0u + turn * 3u));\nworkgroupBarrier();\nb((100u - turn * 5u), 7u);\n}\nlast();\n',
      tables: [],
    })
  })

  test('look up addresses that follow no rule, in one table for the same addresses', () => {
    const texts = [4, 1, 9].flatMap((value, turn) => [`a(${address(value)}, ${address(value)}, ${address([2, 2, 5][turn] ?? 0)});\n`])
    expect(reroll(texts)).toEqual({
      text: 'for (var turn = 0u; turn < 3u; turn++) {\na(addresses0[turn], addresses0[turn], addresses1[turn]);\n}\n',
      tables: ['const addresses0 = array<u32, 3>(4u, 1u, 9u);', 'const addresses1 = array<u32, 3>(2u, 2u, 5u);'],
    })
  })

  test('leave alone what differs by more than addresses', () => {
    const texts = [`a(${address(1)}, 2u);\n`, `a(${address(1)}, 3u);\n`, `b(${address(1)}, 2u);\n`]
    expect(reroll(texts)).toEqual({ text: unrolled(texts), tables: [] })
    expect(reroll([])).toEqual({ text: '', tables: [] })
  })
})

/**
 * A flow's layers are alike, so most statements of a kernel repeat with other addresses. They are folded into loops: the
 * code gets shorter by the number of layers, and compiles faster by as much. The order of execution stays the same.
 */

/** An address in the text of a statement: what may differ from repeat to repeat. */
export const address = (value: number): string => `⟦${value}⟧`
const pattern = /⟦(\d+)⟧/g

export const withoutAddresses = (text: string): string => text.replaceAll(pattern, '⟦⟧')
/** The addresses in a text, still marked, in their order. */
export const addressesIn = (text: string): readonly string[] => Array.from(text.matchAll(pattern), ([marked]) => marked)

/** A statement: its text with every address left out, and the addresses. */
interface Item {
  readonly template: string
  readonly addresses: readonly number[]
}

const itemOf = (text: string): Item => ({
  template: withoutAddresses(text),
  addresses: Array.from(text.matchAll(pattern), ([, value]) => Number(value)),
})

/** `count` times the same `period` statements. */
interface Repeat {
  readonly period: number
  readonly count: number
}

/** How often the `period` statements from place `from` on stand there one after another. */
function repeatsAt(items: readonly Item[], from: number, period: number): number {
  let at = from + period
  while (at < items.length && items[at]?.template === items[at - period]?.template) at++
  return Math.floor((at - from) / period)
}

/** The repeat that saves most, beginning at `from`: `period` 1 and `count` 1 where nothing does. */
function bestAt(items: readonly Item[], from: number): Repeat {
  let best: Repeat = { period: 1, count: 1 }
  const saved = ({ period, count }: Repeat): number => period * (count - 1)
  for (let period = 1; from + 2 * period <= items.length; period++) {
    const found = { period, count: repeatsAt(items, from, period) }
    if (saved(found) > saved(best)) best = found
  }
  return best
}

/** The text of one address in turn `turn` of a loop; what follows no rule is looked up in a table. */
function addressText(values: readonly number[], table: (values: readonly number[]) => string): string {
  const [first = 0, second = first] = values
  const step = second - first
  if (!values.every((value, turn) => value === first + turn * step)) return `${table(values)}[turn]`
  if (step === 0) return `${first}u`
  return step > 0 ? `(${first}u + turn * ${step}u)` : `(${first}u - turn * ${-step}u)`
}

/** The text of statements, each given with its addresses marked by `address`; and the tables it refers to. */
export function reroll(texts: readonly string[]): { readonly text: string; readonly tables: readonly string[] } {
  const items = texts.map(itemOf)
  const tables = new Map<string, string>()
  const table = (values: readonly number[]): string => {
    const key = values.join()
    const name = tables.get(key) ?? `addresses${tables.size}`
    tables.set(key, name)
    return name
  }
  const lines: string[] = []
  for (let at = 0; at < items.length; ) {
    const { period, count } = bestAt(items, at)
    const body = items.slice(at, at + period).map((item, i) => filled(item, items, at + i, { period, count }, table))
    lines.push(...(count > 1 ? [`for (var turn = 0u; turn < ${count}u; turn++) {\n`, ...body, '}\n'] : body))
    at += period * count
  }
  const declarations = [...tables].map(([values, name]) => `const ${name} = array<u32, ${values.split(',').length}>(${values.split(',').map((value) => `${value}u`).join(', ')});`)
  return { text: lines.join(''), tables: declarations }
}

/** A statement's text, with every address as it is in each turn. */
function filled(
  { template, addresses }: Item,
  items: readonly Item[],
  at: number,
  { period, count }: Repeat,
  table: (values: readonly number[]) => string,
): string {
  let place = 0
  return template.replaceAll('⟦⟧', () => {
    const own = place++
    const values = Array.from({ length: count }, (_, turn) => items[at + turn * period]?.addresses[own] ?? addresses[own] ?? 0)
    return addressText(values, table)
  })
}

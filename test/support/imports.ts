import { posix } from 'node:path'
import { parseSync } from 'vite'

/** Source files by their path from the root of the tree, such as `src/math/ops.ts`. */
export type Sources = ReadonlyMap<string, string>

/** How one file reaches another: `type` vanishes when built, `asset` and `worker` start outside the importer's bundle. */
export type Manner = 'static' | 'type' | 'lazy' | 'asset' | 'worker'

export interface Import {
  readonly from: string
  readonly wanted: string
  readonly manner: Manner
  /** The file's path for a relative import, the package's name for a library. */
  readonly target: string
  readonly isLibrary: boolean
}

interface Node {
  readonly type: string
  readonly [field: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** Every node of a file's syntax tree, parents before children. */
export function* syntax(file: string, text: string): Generator<Node> {
  const { program, errors } = parseSync(file, text)
  const first = errors[0]
  if (first) throw new Error(`${file} cannot be parsed: ${first.message}`)
  const waiting: unknown[] = [program]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (Array.isArray(next)) waiting.push(...next)
    else if (isNode(next)) {
      yield next
      waiting.push(...Object.values(next))
    }
  }
}

const text = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string' ? value['value'] : undefined

const nameOf = (value: unknown): unknown => (isNode(value) ? value['name'] : undefined)

/** The address in `new URL('…', import.meta.url)`. */
function urlOf(node: unknown): string | undefined {
  if (!isNode(node) || node.type !== 'NewExpression' || nameOf(node['callee']) !== 'URL') return undefined
  const [address, base] = node['arguments'] as unknown[]
  return isNode(base) && base.type === 'MemberExpression' ? text(address) : undefined
}

function reachedBy(node: Node): { wanted: string; manner: Manner } | undefined {
  const found = (wanted: string | undefined, manner: Manner) => (wanted === undefined ? undefined : { wanted, manner })
  switch (node.type) {
    case 'ImportDeclaration':
      return found(text(node['source']), node['importKind'] === 'type' ? 'type' : 'static')
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return found(text(node['source']), node['exportKind'] === 'type' ? 'type' : 'static')
    case 'ImportExpression':
      return found(text(node['source']), 'lazy')
    case 'TSImportType':
      return found(text(node['source']), 'type')
    case 'NewExpression':
      if (nameOf(node['callee']) === 'Worker') return found(urlOf((node['arguments'] as unknown[])[0]), 'worker')
      return found(urlOf(node), 'asset')
    default:
      return undefined
  }
}

const packageOf = (wanted: string): string => {
  if (wanted.startsWith('node:')) return wanted
  return wanted
    .split('/')
    .slice(0, wanted.startsWith('@') ? 2 : 1)
    .join('/')
}

function settle(from: string, wanted: string, manner: Manner): Import {
  const [path = wanted, query] = wanted.split('?')
  const byQuery = query === undefined ? manner : query.includes('worker') ? 'worker' : 'asset'
  const isLibrary = !path.startsWith('.')
  const target = isLibrary ? packageOf(path) : posix.join(posix.dirname(from), path)
  return { from, wanted, manner: byQuery, target, isLibrary }
}

const isCode = (file: string): boolean => /\.tsx?$/.test(file)

export function importsOf(file: string, source: string): readonly Import[] {
  if (!isCode(file)) return []
  const found = new Map<string, Import>()
  for (const node of syntax(file, source)) {
    const reached = reachedBy(node)
    if (!reached) continue
    const settled = settle(file, reached.wanted, reached.manner)
    // A worker's address is also met as a bare `new URL(…)`: the first meeting, from outside in, counts.
    const key = `${settled.wanted} ${settled.manner === 'asset' || settled.manner === 'worker' ? 'url' : settled.manner}`
    if (!found.has(key)) found.set(key, settled)
  }
  return [...found.values()]
}

export const allImports = (sources: Sources): readonly Import[] =>
  [...sources].flatMap(([file, source]) => importsOf(file, source))

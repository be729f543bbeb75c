import { allImports, syntax, type Import, type Manner, type Sources } from './imports.ts'

/** Each folder may import only from itself and from those before it. */
export const order = [
  'words',
  'math',
  'datasets',
  'flows',
  'experiment',
  'engine',
  'worker',
  'store',
  'views',
  'lessons',
  'app',
] as const

/** The page's entry, beside the folders. It may import what `app` may, and `app`. */
export const entry = 'src/main.tsx'

const page = ['store', 'views', 'lessons', 'app', entry]

/** Which library may appear where; one that is not named here may appear nowhere. */
const homes: readonly (readonly [library: RegExp, places: readonly string[]])[] = [
  [/^@tensorflow\//, ['engine', 'worker']],
  [/^zustand$/, ['store']],
  [/^d3(-|$)/, ['views']],
  [/^(react|react-dom|react-aria-components)$/, page],
  [/^(valibot|fflate|papaparse)$/, ['experiment']],
  [/^intl-messageformat$/, ['words']],
  [/^node:/, ['cli']],
]

const placeOf = (file: string): string => (file === entry ? entry : (file.split('/')[1] ?? file))

const rank = (place: string): number => (order as readonly string[]).indexOf(place)

/** The folders that a place may import from, itself included. */
function reach(place: string): readonly string[] {
  if (place === entry) return order
  if (place === 'cli') return [...order.slice(0, rank('worker')), 'cli']
  return order.slice(0, rank(place) + 1)
}

const isKnown = (place: string): boolean => place === entry || place === 'cli' || rank(place) >= 0

export function strayFiles(sources: Sources): string[] {
  const rule = `the folders are ${order.join(', ')} and cli, beside ${entry}`
  return [...sources.keys()].filter((file) => !isKnown(placeOf(file))).map((file) => `${file} has no place: ${rule}.`)
}

export function brokenImports(sources: Sources): string[] {
  return allImports(sources)
    .filter(({ isLibrary, target }) => !isLibrary && !sources.has(target))
    .map(({ from, wanted }) => `${from} imports ${wanted}, but src holds no such file (imports name the file's ending).`)
}

function orderFault({ from, wanted, target }: Import): string | undefined {
  const place = placeOf(from)
  const allowed = reach(place)
  if (allowed.includes(placeOf(target))) return undefined
  return `${from} imports ${wanted}, but ${place} may import only from ${allowed.join(', ')}.`
}

export function orderFaults(sources: Sources): string[] {
  return allImports(sources).flatMap((found) => (found.isLibrary ? [] : (orderFault(found) ?? [])))
}

function libraryFault({ from, wanted, target }: Import): string | undefined {
  const home = homes.find(([library]) => library.test(target))
  if (!home) return `${from} imports ${wanted}, but no rule says where ${target} may appear.`
  const [, places] = home
  if (places.includes(placeOf(from))) return undefined
  return `${from} imports ${wanted}, but ${target} may appear only in ${places.join(', ')}.`
}

export function libraryFaults(sources: Sources): string[] {
  return allImports(sources).flatMap((found) => (found.isLibrary ? (libraryFault(found) ?? []) : []))
}

type Graph = ReadonlyMap<string, readonly string[]>

function graphOf(sources: Sources, manners: readonly Manner[]): Graph {
  const graph = new Map([...sources.keys()].map((file): [string, string[]] => [file, []]))
  for (const { from, target, manner } of allImports(sources)) {
    if (manners.includes(manner)) graph.get(from)?.push(target)
  }
  return graph
}

/** One sentence for each import that closes a circle; types count, because a circle of types is a knot too. */
export function cycles(sources: Sources): string[] {
  const graph = graphOf(sources, ['static', 'type', 'lazy'])
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start >= 0) found.push(`${[...path.slice(start), file].join(' imports ')}: imports must not go in a circle.`)
    if (start >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return found
}

/** What the page loads before anything is asked of it: files and libraries, each with the way to it. */
export function firstBundle(sources: Sources): ReadonlyMap<string, readonly string[]> {
  const graph = graphOf(sources, ['static'])
  const ways = new Map<string, readonly string[]>([[entry, [entry]]])
  for (const [file, way] of ways) {
    for (const next of graph.get(file) ?? []) if (!ways.has(next)) ways.set(next, [...way, next])
  }
  return ways
}

export function heavyFirstBundle(sources: Sources): string[] {
  const ways = [...firstBundle(sources)].filter(([target]) => target.startsWith('@tensorflow/'))
  return ways.map(([, way]) => `${way.join(' imports ')}: only the worker may load tfjs, never the page's first bundle.`)
}

const member = (node: Record<string, unknown>, field: string): unknown =>
  (node[field] as Record<string, unknown> | undefined)?.['name']

function banned(node: { readonly type: string; readonly [field: string]: unknown }): string | undefined {
  switch (node.type) {
    case 'TSAnyKeyword':
      return 'uses any, but every value has a type'
    case 'TSNonNullExpression':
      return 'asserts with !, but what may be missing is asked for'
    case 'ExportDefaultDeclaration':
      return 'has a default export, but exports are named'
    case 'MemberExpression':
      if (member(node, 'object') !== 'Math' || member(node, 'property') !== 'random') return undefined
      return 'uses Math.random, but chance comes from src/math and has a seed'
    default:
      return undefined
  }
}

export function bannedSyntax(sources: Sources): string[] {
  const code = [...sources].filter(([file]) => /\.tsx?$/.test(file))
  return code.flatMap(([file, source]) =>
    [...syntax(file, source)].flatMap((node) => {
      const fault = banned(node)
      return fault ? [`${file} ${fault}.`] : []
    }),
  )
}

export function vagueNames(files: readonly string[]): string[] {
  const vague = /(^|\/)(utils?|helpers?|common|misc)(\.|\/|$)/i
  return files.filter((file) => vague.test(file)).map((file) => `${file} has a name that does not say what it holds.`)
}

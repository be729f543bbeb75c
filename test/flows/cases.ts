import { conditionerOptions, scalarCatalog, scalarNames, scalarOptions, structureCatalog, structureNames, type ScalarName, type StructureName } from '../../src/flows/catalog.ts'
import { createLayout } from '../../src/flows/parameters.ts'
import { chooseScalar } from '../../src/flows/scalar/registry.ts'
import { buildLayer, type LayerSpec } from '../../src/flows/stack.ts'
import type { Layer } from '../../src/flows/bijector.ts'
import { initialOptions, type OptionSpecs, type OptionValues } from '../../src/math/options.ts'
import { createRandom } from '../../src/math/random.ts'
import { takes } from './exclusions.ts'

/** Every layer that the registry can build, in every dimension and with every choice of its options. */
export interface Case {
  readonly title: string
  readonly spec: LayerSpec
  readonly d: number
  /** Classes that the layer is told of; none where left out. */
  readonly classes?: number
}

/** Networks of the tests are small: laws do not depend on their size. */
const small: OptionValues = { width: 7, steps: 2, depth: 2, components: 3, bins: 4 }

/** The default options, and beside them each value of each choice, one choice at a time; those named in `held` do not vary. */
export function variants(specs: OptionSpecs, held: OptionSpecs = {}): readonly OptionValues[] {
  const start = Object.fromEntries(
    Object.entries(initialOptions(specs)).map(([name, value]) => [name, small[name] ?? value]),
  )
  const others = Object.entries(specs).flatMap(([name, spec]) =>
    spec.kind === 'choice' && !held[name] ? spec.values.filter((value) => value !== start[name]).map((value) => ({ ...start, [name]: value })) : [],
  )
  return [start, ...others]
}

const goTogether = (structure: StructureName, scalar: ScalarName): boolean => {
  const { scalar: kind } = structureCatalog[structure]
  const learned = Object.keys(chooseScalar(scalar, initialOptions(scalarCatalog[scalar])).parameters).length > 0
  return kind === 'any' || (kind === 'learned' && learned)
}

function specsOf(structure: StructureName): readonly LayerSpec[] {
  const { options, scalar } = structureCatalog[structure]
  if (scalar === 'none') return variants(options).map((values) => ({ structure, options: values }))
  return scalarNames
    .filter((name) => goTogether(structure, name))
    // A network is built alike for every scalar: its options vary with the first.
    .flatMap((name) =>
      variants({ ...options, ...scalarCatalog[name], ...scalarOptions }, name === scalarNames[0] ? {} : conditionerOptions).map((values) => ({
        structure,
        scalar: name,
        options: values,
      })),
    )
}

export const everyCase: readonly Case[] = structureNames.flatMap((structure) =>
  specsOf(structure).flatMap((spec) =>
    [1, 2, 3, 4]
      .filter((d) => d >= structureCatalog[structure].minimumDimension)
      .map((d) => ({ title: `${spec.scalar ?? ''} ${structure} ${Object.values(spec.options).join(' ')} d=${d}`, spec, d })),
  ),
)

/** Those that laws are held on. */
export const cases: readonly Case[] = everyCase.filter((one) => takes(one, 'turnedInMoreDimensions'))

/** Each structure once more, told of three classes. */
export const classCases: readonly Case[] = structureNames.flatMap((structure) =>
  cases
    .filter(({ spec, d }, _, all) => spec.structure === structure && d <= 3 && spec === all.find((other) => other.spec.structure === structure)?.spec)
    .map((one) => ({ ...one, title: `${one.title}, 3 classes`, classes: 3 })),
)

/** A case built, with weights away from their start: N(0, spread²) added to every one. */
export function build({ spec, d, classes = 0 }: Case, seed: number, spread = 0.3): { readonly layer: Layer; readonly parameters: Float64Array } {
  const { allocate, finish } = createLayout()
  const built = buildLayer(spec, { name: 'layer', d, classes, allocate })
  if (!built.ok) throw new Error(built.reason.key)
  const random = createRandom(seed)
  const parameters = Float64Array.from(finish().start(random), (value) => value + spread * random.normal())
  return { layer: built.layer, parameters }
}

/** Points `[n, d]` inside a layer's domain: U(−2, 2), or U(.1, .9) where it asks for (0, 1), away from where slopes blow up. */
export function pointsFor(layer: Layer, d: number, n: number, seed: number): Float64Array {
  const random = createRandom(seed).fork('points')
  return Float64Array.from({ length: n * d }, (_, i) => (layer.domain[i % d] === 'unit' ? 0.1 + 0.8 * random.uniform() : 4 * random.uniform() - 2))
}

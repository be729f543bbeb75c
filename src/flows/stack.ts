import type { OptionValues } from '../math/options.ts'
import type { Sentence } from '../words/sentence.ts'
import type { Interval, Layer } from './bijector.ts'
import { type BaseName, type ScalarName, structureCatalog, type StructureName } from './catalog.ts'
import { baseOf } from './bases/registry.ts'
import type { Allocate } from './parameters.ts'
import { chooseScalar } from './scalar/registry.ts'
import { structureOf } from './structures/registry.ts'
import type { Site } from './structures/structure.ts'

/** One layer of the stack. `options` holds those of the structure and of the scalar bijector together. */
export interface LayerSpec {
  readonly structure: StructureName
  readonly scalar?: ScalarName
  readonly options: OptionValues
}

export interface BaseSpec {
  readonly name: BaseName
  readonly options: OptionValues
}

/** A change that makes a stack fit: put `layer` at place `at`. `label` says it in a menu's words. */
export interface Mend {
  readonly at: number
  readonly layer: LayerSpec
  readonly label: Sentence
}

/** `intervals[k]` says where each coordinate of stage k lies; as far as the stack was followed. */
export type StackCheck =
  | { readonly ok: true; readonly intervals: readonly (readonly Interval[])[] }
  | { readonly ok: false; readonly reason: Sentence; readonly mend: Mend | null; readonly intervals: readonly (readonly Interval[])[] }

/** What a layer is called: its structure, with its scalar bijector where it takes one. */
export function layerName(spec: LayerSpec): Sentence {
  const key = `structure.${spec.structure}.name` as const
  if (!spec.scalar) return { key }
  const scalar: Sentence = { key: `scalar.${spec.scalar}.label` }
  return { key, values: { scalar: spec.options.direction === 'inverse' ? { key: 'scalar.inverse', values: { scalar } } : scalar } }
}

/** Builds one layer, or says why its parts do not go together. */
export function buildLayer(
  spec: LayerSpec,
  site: Site,
): { readonly ok: true; readonly layer: Layer } | { readonly ok: false; readonly reason: Sentence } {
  const needs = structureCatalog[spec.structure].minimumDimension
  if (site.d < needs) return { ok: false, reason: { key: 'flow.dimension', values: { name: layerName(spec), needs, has: site.d } } }
  const structure = structureOf(spec.structure)
  if (structure.takes === 'nothing') return { ok: true, layer: structure.build(site, spec.options) }
  const scalar = spec.scalar && chooseScalar(spec.scalar, spec.options)
  if (!scalar || (structureCatalog[spec.structure].scalar === 'learned' && Object.keys(scalar.parameters).length === 0)) {
    return { ok: false, reason: { key: 'flow.scalar.none', values: { name: layerName(spec) } } }
  }
  return { ok: true, layer: structure.build(site, scalar, spec.options) }
}

const bridge = (scalar: 'sigmoid' | 'logit', at: number): Mend => ({
  at,
  layer: { structure: 'elementwise', scalar, options: {} },
  label: { key: `flow.mend.${scalar}` },
})

/** The layer that carries `gets` onto `needs`, if one layer can. */
function mendFor(gets: readonly Interval[], needs: Interval, at: number): Mend | null {
  if (gets.some((interval) => interval !== gets[0])) return null
  return bridge(needs === 'unit' ? 'sigmoid' : 'logit', at)
}

const interval = (name: Interval): Sentence => ({ key: `flow.interval.${name}` })

/**
 * Follows where each coordinate lies from x to z. Every layer must get exactly its domain and the base exactly its
 * support: less, and the likelihood is 0 somewhere; more, and mass is lost. Stops at the first misfit.
 */
export function checkStack(d: number, layers: readonly LayerSpec[], base: BaseSpec): StackCheck {
  let reached: readonly Interval[] = new Array<Interval>(d).fill('real')
  const intervals = [reached]
  const misfit = (reason: Sentence, mend: Mend | null): StackCheck => ({ ok: false, reason, mend, intervals })
  const nowhere: Allocate = (name, shape) => ({ name, shape, offset: 0 })
  for (const [i, spec] of layers.entries()) {
    const built = buildLayer(spec, { name: '', d, classes: 0, allocate: nowhere })
    if (!built.ok) return misfit(built.reason, null)
    const k = built.layer.domain.findIndex((domain, axis) => domain !== null && domain !== reached[axis])
    const [needs, gets] = [built.layer.domain[k], reached[k]]
    if (needs && gets) {
      const values = { layer: i + 1, name: layerName(spec), needs: interval(needs), gets: interval(gets) }
      return misfit({ key: 'flow.misfit.layer', values }, mendFor(reached, needs, i))
    }
    reached = built.layer.range(reached)
    intervals.push(reached)
  }
  const { support } = baseOf(base.name)
  const wrong = reached.find((range) => range !== support)
  if (!wrong) return { ok: true, intervals }
  const consequence: Sentence = { key: support === 'unit' ? 'flow.misfit.zero' : 'flow.misfit.leak' }
  const values = { needs: interval(support), gets: interval(wrong), consequence }
  return misfit({ key: 'flow.misfit.base', values }, mendFor(reached, support, layers.length))
}

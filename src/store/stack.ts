import type { LayerSpec } from '../experiment/experiment.ts'
import { newLayer } from '../experiment/specs.ts'
import type { ScalarName, StructureName } from '../flows/catalog.ts'

type Stack = readonly LayerSpec[]

export const insertLayer = (layers: Stack, at: number, layer: LayerSpec): Stack => layers.toSpliced(at, 0, layer)

export const removeLayer = (layers: Stack, at: number): Stack => layers.toSpliced(at, 1)

/** Moves a layer so that it stands at place `to` afterwards. */
export function moveLayer(layers: Stack, from: number, to: number): Stack {
  const layer = layers[from]
  return layer ? layers.toSpliced(from, 1).toSpliced(to, 0, layer) : layers
}

export const replaceLayer = (layers: Stack, at: number, layer: LayerSpec): Stack => layers.with(at, layer)

/** What the next layer of this kind should take turns with: a coupling changes the half that the last one left. */
export function nextLayer(layers: Stack, structure: StructureName, scalar?: ScalarName): LayerSpec {
  const last = layers.findLast((layer) => layer.structure === structure)
  if (structure !== 'coupling' || !last) return newLayer(structure, scalar)
  return newLayer(structure, scalar, { transforms: last.options['transforms'] === 'second' ? 'first' : 'second' })
}

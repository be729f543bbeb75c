import { useState } from 'react'
import type { LayerSpec } from '../experiment/experiment.ts'
import type { ScalarName, StructureName } from '../flows/catalog.ts'
import { usePlayground } from '../store/playground.ts'
import { insertLayer, moveLayer, nextLayer, removeLayer, replaceLayer } from '../store/stack.ts'
import { say } from '../words/catalogue.ts'
import { layerLabel } from './labels.ts'

/** The chosen row, as long as there is one: a stack may also change from elsewhere. */
function useSelection(count: number) {
  const [chosen, select] = useState<number | null>(null)
  return [chosen !== null && chosen < count ? chosen : null, select] as const
}

/** Which row is chosen once row `at` of `count` is gone: the one that takes its place, or the one before. */
const chosenAfter = (selected: number | null, at: number, count: number): number | null => {
  if (selected === null || count < 2) return null
  return Math.min(selected > at ? selected - 1 : selected, count - 2)
}

/** The stack being built: which layer is chosen, the ways to change it, and what to say aloud after each. */
export function useStack() {
  const layers = usePlayground(({ experiment }) => experiment.layers)
  const change = usePlayground((playground) => playground.change)
  const [selected, select] = useSelection(layers.length)
  const [said, setSaid] = useState('')

  const put = (next: readonly LayerSpec[], chosen: number | null, words: string) => {
    change({ layers: next })
    select(chosen)
    setSaid(words)
  }
  const told = (key: 'added' | 'removed' | 'moved', at: number, layer: LayerSpec | undefined) =>
    layer ? say(`app.layer.${key}`, { number: at + 1, name: layerLabel(layer) }) : ''

  const add = (structure: StructureName, scalar?: ScalarName) => {
    const at = selected === null ? layers.length : selected + 1
    const layer = nextLayer(layers, structure, scalar)
    put(insertLayer(layers, at, layer), at, told('added', at, layer))
  }
  const remove = (at: number) => put(removeLayer(layers, at), chosenAfter(selected, at, layers.length), told('removed', at, layers[at]))
  const move = (from: number, to: number) => {
    if (to >= 0 && to < layers.length && to !== from) put(moveLayer(layers, from, to), to, told('moved', to, layers[from]))
  }
  const replace = (at: number, layer: LayerSpec) => change({ layers: replaceLayer(layers, at, layer) })
  const insert = (at: number, layer: LayerSpec) => put(insertLayer(layers, at, layer), at, told('added', at, layer))
  return { layers, selected, select, said, add, remove, move, replace, insert }
}

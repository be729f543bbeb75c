import { useEffect, useRef, type CSSProperties, type KeyboardEvent } from 'react'
import { Button, GridList, GridListItem, Text, useDragAndDrop, type Selection } from 'react-aria-components'
import type { LayerSpec } from '../experiment/experiment.ts'
import type { Fit } from '../store/fit.ts'
import { say } from '../words/catalogue.ts'
import { layerInfo, misfitAt } from './layerInfo.ts'
import { layerLabel, rowLabel } from './labels.ts'

export interface LayerListProps {
  readonly layers: readonly LayerSpec[]
  readonly fit: Fit
  readonly selected: number | null
  readonly onSelect: (index: number | null) => void
  readonly onMove: (from: number, to: number) => void
  readonly onRemove: (index: number) => void
}

interface Row {
  readonly id: number
  readonly layer: LayerSpec
  readonly label: string
  readonly short: string
  readonly info: string
}

/** Rows are known by their place: the stack is a list, and places are all that tells equal layers apart. */
const rowsOf = (layers: readonly LayerSpec[], fit: Fit): readonly Row[] =>
  layers.map((layer, id) => ({ id, layer, label: layerLabel(layer), short: rowLabel(layer), info: layerInfo(layer, id, fit) }))

const chosenRow = (chosen: Selection): number | null => (chosen === 'all' || chosen.size === 0 ? null : Number([...chosen][0]))

function useReorder({ onMove }: LayerListProps) {
  return useDragAndDrop<Row>({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const from = Number([...keys][0])
      const onto = Number(target.key) + (target.dropPosition === 'after' ? 1 : 0)
      // Taken out first, what lies behind moves up by one.
      onMove(from, onto > from ? onto - 1 : onto)
    },
  })
}

function LayerRow({ row, wrong, onRemove }: { readonly row: Row; readonly wrong: boolean; readonly onRemove: () => void }) {
  const number = row.id + 1
  return (
    <GridListItem id={row.id} textValue={`${number} ${row.label}`} className={`layer ${wrong ? 'layer-wrong' : ''}`}>
      <Button slot="drag" className="layer-handle" aria-label={say('app.layer.drag', { number })}>⠿</Button>
      <span className="layer-number">{number}</span>
      <Text className="layer-name" title={row.label}>{row.short}</Text>
      <small className="layer-info">{row.info}</small>
      <Button className="layer-remove" aria-label={say('app.layer.remove', { number })} onPress={onRemove}>×</Button>
    </GridListItem>
  )
}

/** The chosen row comes into view, wherever it was chosen. */
function useChosenInView(selected: number | null, count: number) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A row that has just been added stands in the list by the next frame.
    const frame = requestAnimationFrame(() => {
      if (selected !== null) list.current?.querySelector(`[data-key="${selected}"]`)?.scrollIntoView({ block: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [selected, count])
  return list
}

/** The stack, from x to z. Rows are chosen, removed and moved by mouse, touch and keyboard. */
export function LayerList(props: LayerListProps) {
  const { layers, fit, selected, onSelect, onMove, onRemove } = props
  const { dragAndDropHooks } = useReorder(props)
  const list = useChosenInView(selected, layers.length)
  const keys = (event: KeyboardEvent) => {
    if (selected === null) return
    const to = { ArrowUp: selected - 1, ArrowDown: selected + 1 }[event.key]
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove(selected)
    else if (event.altKey && to !== undefined) onMove(selected, to)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={list} className="layers-keys" style={{ '--rows': Math.max(1, layers.length) } as CSSProperties} onKeyDownCapture={keys}>
      <GridList
        className="layers"
        aria-label={say('app.layer.list')}
        items={rowsOf(layers, fit)}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={(chosen) => onSelect(chosenRow(chosen))}
        dragAndDropHooks={dragAndDropHooks}
        dependencies={[fit]}
        renderEmptyState={() => <p className="layers-empty">{say('app.layer.none')}</p>}
      >
        {(row) => <LayerRow row={row} wrong={misfitAt(fit) === row.id} onRemove={() => onRemove(row.id)} />}
      </GridList>
    </div>
  )
}

import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Range } from '../../math/window.ts'
import { useViewing } from '../../store/viewing.ts'
import { stepAt } from './draw.ts'
import { axisOf } from './pen.ts'
import { sceneNow, type NllLook } from './scene.ts'
import { lastStep, movedStep, zoomBetween, zoomBy } from './series.ts'

/** Keys that zoom, and how much of the axis they leave. */
const zoomKeys: Readonly<Record<string, number>> = { '+': 0.5, '=': 0.5, '-': 2, '−': 2 }

/** How far a mouse must be dragged to mean a range. Pixels. */
const dragged = 6

/** Zooms at the newest step, or at the one that is read; `null` shows all. */
export function useZoom(look: NllLook) {
  const setZoom = useViewing((viewing) => viewing.setZoom)
  return (factor: number | null, around: number | null) => {
    const scene = sceneNow(look, null, null)
    const last = lastStep(scene.series)
    setZoom(factor === null ? null : zoomBy(axisOf(scene), factor, around ?? last, last))
  }
}

/** What is read off the chart, by pointer or key, and what is zoomed at: dragging with the mouse, + and − and 0, a double click for all. */
export function useNllCursor(look: NllLook) {
  const [cursor, setCursor] = useState<number | null>(null)
  const [range, setRange] = useState<Range | null>(null)
  const setZoom = useViewing((viewing) => viewing.setZoom)
  const zoom = useZoom(look)
  const from = useRef<{ readonly step: number; readonly left: number } | null>(null)
  const place = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { step: stepAt(box, sceneNow(look, null, null), event.clientX - box.left), left: event.clientX }
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const at = place(event)
    setCursor(at.step)
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    from.current = at
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const [at, start] = [place(event), from.current]
    setCursor(at.step)
    if (start) setRange(Math.abs(at.left - start.left) > dragged ? [start.step, at.step] : null)
  }
  const onPointerUp = () => {
    if (range) setZoom(zoomBetween(range[0], range[1], lastStep(sceneNow(look, null, null).series)) ?? look.zoom)
    from.current = null
    setRange(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const { series, zoom: shown } = sceneNow(look, null, null)
    const next = event.key === 'Escape' ? null : movedStep(series, cursor, event.key, event.shiftKey, look.logarithmic, shown)
    const factor = event.key === '0' ? null : zoomKeys[event.key]
    if (factor !== undefined) zoom(factor, cursor)
    else if (next !== undefined) setCursor(next)
    else return
    event.preventDefault()
  }
  const onPointerLeave = (event: PointerEvent) => void (event.pointerType === 'mouse' && setCursor(null))
  const handlers = { onPointerMove, onPointerDown, onPointerUp, onPointerCancel: onPointerUp, onPointerLeave, onKeyDown, onDoubleClick: () => setZoom(null) }
  return { cursor, range, handlers }
}

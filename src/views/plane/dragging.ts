import type { Anchors } from '../anchors.ts'
import type { PlaneView } from './view.ts'

/** Where a press comes down, in CSS pixels of the plane. */
export interface Press {
  readonly x: number
  readonly y: number
}

/** How near a press must come to an anchor's middle to take it: its disc by mouse, more by finger. Pixels. */
const reach = { fine: 11, coarse: 22 } as const

/** The anchor under a press: the nearest in reach; of equally near ones the last, which is drawn on top. −1: none, or the plane is not at x. */
export function anchorUnder({ stage, scales }: PlaneView, anchors: Anchors, { x, y }: Press, touch: keyof typeof reach): number {
  if (stage > 0) return -1
  const distances = anchors.map(([first = NaN, second = NaN]) => Math.hypot(scales.x(first) - x, scales.y(second) - y))
  const least = Math.min(reach[touch], ...distances)
  return distances.lastIndexOf(least)
}

/** The place under a press, at the edge of the plot where it is outside. */
export function placeAt({ plot, scales }: PlaneView, { x, y }: Press): readonly [number, number] {
  const within = (at: number, low: number, span: number) => Math.min(low + span, Math.max(low, at))
  return [scales.x.invert(within(x, plot.left, plot.width)), scales.y.invert(within(y, plot.top, plot.height))]
}

/** Farther than this from where it came down, a press is a drag. Pixels. */
const slack = 3

export interface DragVerbs {
  readonly view: () => PlaneView | null
  readonly anchors: () => Anchors
  /** An anchor is on its way. */
  hold(index: number, place: readonly [number, number]): void
  /** An anchor has been let go there. */
  move(index: number, place: readonly [number, number]): void
  takeBack(): void
}

type Pointed = Pick<PointerEvent, 'clientX' | 'clientY'>

/** Anchors under a pointer or finger, in an element. */
class Dragging {
  readonly #element: HTMLElement
  readonly #verbs: DragVerbs
  #held: { readonly index: number; readonly from: Press; moved: boolean } | null = null
  /** The click that follows a press on an anchor would pick another point there. */
  #swallow = false

  constructor(element: HTMLElement, verbs: DragVerbs) {
    this.#element = element
    this.#verbs = verbs
  }

  #pressOf({ clientX, clientY }: Pointed): Press {
    const box = this.#element.getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }

  #under(press: Press, touch: keyof typeof reach): number {
    const view = this.#verbs.view()
    return view ? anchorUnder(view, this.#verbs.anchors(), press, touch) : -1
  }

  readonly down = (event: PointerEvent): void => {
    this.#swallow = false
    const from = this.#pressOf(event)
    const index = event.button === 0 && event.isPrimary ? this.#under(from, event.pointerType === 'mouse' ? 'fine' : 'coarse') : -1
    if (index < 0) return
    this.#held = { index, from, moved: false }
    this.#element.setPointerCapture(event.pointerId)
  }

  readonly move = (event: PointerEvent): void => {
    const press = this.#pressOf(event)
    const view = this.#verbs.view()
    const held = this.#held
    this.#element.toggleAttribute('data-grab', held !== null || this.#under(press, 'fine') >= 0)
    if (!held || !view) return
    held.moved ||= Math.hypot(press.x - held.from.x, press.y - held.from.y) > slack
    if (held.moved) this.#verbs.hold(held.index, placeAt(view, press))
  }

  readonly up = (event: PointerEvent): void => {
    const view = this.#verbs.view()
    const held = this.#held
    this.#swallow = held !== null
    this.#held = null
    if (held?.moved && view) this.#verbs.move(held.index, placeAt(view, this.#pressOf(event)))
  }

  readonly cancel = (): void => {
    if (this.#held?.moved) this.#verbs.takeBack()
    this.#held = null
  }

  readonly click = (event: MouseEvent): void => {
    if (this.#swallow) event.stopPropagation()
    this.#swallow = false
  }

  /** A finger on an anchor moves it, and not the page. */
  readonly touch = (event: TouchEvent): void => {
    const [finger] = event.touches
    if (finger && event.touches.length === 1 && this.#under(this.#pressOf(finger), 'coarse') >= 0) event.preventDefault()
  }
}

/** Lets anchors be dragged by pointer and finger in an element. Returns the way to stop. */
export function dragAnchors(element: HTMLElement, verbs: DragVerbs): () => void {
  const dragging = new Dragging(element, verbs)
  const stop = new AbortController()
  const { signal } = stop
  element.addEventListener('pointerdown', dragging.down, { signal })
  element.addEventListener('pointermove', dragging.move, { signal })
  element.addEventListener('pointerup', dragging.up, { signal })
  element.addEventListener('pointercancel', dragging.cancel, { signal })
  element.addEventListener('click', dragging.click, { signal, capture: true })
  element.addEventListener('touchstart', dragging.touch, { signal, passive: false })
  return () => stop.abort()
}

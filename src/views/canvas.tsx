import { useEffect, useRef, useState } from 'react'
import type { CSSProperties, RefObject } from 'react'
import type { Probe } from '../engine/snapshot.ts'
import { frames } from '../store/frames.ts'
import { readColours } from './colours.ts'
import type { Colours } from './colours.ts'
import type { CanvasFrame } from './frame.ts'
import { createFrameLoop } from './frameLoop.ts'
import type { FrameLoop, Seat } from './frameLoop.ts'
import { offerPicture, type Offer } from './save/pictures.ts'

export type { CanvasFrame } from './frame.ts'

let loop: FrameLoop | null = null

/** The page's one frame loop. */
export function pageLoop(): FrameLoop {
  if (loop) return loop
  const made = createFrameLoop(frames, { request: (run) => requestAnimationFrame(run), cancel: (handle) => cancelAnimationFrame(handle), now: () => performance.now() })
  watchTheme(() => made.markAll())
  loop = made
  return made
}

export const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

let colours: Colours | null = null

/** The colours in force, read once per theme. */
export function currentColours(): Colours {
  colours ??= readColours(getComputedStyle(document.documentElement))
  return colours
}

function watchTheme(changed: () => void): void {
  const renew = () => {
    colours = null
    changed()
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', renew)
  new MutationObserver(renew).observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] })
  addEventListener('load', renew)
}

function paint(canvas: HTMLCanvasElement, draw: (frame: CanvasFrame) => void): void {
  const size = { width: canvas.clientWidth, height: canvas.clientHeight }
  const context = canvas.getContext('2d')
  if (!context || size.width === 0 || size.height === 0) return
  const ratio = Math.min(3, devicePixelRatio || 1)
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, size.width, size.height)
  draw({ context, size, colours: currentColours(), ratio })
}

/** Takes a seat in the frame loop for the canvas; watches its size and whether it is on screen. */
function useSeat(canvas: RefObject<HTMLCanvasElement | null>, draw: RefObject<(frame: CanvasFrame) => void>) {
  const [onScreen, setOnScreen] = useState(false)
  const seat = useRef<Seat | null>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    let visible = false
    const taken = pageLoop().add({ draw: () => paint(element, draw.current), visible: () => visible })
    seat.current = taken
    const sight = new IntersectionObserver((entries) => {
      visible = entries.at(-1)?.isIntersecting ?? false
      setOnScreen(visible)
      if (visible) taken.mark()
    }, { rootMargin: '64px' })
    const shape = new ResizeObserver(() => taken.mark())
    sight.observe(element)
    shape.observe(element)
    return () => {
      sight.disconnect()
      shape.disconnect()
      taken.leave()
    }
  }, [canvas, draw])
  return { onScreen, seat }
}

/** Puts the picture among those that can be saved. */
function useOffer(name: string, canvas: RefObject<HTMLCanvasElement | null>, draw: RefObject<(frame: CanvasFrame) => void>, offers: readonly Offer[] | null): void {
  useEffect(() => {
    const element = canvas.current
    return element && offers ? offerPicture({ name, canvas: element, offers, draw: (frame) => draw.current(frame) }) : undefined
  }, [name, canvas, draw, offers])
}

export interface PictureCanvasProps {
  /** The picture's name for those who do not see it. */
  readonly name: string
  /** What the engine must compute while the picture is on screen. Keep the object the same between renders. */
  readonly wants: Probe
  /** Redrawn when this function is another one, and with every new snapshot. */
  readonly draw: (frame: CanvasFrame) => void
  /** Redrawn also when this calls back, without React: the morph, the traveller. Keep the function the same. */
  readonly listen?: (changed: () => void) => () => void
  /** What may be saved beside the picture; null for what is only a part of a picture, such as its legend. Keep it the same. */
  readonly offers?: readonly Offer[] | null
  readonly className?: string
  readonly style?: CSSProperties
}

const pictureAlone: readonly Offer[] = []

/** A canvas at the screen's own resolution that is redrawn by the page's loop, and costs nothing off screen. */
export function PictureCanvas({ name, wants, draw, listen, offers = pictureAlone, className, style }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const newest = useRef(draw)
  const { onScreen, seat } = useSeat(canvas, newest)
  useEffect(() => {
    newest.current = draw
    seat.current?.mark()
  }, [draw, seat])
  useEffect(() => listen?.(() => seat.current?.mark()), [listen, seat])
  useEffect(() => (onScreen ? frames.want(wants) : undefined), [onScreen, wants])
  useOffer(name, canvas, newest, offers)
  return <canvas ref={canvas} role="img" aria-label={name} className={className} style={{ display: 'block', width: '100%', ...style }} />
}

const unseen: CSSProperties = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' }
/** How long a summary stands, and how soon the first picture is told, milliseconds. */
const summaryTimes = { told: 4000, waiting: 250 } as const

/** Words for screen readers alone; with `live` they are read out when they change. */
export function Unseen({ children, live = false }: { readonly children: string; readonly live?: boolean }) {
  return <p style={unseen} {...(live && { 'aria-live': 'polite' })}>{children}</p>
}

/** One sentence for screen readers about what the picture shows now; `tell` is asked every few seconds. */
export function Summary({ tell }: { readonly tell: () => string }) {
  const [words, setWords] = useState('')
  const newest = useRef(tell)
  useEffect(() => void (newest.current = tell), [tell])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const renew = () => {
      setWords(newest.current())
      timer = setTimeout(renew, frames.latest() ? summaryTimes.told : summaryTimes.waiting)
    }
    renew()
    return () => clearTimeout(timer)
  }, [])
  return <Unseen>{words}</Unseen>
}

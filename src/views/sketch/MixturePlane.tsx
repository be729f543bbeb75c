import { useEffect, useMemo, useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { ellipseOptions, gaussianMixture } from '../../datasets/gaussianMixture.ts'
import { createRandom } from '../../math/random.ts'
import { say } from '../../words/catalogue.ts'
import { coordinate } from '../plane/numbers.ts'
import { movedCursor } from '../plane/pick.ts'
import type { SketchScene } from './draw.ts'
import { handlePlace, handles, holdAt, moved, removed, type Ellipses, type Handle, type Hold } from './ellipses.ts'
import { SketchPlane } from './SketchPlane.tsx'
import { sharesOf, sketchWindow, type Place } from './view.ts'

export interface MixturePlaneProps {
  readonly ellipses: Ellipses
  readonly onChange: (change: (ellipses: Ellipses) => Ellipses) => void
}

/** Points drawn to show what the mixture looks like, always by the same chance: they move with the ellipses. */
const preview = { seed: 7, points: 500 }
/** CSS pixels beside a handle at which it is still taken hold of; a finger covers more. */
const reach = { mouse: 16, touch: 30 }

interface MarkProps extends MixturePlaneProps {
  readonly index: number
  readonly handle: Handle
}

/** What a handle says of itself: a number with its range, and all of it in words. */
function meaningOf({ ellipses, index, handle }: Pick<MarkProps, 'ellipses' | 'index' | 'handle'>) {
  const ellipse = ellipses.all[index]
  if (!ellipse) return null
  const name = ({ centre: 'centre1', first: 'deviation1', second: 'deviation2' } as const)[handle]
  const { centre1, centre2, deviation1, deviation2, tilt } = ellipse
  const values = { x1: coordinate(centre1), x2: coordinate(centre2), deviation: coordinate(handle === 'first' ? deviation1 : deviation2), tilt }
  return {
    'aria-label': say(`sketch.handle.${handle}`, { number: index + 1 }),
    'aria-valuemin': ellipseOptions[name].min,
    'aria-valuemax': ellipseOptions[name].max,
    now: ellipse[name],
    'aria-valuetext': say(handle === 'centre' ? 'sketch.handle.place' : 'sketch.handle.axis', values),
    at: handlePlace(ellipse, handle),
  }
}

/** A handle for the keyboard and for screen readers; the pointer is seen to by the plane. */
function HandleMark({ ellipses, onChange, index, handle }: MarkProps) {
  const meaning = meaningOf({ ellipses, index, handle })
  if (!meaning) return null
  const { at, now, ...told } = meaning
  const onKeyDown = (event: KeyboardEvent) => {
    const to = movedCursor(at, event.key, event.shiftKey, sketchWindow)
    const removes = event.key === 'Delete' || event.key === 'Backspace'
    if (to) onChange((before) => moved({ ...before, chosen: index }, handle, to))
    else if (removes) onChange((before) => removed({ ...before, chosen: index }))
    if (to || removes) event.preventDefault()
  }
  const [across, down] = sharesOf(at)
  return (
    <div
      {...told}
      role="slider"
      aria-valuenow={now}
      tabIndex={0}
      className="sketch-handle"
      data-handle={`${index} ${handle}`}
      data-axis={handle === 'centre' ? undefined : true}
      data-chosen={index === ellipses.chosen || undefined}
      style={{ left: `${100 * across}%`, top: `${100 * down}%` }}
      onFocus={() => onChange((before) => (before.chosen === index ? before : { ...before, chosen: index }))}
      onKeyDown={onKeyDown}
    >
      {handle === 'centre' && index + 1}
    </div>
  )
}

const focusHandle = (field: Element | null, { ellipse, handle }: Pick<Hold, 'ellipse' | 'handle'>) =>
  field?.querySelector<HTMLElement>(`[data-handle="${ellipse} ${handle}"]`)?.focus()

/** The pointer takes hold of a handle or a whole ellipse, and carries it. */
function useHolding({ ellipses, onChange }: MixturePlaneProps) {
  const held = useRef<Hold | null>(null)
  const press = (at: Place, { currentTarget, pointerType }: PointerEvent<HTMLElement>) => {
    const [[low, high] = [0, 1]] = sketchWindow
    const pixels = pointerType === 'touch' ? reach.touch : reach.mouse
    const hold = holdAt(ellipses, at, (pixels / currentTarget.clientWidth) * (high - low))
    held.current = hold
    if (!hold) return
    onChange((before) => ({ ...before, chosen: hold.ellipse }))
    focusHandle(currentTarget, hold)
  }
  const drag = ([x1, x2]: Place) => {
    const hold = held.current
    if (hold) onChange((before) => moved({ ...before, chosen: hold.ellipse }, hold.handle, [x1 + hold.offset[0], x2 + hold.offset[1]]))
  }
  return { press, drag, release: () => void (held.current = null) }
}

/** Where the focused ellipse is removed, the one now chosen gets the focus. */
function useFocusKept({ all, chosen }: Ellipses) {
  const field = useRef<HTMLDivElement>(null)
  const count = useRef(all.length)
  useEffect(() => {
    const fewer = all.length < count.current
    count.current = all.length
    if (fewer && !field.current?.ownerDocument.activeElement?.closest('.sketch-handle, button')) focusHandle(field.current, { ellipse: chosen, handle: 'centre' })
  }, [all, chosen])
  return field
}

/** A mixture of Gaussians as ellipses that are dragged, turned and stretched. */
export function MixturePlane({ ellipses, onChange }: MixturePlaneProps) {
  const { all, chosen } = ellipses
  const strokes = useHolding({ ellipses, onChange })
  const field = useFocusKept(ellipses)
  const points = useMemo(() => gaussianMixture(all).sample(createRandom(preview.seed), preview.points), [all])
  const scene = useMemo((): SketchScene => ({ points, ellipses: all, chosen, cursor: null, ring: null }), [points, all, chosen])
  return (
    <SketchPlane field={field} role="group" aria-label={say('sketch.mixture.use')} name={say('sketch.mixture.name')} scene={scene} strokes={strokes}>
      {all.flatMap((_, index) =>
        handles
          .filter((handle) => handle === 'centre' || index === chosen)
          .map((handle) => <HandleMark key={`${index} ${handle}`} ellipses={ellipses} onChange={onChange} index={index} handle={handle} />))}
    </SketchPlane>
  )
}

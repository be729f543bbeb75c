import { useCallback, useState } from 'react'
import type { ComponentProps, PointerEvent, ReactNode, Ref } from 'react'
import type { Probe } from '../../engine/snapshot.ts'
import { PictureCanvas } from '../canvas.tsx'
import type { CanvasFrame } from '../canvas.tsx'
import { createSurfaces } from '../plane/page.ts'
import { drawSketch, type SketchMemory, type SketchScene } from './draw.ts'
import { placeAt, type Place } from './view.ts'
import './sketch.css'

/** The training that goes on behind a sketch need compute nothing for it. */
const wants: Probe = {}

/** What pointer or finger does on the plane. */
export interface Strokes {
  readonly press: (at: Place, event: PointerEvent<HTMLElement>) => void
  readonly drag: (at: Place) => void
  readonly release: () => void
  /** The pointer passes over, with nothing pressed; null where it has left. */
  readonly hover?: (at: Place | null) => void
}

function placeOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): Place {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  return placeAt((clientX - left) / width, (clientY - top) / height)
}

/** Handlers for strokes of the main button or of the first finger. */
function useStrokes({ press, drag, release, hover }: Strokes) {
  const [pressed, setPressed] = useState<number | null>(null)
  const end = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerId !== pressed) return
    setPressed(null)
    release()
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || pressed !== null) return
      event.currentTarget.setPointerCapture(event.pointerId)
      setPressed(event.pointerId)
      press(placeOf(event), event)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerId === pressed) drag(placeOf(event))
      else if (pressed === null) hover?.(placeOf(event))
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: () => hover?.(null),
  }
}

type FieldProps = Pick<ComponentProps<'div'>, 'role' | 'tabIndex' | 'aria-label' | 'onKeyDown' | 'onBlur'>

export interface SketchPlaneProps extends FieldProps {
  /** The picture's name for those who do not see it. */
  readonly name: string
  /** Keep the object the same between renders that change nothing. */
  readonly scene: SketchScene
  readonly strokes: Strokes
  readonly field?: Ref<HTMLDivElement>
  /** What lies over the canvas. */
  readonly children?: ReactNode
}

/** A square part of the plane to draw in. */
export function SketchPlane({ name, scene, strokes, field, children, ...props }: SketchPlaneProps) {
  const [memory] = useState<SketchMemory>(() => ({ layer: null }))
  const [surfaceOf] = useState(createSurfaces)
  const handlers = useStrokes(strokes)
  const draw = useCallback((frame: CanvasFrame) => drawSketch(scene, surfaceOf(frame), memory), [scene, surfaceOf, memory])
  return (
    <div ref={field} className="sketch-field" {...props} {...handlers}>
      <PictureCanvas name={name} wants={wants} draw={draw} offers={null} className="sketch-canvas" />
      {children}
    </div>
  )
}

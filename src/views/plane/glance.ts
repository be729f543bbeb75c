import { frames } from '../../store/frames.ts'
import type { PlaneView } from './view.ts'

/** Radius of the circle around the pointer, as a share of the shorter side of the window. */
const radiusShare = 0.04

/** Asks for the circle around a place of x or of z, and its image; between them, and for no place, for none. */
export function glanceAt(view: PlaneView | null, place: readonly [number, number] | null): void {
  const side = view && (view.stage <= 0 ? 'x' : view.stage >= view.last ? 'z' : null)
  if (!view || !place || !side) return frames.glance(null)
  const radius = radiusShare * Math.min(...view.window.map(([low, high]) => high - low))
  frames.glance({ side, at: place, radius })
}

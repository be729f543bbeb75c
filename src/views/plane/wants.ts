import type { Probe } from '../../engine/snapshot.ts'
import type { Viewing } from '../../store/viewing.ts'
import { pathDetail } from '../path/curves.ts'

/** How much the planes ask for. Points are always carried: picking and the summary need them. */
export const planeWants = { points: 2000, resolution: 97, lines: 15, detail: 61, samples: 1000 } as const

export function wantsOf(show: Viewing['show'], anchors: readonly (readonly number[])[]): Probe {
  const [from, to] = anchors
  return {
    points: planeWants.points,
    ...((show.density || show.posterior) && { density: { resolution: planeWants.resolution } }),
    ...(show.grid && { grid: { lines: planeWants.lines, detail: planeWants.detail } }),
    ...(show.samples && { samples: planeWants.samples }),
    ...(from && to && { path: { from, to, detail: pathDetail } }),
  }
}

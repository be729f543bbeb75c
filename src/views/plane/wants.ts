import type { Probe } from '../../engine/snapshot.ts'
import type { PlaneLook } from '../../store/planeLook.ts'
import type { Route, Viewing } from '../../store/viewing.ts'
import { pathWanted } from '../path/curves.ts'

/** How much the planes ask for. Points are always carried: picking and the summary need them. Odd resolutions can be halved, to tell an integral's error. */
export const planeWants = {
  usual: { points: 2000, resolution: 97 },
  fine: { points: 10_000, resolution: 257 },
  lines: 15,
  detail: 61,
  samples: 1000,
  stretch: 65,
} as const

/** Whole stages between x and z whose density shows while the slider stands at `stage`. */
export const shownStages = (stage: number, last: number): readonly number[] =>
  [...new Set([Math.floor(stage), Math.ceil(stage)])].filter((each) => each > 0 && each < last)

/** What one plane shows; `stages` are those whose density is in sight beside that of x and of z. */
export interface Wanted {
  readonly show: Viewing['show']
  readonly look: PlaneLook
  readonly anchors: readonly (readonly number[])[]
  readonly route: Route
  readonly stages: readonly number[]
}

export function wantsOf({ show, look, anchors, route, stages }: Wanted): Probe {
  const path = pathWanted(anchors, route)
  const { points, resolution } = planeWants[look.detail]
  return {
    points,
    ...((show.density || show.posterior) && { density: { resolution } }),
    ...(show.density && stages.length > 0 && { stageDensity: { stages, resolution } }),
    ...(show.grid && { grid: { lines: planeWants.lines, detail: planeWants.detail, from: look.gridFrom } }),
    ...(look.stretch !== 'off' && { stretch: { resolution: planeWants.stretch } }),
    ...(show.samples && { samples: planeWants.samples }),
    ...(path && { path }),
  }
}

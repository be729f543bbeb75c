import { create } from 'zustand'
import type { PathShape } from '../engine/snapshot.ts'
import type { DataSpec } from '../experiment/experiment.ts'
import type { Range } from '../math/window.ts'
import { firstLook, type PlaneLook } from './planeLook.ts'

/** A point `[d]` of some data. */
export interface Picked {
  readonly data: DataSpec
  readonly point: readonly number[]
}

/** Anchors that the experiment does not have: one that waits for a second, or some that are under a hand. */
export interface Draft {
  readonly data: DataSpec
  /** The anchors that the experiment has meanwhile; a draft over others is none. */
  readonly over: readonly (readonly number[])[]
  readonly points: readonly (readonly number[])[]
}

/** How the path goes from anchor to anchor in z, and whether it goes back to the first. */
export interface Route {
  readonly shape: PathShape
  readonly closed: boolean
}

/** What an NLL is told in. */
export const nllUnits = ['nats', 'bits'] as const
export type NllUnit = (typeof nllUnits)[number]

/** How the page looks at a run; not part of training. */
export interface Viewing {
  /** Where between x (0) and z (number of stages − 1) the morph stands; fractional between stages. */
  readonly stage: number
  /** The travelling point of the latent path, 0 … 1. */
  readonly travel: number
  readonly show: Readonly<Record<'points' | 'density' | 'samples' | 'grid' | 'posterior', boolean>>
  /** Of a flow that is told of classes: the one whose density, map, points and samples are shown; null for all together. */
  readonly shownClass: number | null
  readonly look: PlaneLook
  readonly logSteps: boolean
  /** What NLLs are charted in: nats of the whole point, or bits per dimension. */
  readonly nllUnit: NllUnit
  /** The steps that the NLL chart shows; null for all. */
  readonly zoom: Range | null
  /** The data point that was picked last, with the data it belongs to. */
  readonly picked: Picked | null
  readonly draft: Draft | null
  readonly route: Route
  setStage(stage: number): void
  setTravel(travel: number): void
  toggle(what: keyof Viewing['show']): void
  setShownClass(shown: number | null): void
  setLook(part: Partial<PlaneLook>): void
  setLogSteps(on: boolean): void
  setNllUnit(unit: NllUnit): void
  setZoom(zoom: Range | null): void
  pick(picked: Picked | null): void
  setDraft(draft: Draft | null): void
  setRoute(part: Partial<Route>): void
}

const viewing = create<Viewing>()((set) => ({
  stage: 0,
  travel: 0,
  show: { points: true, density: true, samples: false, grid: true, posterior: false },
  shownClass: null,
  look: firstLook,
  logSteps: false,
  nllUnit: 'nats',
  zoom: null,
  picked: null,
  draft: null,
  route: { shape: 'straight', closed: false },
  setStage: (stage) => set({ stage: Math.max(0, stage) }),
  setTravel: (travel) => set({ travel: Math.min(1, Math.max(0, travel)) }),
  toggle: (what) => set(({ show }) => ({ show: { ...show, [what]: !show[what] } })),
  setShownClass: (shownClass) => set({ shownClass }),
  setLook: (part) => set(({ look }) => ({ look: { ...look, ...part } })),
  setLogSteps: (logSteps) => set({ logSteps }),
  setNllUnit: (nllUnit) => set({ nllUnit }),
  setZoom: (zoom) => set({ zoom }),
  pick: (picked) => set({ picked }),
  setDraft: (draft) => set({ draft }),
  setRoute: (part) => set(({ route }) => ({ route: { ...route, ...part } })),
}))

export const useViewing = <T>(selector: (viewing: Viewing) => T): T => viewing(selector)

/** The viewing as it stands now, for the frame loop, which reads it outside of React. */
export const currentViewing = (): Viewing => viewing.getState()

/** Calls back at each change, outside of React. Returns the way to stop. */
export const subscribeViewing = (changed: () => void): (() => void) => viewing.subscribe(changed)

/** The number of stages is not what it was: whoever looked at z goes on looking at z. Without layers x is z, and the stage waits for the next. */
export function stagesChanged(before: number, now: number): void {
  const { stage, setStage } = viewing.getState()
  if (now > 1 && (stage >= before - 1 || stage > now - 1)) setStage(now - 1)
}

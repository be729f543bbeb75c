import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Experiment } from '../experiment/experiment.ts'
import { say } from '../words/catalogue.ts'
import type { Saved } from '../worker/protocol.ts'
import { upTo, type NllSeries } from './series.ts'

/** A run that was put aside: its curve up to a step, and the model as it was there. */
export interface KeptRun {
  /** Tells it from all others of the session, as does its look: dashes and a colour. */
  readonly id: number
  readonly look: number
  readonly name: string
  readonly shown: boolean
  readonly experiment: Experiment
  /** The step of `parameters`, where the curve ends. */
  readonly step: number
  readonly parameters: Float32Array
  readonly series: NllSeries
}

export const mostKept = 8
export const longestName = 24
/** The look of the last run; kept ones have 1 to 8. */
const ghostLook = 0
/** A run that was given up sooner than this leaves no ghost. Steps. */
const fewestGhostSteps = 10

export interface KeptValues {
  readonly runs: readonly KeptRun[]
  /** The run that stood here before the last reset, new seed or branch. */
  readonly ghost: KeptRun | null
  /** Which of them the present run is compared with; null is the newest. */
  readonly comparedId: number | null
}

export interface Kept extends KeptValues {
  /** Puts a run aside under the next name, unless there are eight already. */
  keep(saved: Saved, series: NllSeries): void
  /** The run that is being left stands in the background until the next one is. */
  haunt(saved: Saved | null, series: NllSeries): void
  rename(id: number, name: string): void
  remove(id: number): void
  toggle(id: number): void
  compare(id: number): void
}

export const allKept = ({ runs, ghost }: KeptValues): readonly KeptRun[] => (ghost ? [...runs, ghost] : runs)

/** The run to compare with: the chosen one, else the newest kept one, else the last run. */
export const comparedOf = (kept: KeptValues): KeptRun | null =>
  allKept(kept).find(({ id }) => id === kept.comparedId) ?? kept.runs.at(-1) ?? kept.ghost

/** Whether two runs have the same distribution to fit, so that their NLLs can be compared; their samples of it may differ. A flow that is told the class has another floor. */
export const sameTarget = (a: Experiment, b: Experiment): boolean => a.conditional === b.conditional && JSON.stringify(a.data) === JSON.stringify(b.data)

/** The first look that no kept run has. */
const freeLook = (runs: readonly KeptRun[]): number =>
  Array.from({ length: mostKept }, (_, i) => i + 1).find((look) => runs.every((run) => run.look !== look)) ?? mostKept

type Part = Pick<KeptRun, 'id' | 'look' | 'name'>

const keptOf = ({ experiment, state }: Saved, series: NllSeries, part: Part): KeptRun =>
  ({ ...part, shown: true, experiment, step: state.step, parameters: state.parameters, series: upTo(series, state.step) })

/** What the page has kept of runs; none of it outlives the page. */
export function createKept(): StoreApi<Kept> {
  let lastId = 0
  return createStore<Kept>()((set, get) => {
    const each = (id: number, change: (run: KeptRun) => KeptRun) =>
      set(({ runs, ghost }) => ({ runs: runs.map((run) => (run.id === id ? change(run) : run)), ghost: ghost?.id === id ? change(ghost) : ghost }))
    return {
      runs: [],
      ghost: null,
      comparedId: null,
      keep: (saved, series) => {
        const { runs } = get()
        if (runs.length >= mostKept) return
        const look = freeLook(runs)
        set({ runs: [...runs, keptOf(saved, series, { id: ++lastId, look, name: say('kept.name', { number: look }) })] })
      },
      haunt: (saved, series) => {
        if (!saved || saved.state.step < fewestGhostSteps) return
        const shown = get().ghost?.shown ?? true
        set({ ghost: { ...keptOf(saved, series, { id: ++lastId, look: ghostLook, name: say('kept.ghost') }), shown } })
      },
      rename: (id, name) => each(id, (run) => ({ ...run, name: name.trim().slice(0, longestName) || run.name })),
      remove: (id) => set(({ runs, ghost }) => ({ runs: runs.filter((run) => run.id !== id), ghost: ghost?.id === id ? null : ghost })),
      toggle: (id) => each(id, (run) => ({ ...run, shown: !run.shown })),
      compare: (comparedId) => set({ comparedId }),
    }
  })
}

/** What the page keeps; the session feeds it. */
export const pageKept = createKept()

export const useKept = <T>(selector: (kept: Kept) => T): T => useStore(pageKept, selector)

/** As it stands now, for the frame loop, which reads it outside of React. */
export const currentKept = (): Kept => pageKept.getState()

export const subscribeKept = (changed: () => void): (() => void) => pageKept.subscribe(changed)

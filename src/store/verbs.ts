import { untaught } from '../experiment/distillation.ts'
import type { Experiment } from '../experiment/experiment.ts'
import { dimensionOf } from '../experiment/schema.ts'
import { withData, withStack, type Remembered } from './choices.ts'
import { fitOf, type Fit } from './fit.ts'
import type { Hands } from './hands.ts'
import { TimeTravel } from './timeTravel.ts'
import { firstPart, runStart, type Playground, type PlaygroundVerbs, type RunStatus } from './state.ts'

/** Nobody asked a run to rest that has finished or has broken: the next one plays. */
const isLive = (status: RunStatus): boolean => status !== 'paused'

/** Whether a change alters what training computes, rather than how fast or what is drawn. */
function altersCurve(before: Experiment, after: Experiment): boolean {
  const { data, standardise, conditional, layers, base, optimizer, run } = before
  return (
    data !== after.data || standardise !== after.standardise || conditional !== after.conditional || layers !== after.layers || base !== after.base ||
    optimizer !== after.optimizer || before.teacher !== after.teacher || run.seed !== after.run.seed || run.trainer !== after.run.trainer
  )
}

/** Whether a change asks a teacher for another lesson: then the run begins anew. */
function asksForLesson(before: Experiment, after: Experiment): boolean {
  const { data, standardise, conditional, layers, base, teacher, run } = before
  return (
    (teacher ?? after.teacher) !== undefined &&
    (teacher !== after.teacher || data !== after.data || standardise !== after.standardise || conditional !== after.conditional ||
      layers !== after.layers || base !== after.base || run.seed !== after.run.seed)
  )
}

/** Where the schedule ends; a constant one never does. */
const schedule = ({ optimizer }: Experiment): number => (optimizer.schedule === 'constant' ? Infinity : optimizer.steps)

/** A misfit holds training: whether it was playing, whether a run had begun that can go on, and whether it had ended. */
interface Held {
  readonly playing: boolean
  readonly begun: boolean
  readonly ended: boolean
}

/** What is known of the engine before it is told. */
const engineUntold = { trainer: null, listing: null } as const satisfies Partial<Playground>

class Run {
  readonly #hands: Hands
  /** The engine that training was last asked for. */
  #engine: Experiment['run']['trainer'] | null = null
  #held: Held | null = null
  readonly #time: TimeTravel

  constructor(hands: Hands, time: TimeTravel) {
    this.#hands = hands
    this.#time = time
  }

  get #playing(): boolean {
    return this.#held ? this.#held.playing : isLive(this.#hands.get().status)
  }

  start(experiment: Experiment, playing = this.#playing): void {
    const { set, client, restarting } = this.#hands
    const fit = fitOf(experiment)
    restarting(experiment)
    this.#time.clear()
    set({ ...runStart, ...this.#forgiven(), experiment, fit, part: firstPart(experiment), status: playing ? 'starting' : 'paused', ...(fit.ok && this.#asksOther(experiment) && engineUntold) })
    this.#held = null
    if (fit.ok) client()?.start(experiment, playing)
    else this.#hold(experiment, fit, { playing, begun: false, ended: false })
  }

  change(part: Partial<Experiment>): void {
    const { get, set, client, settle } = this.#hands
    settle()
    const { experiment: before, part: who, progress, changedAt, status } = get()
    const experiment = { ...before, ...part }
    const fit = fitOf(experiment)
    const held = this.#held ?? { playing: isLive(status), begun: progress.step > 0 || who.role === 'student', ended: status === 'finished' }
    if (!fit.ok) return this.#hold(experiment, fit, held)
    const { begun, ended } = held
    const alters = altersCurve(before, experiment)
    if (alters) set(this.#time.goOn())
    const goesOn = ended && schedule(experiment) > progress.step
    if (!begun || asksForLesson(before, experiment) || (ended && alters && !goesOn)) return this.start(experiment)
    const resumes = this.#held?.playing === true
    this.#held = null
    const engine = this.#asksOther(experiment) && { ...engineUntold, progress: { ...progress, stepsPerSecond: 0 } }
    set({ experiment, fit, changedAt: alters ? progress.step : changedAt, ...(goesOn && { status: 'paused' }), ...engine })
    if (alters) this.#time.altered(progress.step)
    client()?.change(experiment)
    if (resumes) this.play()
  }

  /** Whether another engine is asked for than the last time: what was told of that one no longer holds. */
  #asksOther({ run: { trainer } }: Experiment): boolean {
    const before = this.#engine
    this.#engine = trainer
    return before !== trainer
  }

  #hold(experiment: Experiment, fit: Fit, held: Held): void {
    const { set, client } = this.#hands
    this.#held ??= held
    client()?.pause()
    set({ experiment, fit, status: 'paused' })
  }

  play(): void {
    const { get, set, client } = this.#hands
    const { fit, status, experiment } = get()
    if (!fit.ok) return
    if (status === 'finished') return this.start(experiment, true)
    set({ ...this.#time.goOn(), ...this.#forgiven(), status: 'playing' })
    client()?.play()
  }

  #forgiven(): Partial<Playground> {
    return this.#hands.get().notice?.ofRun ? { notice: null } : {}
  }

  pause(): void {
    const { get, set, client } = this.#hands
    if (get().status === 'finished') return
    set({ status: 'paused' })
    client()?.pause()
  }

  toPresent(): void {
    this.#held = null
    this.#time.toPresent()
  }

  /** One step, plain or taken apart. */
  stepOnce(kind: 'step' | 'dissect'): void {
    const { get, set, client } = this.#hands
    const { fit, status } = get()
    if (!fit.ok || status === 'finished') return
    set({ ...this.#time.goOn(), status: 'paused' })
    client()?.[kind]()
  }
}

export function createVerbs(hands: Hands): PlaygroundVerbs {
  const time = new TimeTravel(hands)
  const run = new Run(hands, time)
  const { get, set } = hands
  let remembered: Remembered = {}
  return {
    takeData: (data) => {
      const { experiment } = get()
      remembered = { ...remembered, [dimensionOf(experiment)]: { layers: experiment.layers, base: experiment.base } }
      // What was told of the data before no longer holds.
      set({ notice: null })
      const other = { ...experiment, ...withData(experiment, data, remembered) }
      run.start(other.layers === experiment.layers ? other : untaught(other))
    },
    takeStack: (layers) => run.start(untaught({ ...get().experiment, ...withStack(untaught(get().experiment), layers) })),
    change: (part) => run.change(part),
    open: (experiment) => run.start(experiment, true),
    play: () => run.play(),
    pause: () => run.pause(),
    stepOnce: () => run.stepOnce('step'),
    dissect: () => run.stepOnce('dissect'),
    reset: () => run.start(get().experiment),
    newSeed: () => {
      const { experiment } = get()
      run.start({ ...experiment, run: { ...experiment.run, seed: (experiment.run.seed + 1) >>> 0 } })
    },
    visit: (step) => time.visit(step),
    toPresent: () => run.toPresent(),
    move: (by) => time.move(by),
    keep: () => (get().part.role === 'teacher' ? undefined : hands.client()?.save()),
    list: () => hands.client()?.list(),
    draw: (count) => hands.client()?.draw(count),
    notify: (notice) => set({ notice }),
    dismiss: () => set({ notice: null }),
  }
}

import { failure, type Result, type Sentence, success } from '../words/sentence.ts'
import type { RunSettings } from '../experiment/settings.ts'
import type { CreateTrainer, TrainerKind } from './trainer.ts'

/** Which engine runs, and why, in a sentence. */
export interface TrainerChoice {
  readonly kind: TrainerKind
  readonly reason: Sentence
}

/** The choice, and how trainers of that kind are made. */
export interface Chosen {
  readonly choice: TrainerChoice
  readonly create: CreateTrainer
}

/** What the machine has, as far as the choice depends on it. */
export interface Machine {
  /** The name of WebGPU's adapter class: a real one, a software one, none, or no WebGPU at all. */
  webgpu(): Promise<'hardware' | 'software' | 'none' | 'absent'>
  /** Starts an engine, takes one trial step of the job on it, and hands it over. Rejects in the engine's own words. */
  trial(kind: TrainerKind): Promise<CreateTrainer>
}

/** Fastest first. */
const order: readonly TrainerKind[] = ['webgpu', 'wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu']

/** Shader compilation makes the first step on a slow machine take seconds; finding an adapter takes none. */
const trialSeconds = 20
/** Less for the first to be tried: the page waits for it, and there is a fast one to go on with. */
const webgpuTrialSeconds = 10
/** More where WebGPU is chosen by hand: a software adapter, which then is good enough, compiles shaders slowly. */
const chosenWebgpuTrialSeconds = 60
const adapterSeconds = 3

const label = (kind: TrainerKind): Sentence => ({ key: `trainer.${kind}.label` })

/** The answer, or null when it takes too long; the work itself cannot be stopped. */
async function within<T>(seconds: number, work: Promise<T>): Promise<{ readonly answer: T } | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), seconds * 1000)
  })
  try {
    return await Promise.race([work.then((answer) => ({ answer })), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Seconds that a trial may take. */
function limitOf(kind: TrainerKind, asked: boolean): number {
  if (asked && onWebgpu(kind)) return chosenWebgpuTrialSeconds
  return kind === 'webgpu' ? webgpuTrialSeconds : trialSeconds
}

/** An engine that works, or that it took too long over one step. Rejects in the engine's own words. */
async function trialOf(machine: Machine, kind: TrainerKind, asked: boolean): Promise<Result<CreateTrainer>> {
  const seconds = limitOf(kind, asked)
  const done = await within(seconds, machine.trial(kind))
  return done ? success(done.answer) : failure('trainer.skip.slow', { trainer: label(kind), seconds })
}

type Adapter = Awaited<ReturnType<Machine['webgpu']>>

/** What adapter there is; a browser that throws here, or does not answer, has none to give either. */
async function adapterOf(machine: Machine): Promise<Adapter> {
  const found = await within(adapterSeconds, machine.webgpu()).catch(() => null)
  return found?.answer ?? 'none'
}

/** Why WebGPU is not even tried, or null. Chosen by hand, its software adapter is good enough. */
function noWebgpu(adapter: Adapter, asked: boolean): Sentence | null {
  switch (adapter) {
    case 'hardware':
      return null
    case 'software':
      return asked ? null : { key: 'trainer.skip.software' }
    case 'none':
      return { key: 'trainer.skip.noAdapter' }
    case 'absent':
      return { key: 'trainer.skip.noWebgpu' }
    default:
      return adapter satisfies never
  }
}

/**
 * Asks the machine for the best engine that really works: each is tried with one step of the real job, under a time
 * limit. `asked` comes first if it is no 'auto'; `avoid` have failed before.
 */
export async function chooseTrainer(
  machine: Machine,
  asked: RunSettings['trainer'],
  avoid: readonly TrainerKind[],
): Promise<Result<Chosen>> {
  const candidates = asked === 'auto' ? order : [asked, ...order.filter((kind) => kind !== asked)]
  const { chosen, skipped } = await firstThatWorks(machine, candidates, asked, avoid)
  if (chosen) return success(chosen)
  const told = asked === 'auto' ? skipped.at(-1) : skipped[0]
  return failure('trainer.none', { passedOver: told ?? { key: 'trainer.skip.noWebgpu' } })
}

/** The engine that is asked for, or the next of `others`, and none but these. */
export async function chooseAmong(machine: Machine, asked: TrainerKind, others: readonly TrainerKind[] = []): Promise<Result<Chosen>> {
  const { chosen, skipped } = await firstThatWorks(machine, [asked, ...others], asked, [])
  if (chosen) return success(chosen)
  return failure('trainer.cannot', { trainer: label(asked), passedOver: skipped[0] ?? { key: 'trainer.skip.noWebgpu' } })
}

/** Tries one candidate after the other; `skipped` says why each before the chosen one is passed over. */
async function firstThatWorks(
  machine: Machine,
  candidates: readonly TrainerKind[],
  asked: RunSettings['trainer'],
  avoid: readonly TrainerKind[],
): Promise<{ readonly chosen: Chosen | null; readonly skipped: readonly Sentence[] }> {
  const skipped: Sentence[] = []
  let adapter: Promise<Adapter> | null = null
  const missing = async (kind: TrainerKind): Promise<Sentence | null> =>
    onWebgpu(kind) ? noWebgpu(await (adapter ??= adapterOf(machine)), asked === kind) : null
  for (const kind of candidates) {
    const tried = avoid.includes(kind) ? failure('trainer.skip.avoided', { trainer: label(kind) }) : await tryOut(machine, kind, asked === kind, missing)
    if (tried.ok) return { chosen: { choice: { kind, reason: explain(kind, asked, skipped) }, create: tried.value }, skipped }
    skipped.push(tried.reason)
  }
  return { chosen: null, skipped }
}

const onWebgpu = (kind: TrainerKind): boolean => kind === 'webgpu' || kind === 'tfjs-webgpu'

/** An engine that works, or why it is passed over. */
async function tryOut(
  machine: Machine,
  kind: TrainerKind,
  asked: boolean,
  missing: (kind: TrainerKind) => Promise<Sentence | null>,
): Promise<Result<CreateTrainer>> {
  try {
    const reason = await missing(kind)
    return reason ? { ok: false, reason } : await trialOf(machine, kind, asked)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return failure('trainer.skip.failed', { trainer: label(kind), message })
  }
}

const faults: readonly Sentence['key'][] = ['trainer.skip.failed', 'trainer.skip.slow', 'trainer.skip.avoided']

function explain(kind: TrainerKind, asked: RunSettings['trainer'], skipped: readonly Sentence[]): Sentence {
  const trainer = label(kind)
  // What went wrong says more than what this machine never had.
  const passedOver = (asked === 'auto' && skipped.find(({ key }) => faults.includes(key))) || skipped[0]
  if (kind === asked) return { key: 'trainer.reason.asked', values: { trainer } }
  if (!passedOver) return { key: 'trainer.reason.first', values: { trainer } }
  return { key: asked === 'auto' ? 'trainer.reason.after' : 'trainer.reason.askedFailed', values: { trainer, passedOver } }
}

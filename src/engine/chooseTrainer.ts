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
const order: readonly TrainerKind[] = ['wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu']

/** Shader compilation makes the first step on a slow machine take seconds; finding an adapter takes none. */
const trialSeconds = 20
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

/** An engine that works, or that it took too long over one step. Rejects in the engine's own words. */
async function trialOf(machine: Machine, kind: TrainerKind): Promise<Result<CreateTrainer>> {
  const done = await within(trialSeconds, machine.trial(kind))
  return done ? success(done.answer) : failure('trainer.skip.slow', { trainer: label(kind), seconds: trialSeconds })
}

/** Why WebGPU is not even tried, or null. Chosen by hand, its software adapter is good enough. */
async function noWebgpu(machine: Machine, asked: boolean): Promise<Sentence | null> {
  // A browser that throws here has no adapter to give either.
  const found = await within(adapterSeconds, machine.webgpu()).catch(() => null)
  const adapter = found?.answer ?? 'none'
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
  const skipped: Sentence[] = []
  for (const kind of candidates) {
    const tried = await tryOut(machine, kind, asked, avoid)
    if (tried.ok) return success({ choice: { kind, reason: explain(kind, asked, skipped) }, create: tried.value })
    skipped.push(tried.reason)
  }
  const told = asked === 'auto' ? skipped.at(-1) : skipped[0]
  return failure('trainer.none', { passedOver: told ?? { key: 'trainer.skip.noWebgpu' } })
}

/** An engine that works, or why it is passed over. */
async function tryOut(
  machine: Machine,
  kind: TrainerKind,
  asked: RunSettings['trainer'],
  avoid: readonly TrainerKind[],
): Promise<Result<CreateTrainer>> {
  if (avoid.includes(kind)) return failure('trainer.skip.avoided', { trainer: label(kind) })
  try {
    const missing = kind === 'tfjs-webgpu' ? await noWebgpu(machine, asked === kind) : null
    return missing ? { ok: false, reason: missing } : await trialOf(machine, kind)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return failure('trainer.skip.failed', { trainer: label(kind), message })
  }
}

function explain(kind: TrainerKind, asked: RunSettings['trainer'], skipped: readonly Sentence[]): Sentence {
  const trainer = label(kind)
  const [passedOver] = skipped
  if (kind === asked) return { key: 'trainer.reason.asked', values: { trainer } }
  if (!passedOver) return { key: 'trainer.reason.first', values: { trainer } }
  return { key: asked === 'auto' ? 'trainer.reason.after' : 'trainer.reason.askedFailed', values: { trainer, passedOver } }
}

import { defaultExperiment } from '../../src/experiment/presets.ts'
import { createFrames } from '../../src/store/frames.ts'
import { createKept } from '../../src/store/kept.ts'
import { createSession } from '../../src/store/playground.ts'
import type { Saved } from '../../src/worker/protocol.ts'
import type { TrainingClient, TrainingEvent } from '../../src/worker/client.ts'

type Call = readonly [verb: keyof TrainingClient, ...values: readonly unknown[]]

/** A session over a client that only writes down what it is asked for; `say` speaks in its name. */
export function recordedSession() {
  const calls: Call[] = []
  let listen: (event: TrainingEvent) => void = () => {}
  const note = (verb: keyof TrainingClient) => (...values: readonly unknown[]) => void calls.push([verb, ...values])
  const frames = createFrames()
  const kept = createKept()
  const session = createSession(defaultExperiment, frames, kept)
  const client: { present: Saved | null; past: Saved | null } = { present: null, past: null }
  const times = (told: typeof note) => ({
    lastSaved: () => client.present,
    visit: (step: number) => (told('visit')(step), client.past),
    present: () => (told('present')(), client.present),
    branch: () => (told('branch')(), client.present),
  })
  session.connect((to) => {
    listen = to
    return { start: note('start'), change: note('change'), play: note('play'), pause: note('pause'), step: note('step'), dissect: note('dissect'), probe: note('probe'), list: note('list'), save: note('save'), draw: note('draw'), dispose: note('dispose'), ...times(note) }
  })
  return {
    frames,
    client,
    kept: kept.getState,
    now: session.store.getState,
    calls,
    verbs: () => calls.map(([verb]) => verb),
    say: (event: TrainingEvent) => listen(event),
    disconnect: session.disconnect,
  }
}

export const ready = (step: number, playing: boolean): TrainingEvent => ({
  type: 'ready',
  run: 1,
  part: { role: 'alone' }, choice: { kind: 'tfjs-cpu', reason: { key: 'app.close' } },
  entropy: 1,
  step,
  parameterCount: 10,
  playing,
})

/** Losses of the steps up to `step`, `count` of them, each the number of its step. */
export const progress = (step: number, count: number, playing = true): TrainingEvent => ({
  type: 'progress',
  run: 1,
  playing,
  progress: { step, stepsPerSecond: playing ? 100 : 0, losses: Float32Array.from({ length: count }, (_, i) => step - count + 1 + i) },
})

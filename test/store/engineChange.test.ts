import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Listing } from '../../src/engine/listing.ts'
import { presets } from '../../src/experiment/presets.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import { progress, ready, recordedSession } from './recorder.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const listing: Listing = { language: 'wasm', parts: [{ name: 'gradient', text: '(func)' }] }
const experiment = presets['peaks-normal']
const onWebgpu = { run: { ...experiment.run, trainer: 'webgpu' } } as const
/** A layer that ends on (0, 1), where a Normal base starts nowhere. */
const misfit = { layers: [newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'unit' }), newLayer('elementwise', 'logit'), newLayer('elementwise', 'logit')] }

/** A run of 100 steps a second whose code was asked for. */
function running(step = 40) {
  const session = recordedSession()
  session.now().open(experiment)
  session.say(ready(0, true))
  if (step > 0) session.say(progress(step, step))
  session.say({ type: 'listing', run: 1, listing })
  vi.advanceTimersByTime(1000)
  return session
}

const told = { trainer: { kind: 'tfjs-cpu' }, listing, progress: { step: 40, stepsPerSecond: 100 } }
const untold = { trainer: null, listing: null, progress: { step: 40, stepsPerSecond: 0 } }

test('another engine is asked for: nothing is told of the old one, not even what it says last, until the new one is ready', () => {
  const { now, say, verbs } = running()
  expect(now()).toMatchObject(told)
  now().change(onWebgpu)
  expect(verbs().at(-1)).toBe('change')
  expect(now()).toMatchObject(untold)
  say(progress(44, 4))
  vi.advanceTimersByTime(1000)
  expect(now()).toMatchObject({ ...untold, progress: { step: 44, stepsPerSecond: 0 } })
  say(ready(44, true))
  expect(now()).toMatchObject({ trainer: { kind: 'tfjs-cpu' }, progress: { step: 44, stepsPerSecond: 0 } })
  say(progress(48, 4))
  vi.advanceTimersByTime(1000)
  expect(now().progress).toEqual({ step: 48, stepsPerSecond: 100 })
})

test('so it is before the first step, and where a whole experiment on another engine is opened', () => {
  const first = running(0)
  first.now().change(onWebgpu)
  expect(first.verbs().at(-1)).toBe('start')
  expect(first.now()).toMatchObject({ trainer: null, listing: null })
  const opened = running()
  opened.now().open({ ...experiment, ...onWebgpu })
  expect(opened.now()).toMatchObject({ trainer: null, listing: null, progress: { step: 0, stepsPerSecond: 0 } })
})

test('what changes the engine not leaves it told', () => {
  const { now } = running()
  now().change({ run: { ...experiment.run, speed: '100' } })
  now().change({ optimizer: { ...experiment.optimizer, learningRate: experiment.optimizer.learningRate / 2 } })
  expect(now()).toMatchObject(told)
  now().reset()
  expect(now()).toMatchObject({ trainer: { kind: 'tfjs-cpu' }, listing })
})

test('while a misfit holds training no engine is tried; it is once the misfit is mended', () => {
  const { now, verbs } = running()
  now().change(misfit)
  now().change(onWebgpu)
  expect(now().fit.ok).toBe(false)
  expect(now().trainer).toMatchObject({ kind: 'tfjs-cpu' })
  now().change({ layers: experiment.layers })
  expect(verbs()).toContain('change')
  expect(now()).toMatchObject(untold)
})

test('an engine that failed is told of in the notice alone', () => {
  const { now, say } = running()
  say({ type: 'fellBack', from: 'tfjs-cpu', reason: { key: 'engine.lost' } })
  expect(now()).toMatchObject({ ...untold, notice: { sentence: { key: 'engine.fellBack' } } })
})

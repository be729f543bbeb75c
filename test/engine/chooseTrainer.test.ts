import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { chooseTrainer, type Machine } from '../../src/engine/chooseTrainer.ts'
import type { CreateTrainer, TrainerKind } from '../../src/engine/trainer.ts'
import type { RunSettings } from '../../src/experiment/settings.ts'
import { tell } from '../../src/words/catalogue.ts'

type Trial = 'works' | 'hangs' | 'fails'
type Adapter = Awaited<ReturnType<Machine['webgpu']>>

/** One way of making trainers per engine, so that a test sees which was handed over. */
const makers = new Map<TrainerKind, CreateTrainer>()
function makerOf(kind: TrainerKind): CreateTrainer {
  const maker = makers.get(kind) ?? (() => Promise.reject(new Error(kind)) as never)
  makers.set(kind, maker)
  return maker
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/** A machine on which every trial works, but for those told; it keeps the order in which engines were tried. */
function fake(trials: Partial<Record<TrainerKind, Trial>>, adapter: Adapter | 'hangs' | 'fails' = 'absent') {
  const tried: TrainerKind[] = []
  const machine: Machine = {
    webgpu: () => {
      if (adapter === 'hangs') return never()
      return adapter === 'fails' ? Promise.reject(new Error('adapter request failed')) : Promise.resolve(adapter)
    },
    trial: (kind) => {
      tried.push(kind)
      const how = trials[kind] ?? 'works'
      if (how === 'hangs') return never()
      return how === 'works' ? Promise.resolve(makerOf(kind)) : Promise.reject(new Error(`no ${kind}`))
    },
  }
  return { machine, tried }
}

const allFail = { wasm: 'fails', 'tfjs-webgpu': 'fails', 'tfjs-wasm': 'fails', 'tfjs-webgl': 'fails', 'tfjs-cpu': 'fails' } as const

/** The choice, after as long as any time limit takes. */
async function choose(machine: Machine, asked: RunSettings['trainer'] = 'auto', avoid: readonly TrainerKind[] = []) {
  const choosing = chooseTrainer(machine, asked, avoid)
  await vi.advanceTimersByTimeAsync(200_000)
  const chosen = await choosing
  if (!chosen.ok) return { kind: null, words: tell(chosen.reason) }
  expect(chosen.value.create).toBe(makerOf(chosen.value.choice.kind))
  return { kind: chosen.value.choice.kind, words: tell(chosen.value.choice.reason) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('left to itself', () => {
  test('takes the compiled engine where its trial step works, and tries no other', async () => {
    const { machine, tried } = fake({}, 'hardware')
    const { kind, words } = await choose(machine)
    expect(kind).toBe('wasm')
    expect(words).toBe('Compiled WebAssembly (SIMD): the first choice, and its trial step worked.')
    expect(tried).toEqual(['wasm'])
  })

  test('takes the next where it fails, and says why', async () => {
    const { machine, tried } = fake({ wasm: 'fails' }, 'hardware')
    const { kind, words } = await choose(machine)
    expect(kind).toBe('tfjs-webgpu')
    expect(words).toBe('TensorFlow.js on WebGPU, because Compiled WebAssembly (SIMD) failed its trial step (no wasm).')
    expect(tried).toEqual(['wasm', 'tfjs-webgpu'])
  })

  test.each(['software', 'none', 'absent', 'hangs', 'fails'] as const)('does not even try WebGPU where its adapter is: %s', async (adapter) => {
    const { machine, tried } = fake({ wasm: 'fails' }, adapter)
    expect((await choose(machine)).kind).toBe('tfjs-wasm')
    expect(tried).toEqual(['wasm', 'tfjs-wasm'])
  })

  test('goes on from a trial that hangs, and says so', async () => {
    const { machine, tried } = fake({ wasm: 'hangs', 'tfjs-wasm': 'hangs' })
    const { kind, words } = await choose(machine)
    expect(kind).toBe('tfjs-webgl')
    expect(words).toBe('TensorFlow.js on WebGL, because Compiled WebAssembly (SIMD) did not finish its trial step within 20 s.')
    expect(tried).toEqual(['wasm', 'tfjs-wasm', 'tfjs-webgl'])
  })

  test('leaves out what has failed before', async () => {
    const { machine, tried } = fake({}, 'hardware')
    const { kind, words } = await choose(machine, 'auto', ['wasm', 'tfjs-webgpu'])
    expect(kind).toBe('tfjs-wasm')
    expect(words).toBe('TensorFlow.js on WebAssembly, because Compiled WebAssembly (SIMD) failed earlier in this run.')
    expect(tried).toEqual(['tfjs-wasm'])
  })

  test('says in a sentence that nothing works', async () => {
    const { machine, tried } = fake(allFail, 'hardware')
    const { kind, words } = await choose(machine)
    expect(kind).toBeNull()
    expect(words).toBe('No engine could be started here: TensorFlow.js in plain JavaScript failed its trial step (no tfjs-cpu).')
    expect(tried).toEqual(['wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'])
  })
})

describe('asked by hand', () => {
  test.each(['wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'] as const)('takes %s', async (asked) => {
    const { machine, tried } = fake({}, 'hardware')
    const { kind, words } = await choose(machine, asked)
    expect(kind).toBe(asked)
    expect(words).toContain('chosen by hand')
    expect(tried).toEqual([asked])
  })

  test('a software adapter is good enough', async () => {
    const { machine } = fake({}, 'software')
    expect(await choose(machine, 'tfjs-webgpu')).toEqual({ kind: 'tfjs-webgpu', words: 'TensorFlow.js on WebGPU: chosen by hand.' })
  })

  test.each([
    ['absent', 'there is no WebGPU here.'],
    ['none', 'WebGPU found no graphics adapter.'],
    ['hangs', 'WebGPU found no graphics adapter.'],
    ['fails', 'WebGPU found no graphics adapter.'],
  ] as const)('what cannot be had is told with the reason: adapter %s', async (adapter, why) => {
    const { machine } = fake({}, adapter)
    const { kind, words } = await choose(machine, 'tfjs-webgpu')
    expect(kind).toBe('wasm')
    expect(words).toBe(`Compiled WebAssembly (SIMD) instead of the one chosen by hand, because ${why}`)
  })

  test('a failing trial is told, and the fastest that works takes its place', async () => {
    const { machine, tried } = fake({ 'tfjs-webgl': 'fails', wasm: 'hangs' })
    const { kind, words } = await choose(machine, 'tfjs-webgl')
    expect(kind).toBe('tfjs-wasm')
    expect(words).toBe('TensorFlow.js on WebAssembly instead of the one chosen by hand, because TensorFlow.js on WebGL failed its trial step (no tfjs-webgl).')
    expect(tried).toEqual(['tfjs-webgl', 'wasm', 'tfjs-wasm'])
  })

  test('one that has failed before is not tried again', async () => {
    const { machine, tried } = fake({})
    const { kind, words } = await choose(machine, 'tfjs-wasm', ['tfjs-wasm'])
    expect(kind).toBe('wasm')
    expect(words).toContain('instead of the one chosen by hand, because TensorFlow.js on WebAssembly failed earlier in this run.')
    expect(tried).toEqual(['wasm'])
  })

  test('where nothing works, the sentence tells of the one asked for', async () => {
    const { machine } = fake(allFail)
    expect((await choose(machine, 'tfjs-webgl')).words).toBe('No engine could be started here: TensorFlow.js on WebGL failed its trial step (no tfjs-webgl).')
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { chooseAmong, chooseTrainer, type Machine } from '../../src/engine/chooseTrainer.ts'
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

const allFail = { webgpu: 'fails', wasm: 'fails', 'tfjs-webgpu': 'fails', 'tfjs-wasm': 'fails', 'tfjs-webgl': 'fails', 'tfjs-cpu': 'fails' } as const

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
    expect(kind).toBe('webgpu')
    expect(words).toBe('Compiled WebGPU: the first choice, and its trial step worked.')
    expect(tried).toEqual(['webgpu'])
  })

  test.each([
    ['software', 'WebGPU has only a software adapter here, which is slower than WebAssembly.'],
    ['none', 'WebGPU found no graphics adapter.'],
    ['absent', 'there is no WebGPU here.'],
  ] as const)('takes WebAssembly where the adapter is: %s', async (adapter, why) => {
    const { machine, tried } = fake({}, adapter)
    expect(await choose(machine)).toEqual({ kind: 'wasm', words: `Compiled WebAssembly (SIMD), because ${why}` })
    expect(tried).toEqual(['wasm'])
  })

  test('gives WebGPU 10 s', async () => {
    const { machine } = fake({ webgpu: 'hangs' }, 'hardware')
    const choosing = chooseTrainer(machine, 'auto', [])
    const done = vi.fn()
    void choosing.then(done)
    await vi.advanceTimersByTimeAsync(9_900)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(done).toHaveBeenCalled()
    const chosen = await choosing
    expect(chosen.ok && tell(chosen.value.choice.reason)).toBe('Compiled WebAssembly (SIMD), because Compiled WebGPU did not finish its trial step within 10 s.')
  })

  test('takes the next where it fails, and says why', async () => {
    const { machine, tried } = fake({ webgpu: 'fails', wasm: 'fails' }, 'hardware')
    const { kind, words } = await choose(machine)
    expect(kind).toBe('tfjs-webgpu')
    expect(words).toBe('TensorFlow.js on WebGPU, because Compiled WebGPU failed its trial step (no webgpu).')
    expect(tried).toEqual(['webgpu', 'wasm', 'tfjs-webgpu'])
  })

  test('what failed is told before what was never there', async () => {
    const { machine } = fake({ wasm: 'fails' }, 'software')
    expect((await choose(machine)).words).toBe('TensorFlow.js on WebAssembly, because Compiled WebAssembly (SIMD) failed its trial step (no wasm).')
  })

  test('asks for the adapter once', async () => {
    const { machine } = fake({ wasm: 'fails' }, 'software')
    const webgpu = vi.spyOn(machine, 'webgpu')
    await choose(machine)
    expect(webgpu).toHaveBeenCalledTimes(1)
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
    const { kind, words } = await choose(machine, 'auto', ['webgpu', 'wasm', 'tfjs-webgpu'])
    expect(kind).toBe('tfjs-wasm')
    expect(words).toBe('TensorFlow.js on WebAssembly, because Compiled WebGPU failed earlier in this run.')
    expect(tried).toEqual(['tfjs-wasm'])
  })

  test('says in a sentence that nothing works', async () => {
    const { machine, tried } = fake(allFail, 'hardware')
    const { kind, words } = await choose(machine)
    expect(kind).toBeNull()
    expect(words).toBe('No engine could be started here: TensorFlow.js in plain JavaScript failed its trial step (no tfjs-cpu).')
    expect(tried).toEqual(['webgpu', 'wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'])
  })
})

describe('asked by hand', () => {
  test.each(['webgpu', 'wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'] as const)('takes %s', async (asked) => {
    const { machine, tried } = fake({}, 'hardware')
    const { kind, words } = await choose(machine, asked)
    expect(kind).toBe(asked)
    expect(words).toContain('chosen by hand')
    expect(tried).toEqual([asked])
  })

  test.each([
    ['webgpu', 60],
    ['tfjs-webgpu', 60],
    ['wasm', 20],
  ] as const)('gives %s %i s', async (asked, limit) => {
    const { machine, tried } = fake({ [asked]: 'hangs' }, 'software')
    const choosing = chooseTrainer(machine, asked, [])
    await vi.advanceTimersByTimeAsync(limit * 1000 - 100)
    expect(tried).toEqual([asked])
    await vi.advanceTimersByTimeAsync(200)
    expect(tried).toHaveLength(2)
    const chosen = await choosing
    expect(chosen.ok && tell(chosen.value.choice.reason)).toContain(`did not finish its trial step within ${limit} s.`)
  })

  test('another engine that stands in for it gets no more time than else', async () => {
    const { machine, tried } = fake({ 'tfjs-webgl': 'fails', webgpu: 'hangs' }, 'hardware')
    const choosing = chooseTrainer(machine, 'tfjs-webgl', [])
    await vi.advanceTimersByTimeAsync(10_100)
    expect(tried).toEqual(['tfjs-webgl', 'webgpu', 'wasm'])
    expect((await choosing).ok).toBe(true)
  })

  test('a software adapter is good enough', async () => {
    const { machine } = fake({}, 'software')
    expect(await choose(machine, 'webgpu')).toEqual({ kind: 'webgpu', words: 'Compiled WebGPU: chosen by hand.' })
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

describe('some and no others', () => {
  test('the first that works is taken', async () => {
    const { machine, tried } = fake({ 'tfjs-wasm': 'fails' })
    const chosen = await chooseAmong(machine, 'tfjs-wasm', ['tfjs-cpu'])
    expect(chosen.ok && chosen.value.choice.kind).toBe('tfjs-cpu')
    expect(tried).toEqual(['tfjs-wasm', 'tfjs-cpu'])
  })

  test('where none does, the sentence tells of the one asked for, and nothing else is tried', async () => {
    const { machine, tried } = fake({}, 'none')
    const chosen = await chooseAmong(machine, 'webgpu')
    expect(chosen.ok ? '' : tell(chosen.reason)).toBe('Compiled WebGPU cannot run here: WebGPU found no graphics adapter.')
    expect(tried).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openNodeGpu } from '../../src/cli/nodeGpu.ts'
import { tell } from '../../src/words/catalogue.ts'
import { newFolder, x2z } from './command.ts'

const model = join(newFolder(), 'model.json')
const train = (trainer: string) => x2z('train', 'peaks-normal', '--steps', '40', '--batch', '64', '--seed', '7', '--trainer', trainer, '--out', model)
const resultIn = (out: string) => JSON.parse(out) as { trainer: string; trainNll: number; testNll: number }

/** What this machine has of WebGPU in Node: an adapter, or the words in which it is told that there is none. */
async function webgpuHere(): Promise<{ readonly adapter: boolean; readonly sentence: string }> {
  const gpu = await openNodeGpu()
  if (!gpu.ok) return { adapter: false, sentence: tell(gpu.reason) }
  const adapter = await gpu.value.requestAdapter({ powerPreference: 'high-performance' })
  return { adapter: adapter !== null, sentence: 'Compiled WebGPU cannot run here: WebGPU found no graphics adapter.' }
}

describe('--trainer', () => {
  it('chooses the engine, which the saved experiment asks for again', async () => {
    const [wasm, reference] = [await train('wasm'), await train('reference')]
    expect(wasm.err).toContain('Compiled WebAssembly (SIMD): chosen by hand.')
    expect(resultIn(wasm.out)).toMatchObject({ trainer: 'wasm' })
    expect(reference.err).toContain('TensorFlow.js on WebAssembly: chosen by hand.')
    expect(resultIn(reference.out)).toMatchObject({ trainer: 'tfjs-wasm' })
    expect(resultIn(reference.out).testNll).toBeCloseTo(resultIn(wasm.out).testNll, 4)
    expect(JSON.parse(readFileSync(model, 'utf8'))).toMatchObject({ experiment: { run: { trainer: 'tfjs-wasm' } } })
  })

  it('webgpu trains where there is an adapter, and else is refused in one sentence', async () => {
    const here = await webgpuHere()
    const ended = await train('webgpu')
    if (here.adapter) {
      expect(ended.err).toContain('Compiled WebGPU: chosen by hand.')
      expect(resultIn(ended.out)).toMatchObject({ trainer: 'webgpu' })
      expect(resultIn(ended.out).testNll).toBeCloseTo(resultIn((await train('wasm')).out).testNll, 3)
    } else {
      expect(ended).toMatchObject({ code: 1, out: '' })
      // Dawn itself may say more before.
      expect(ended.err.trimEnd().split('\n').at(-1)).toBe(here.sentence)
    }
  })
})

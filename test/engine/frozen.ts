import { freshState } from '../../src/engine/carryOver.ts'
import { prepare, startOf } from '../../src/engine/run.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { presets } from '../../src/experiment/presets.ts'

/** FNV-1a over the bytes of the numbers, 32 bits. */
function fingerprint(values: Float32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5).toString(16)
}

/** Of the weights and the optimizer's moments. */
export interface Fingerprints {
  readonly parameters: string
  readonly firstMoment: string
  readonly secondMoment: string
}

export const frozenSteps = 1000

/** Where so many compiled steps of a preset end, in Node and in browsers. A change of the arithmetic changes them, and is then told of where it is made. */
export const frozen = {
  'peaks-normal': { parameters: '1f076e13', firstMoment: 'a3d7dfb2', secondMoment: 'd9f8043b' },
  'moons-realnvp': { parameters: '380ec29d', firstMoment: '87deb399', secondMoment: 'a691c3b1' },
} as const satisfies Partial<Record<keyof typeof presets, Fingerprints>>

export type FrozenPreset = keyof typeof frozen

export const frozenPresets = Object.keys(frozen) as FrozenPreset[]

/** Trains a preset from its start, on the compiled engine of wherever this runs. */
export async function trainFrozen(name: FrozenPreset): Promise<Fingerprints> {
  const prepared = prepare(presets[name])
  if (!prepared.ok) throw new Error(prepared.reason.key)
  const trainer = createWasmTrainer(prepared.job, freshState(startOf(prepared.job)))
  await trainer.step(frozenSteps)
  const { parameters, firstMoment, secondMoment } = await trainer.readState()
  trainer.dispose()
  return { parameters: fingerprint(parameters), firstMoment: fingerprint(firstMoment), secondMoment: fingerprint(secondMoment) }
}

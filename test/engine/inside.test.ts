import { describe, expect, test } from 'vitest'
import { gradientNorms } from '../../src/engine/inside.ts'
import { createBackdrop, takeSnapshot } from '../../src/engine/probes.ts'
import type { Inside } from '../../src/engine/snapshot.ts'
import { presets, type PresetName } from '../../src/experiment/presets.ts'
import { startRun, train } from './runs.ts'

async function lookInto(name: PresetName, index: number): Promise<{ readonly inside: Inside; readonly run: ReturnType<typeof startRun> }> {
  const run = startRun(presets[name])
  await train(run, 20)
  const { layer } = await takeSnapshot(run, createBackdrop(run), { layer: { index, point: null } })
  if (!layer) throw new Error('nothing came back')
  return { inside: layer, run }
}

describe('the inside of a coupling', async () => {
  const { inside, run } = await lookInto('moons-realnvp', 0)

  test('its field is what the engine computes: where places go, and log |det|', async () => {
    const { field } = inside
    if (!field) throw new Error('no field in the plane')
    const [[left, right] = [0, 0], [low, high] = [0, 0]] = field.window
    const places = Float32Array.from({ length: 2 * field.columns * field.rows }, (_, i) => {
      const at = Math.floor(i / 2)
      return i % 2 === 0
        ? left + ((right - left) * (at % field.columns)) / (field.columns - 1)
        : low + ((high - low) * Math.floor(at / field.columns)) / (field.rows - 1)
    })
    const { points, logDets } = await run.trainer.stages(places)
    field.moved.forEach((value, i) => expect(Math.abs(value - (points[1]?.[i] ?? NaN))).toBeLessThan(1e-4))
    field.values.forEach((value, i) => expect(Math.abs(value - (logDets[0]?.[i] ?? NaN))).toBeLessThan(1e-4))
  })

  test('one coordinate passes unchanged, and one is given a scale and a shift', () => {
    expect(inside.curves[0]?.outputs).toEqual(inside.curves[0]?.inputs)
    expect(inside.chosen).toHaveLength(1)
    expect(inside.chosen[0]).toMatchObject({ coordinate: 1, landmarks: [] })
    for (const numbers of Object.values(inside.chosen[0]?.values ?? {})) expect(numbers).toHaveLength(1)
  })

  test('gradients are told of every layer and the base, which has none to learn', async () => {
    expect(inside.gradients).toHaveLength(7)
    expect(inside.gradients.slice(0, 6).every((norm) => norm > 0)).toBe(true)
    expect(inside.gradients[6]).toBe(0)
    const state = await run.trainer.readState()
    expect(gradientNorms(run.flow, 'adam', state)).toEqual(inside.gradients)
  })
})

test.each([
  ['moons-spline', 0, 9],
  ['smiley-autoregressive', 0, 5],
  ['peaks-uniform', 0, 5],
] as const)('the maps of %s show what shapes them, and rise', async (name, index, count) => {
  const { inside, run } = await lookInto(name, index)
  expect(inside.chosen.at(-1)?.landmarks).toHaveLength(count)
  for (const { outputs } of inside.curves) {
    const values = [...outputs]
    expect(values).toEqual(values.toSorted((a, b) => a - b))
  }
  if (run.data.d === 1) expect(inside.field).toBeNull()
})

test('a layer that is no longer there is not looked into', async () => {
  const run = startRun(presets['peaks-normal'])
  expect(await takeSnapshot(run, createBackdrop(run), { layer: { index: 9, point: null } })).not.toHaveProperty('layer')
})

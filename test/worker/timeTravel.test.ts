import { describe, expect, test } from 'vitest'
import type { TrainingState } from '../../src/engine/trainer.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import type { ToWorker } from '../../src/worker/protocol.ts'
import { affine, base, change, settledState, setUp, start, thread, tiny, trained } from './stage.ts'

setUp()

const steps = (count: number): ToWorker[] => Array.from({ length: count }, () => ({ type: 'step' }))
const visit = (experiment: Experiment, state: TrainingState, run: number): ToWorker => ({ type: 'change', run, experiment, playing: false, from: { experiment, state } })
const told = (step: number): TrainingState => {
  const found = thread.all('state').map(({ state }) => state).find((state) => state.step === step)
  if (!found) throw new Error(`no state of step ${step} was told`)
  return found
}

describe('the past', () => {
  test('is told along the way: each step of slow training, and evenly spaced steps of fast training', async () => {
    await trained(tiny(), 6)
    expect(new Set(thread.all('state').map(({ state }) => state.step))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]))
    thread.send({ type: 'play' })
    await thread.until(() => thread.step() > 300)
    for (const step of [16, 64, 128, 200, 256]) expect(told(step).step).toBe(step)
  })

  test('that is looked at is exactly what it was, and playing on from it gives the same curve to the bit', async () => {
    await trained(tiny(), 12)
    const [past, present] = [told(5), told(12)]
    const before = thread.losses(1)
    thread.send(visit(tiny(), past, 2), { type: 'probe', run: 2, probe: { points: 5 } })
    expect(await settledState()).toEqual(past)
    expect(thread.all('snapshot').at(-1)?.snapshot.step).toBe(5)
    thread.send(...steps(7))
    expect(await settledState()).toEqual(present)
    expect(thread.losses(2)).toEqual(before.slice(5))
  })

  test('with another stack and other settings comes back with them', async () => {
    await trained(tiny(), 4)
    const past = told(3)
    const changed = tiny({ layers: [...base.layers, affine], optimizer: { batch: 8, learningRate: 0.03 } })
    thread.send(change(changed, 2), ...steps(3))
    const present = await settledState()
    thread.send(visit(tiny(), past, 3))
    expect(await settledState()).toEqual(past)
    thread.send({ type: 'step' })
    expect((await settledState()).parameters).toEqual(told(4).parameters)
    thread.send(visit(changed, present, 4))
    expect(await settledState()).toEqual(present)
  })

  test('leaves word of where the present stood', async () => {
    thread.send(start(tiny(), { playing: true }))
    await thread.until(() => thread.step() > 100)
    thread.send(visit(tiny(), told(8), 2))
    await thread.rest()
    const left = thread.all('state').findLast(({ run }) => run === 1)
    expect(left?.state.step).toBe(thread.losses(1).length)
    expect(thread.all('ready').at(-1)).toMatchObject({ run: 2, step: 8, playing: false })
  })

  test('can be gone on from with another stack before it was even looked at', async () => {
    await trained(tiny(), 6)
    const deeper = tiny({ layers: [...base.layers, affine] })
    thread.send(visit(tiny(), told(2), 2), change(deeper, 3))
    const state = await settledState()
    expect(state.step).toBe(2)
    expect(state.parameters.subarray(0, 3)).toEqual(told(2).parameters.subarray(0, 3))
  })

  test('is brought along to another engine', async () => {
    await trained(tiny(), 6)
    const onTfjs = tiny({ run: { trainer: 'tfjs-cpu' } })
    thread.send({ type: 'change', run: 2, experiment: onTfjs, playing: false, from: { experiment: tiny(), state: told(2) } })
    expect(await settledState()).toEqual(told(2))
  })
})

test('the state is told when it is asked for', async () => {
  await trained(tiny(), 3)
  const before = thread.all('state').length
  thread.send({ type: 'save' })
  expect((await settledState()).step).toBe(3)
  expect(thread.all('state')).toHaveLength(before + 1)
})

test('another model is laid beside the one in training, on the same lattice, where it lives in the same space', async () => {
  const { parameters } = await trained(tiny(), 3)
  const rival = { id: 7, experiment: tiny(), parameters }
  thread.send({ type: 'probe', run: 1, probe: { density: { resolution: 33 }, rival } })
  await thread.rest()
  const { density, rival: same } = thread.all('snapshot').at(-1)?.snapshot ?? {}
  expect(same?.id).toBe(7)
  expect(same?.field.values).toEqual(density?.values)
  thread.send(...steps(4))
  await thread.rest()
  thread.send({ type: 'probe', run: 1, probe: { density: { resolution: 33 }, rival } })
  await thread.rest()
  const later = thread.all('snapshot').at(-1)?.snapshot
  expect(later?.rival?.field.values).toEqual(density?.values)
  expect(later?.density?.values).not.toEqual(density?.values)
  thread.send({ type: 'probe', run: 1, probe: { density: { resolution: 33 }, rival: { ...rival, id: 8, parameters: parameters.subarray(1) } } })
  await thread.rest()
  expect(thread.all('snapshot').at(-1)?.snapshot).not.toHaveProperty('rival')
})

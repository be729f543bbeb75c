import { expect, test } from 'vitest'
import { presets } from '../../src/experiment/presets.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { mean } from '../../src/math/statistics.ts'
import { change, probe, rig, setUp, start, thread, tiny } from './stage.ts'

setUp()

const student = (parts: Parameters<typeof tiny>[0] = {}): Experiment =>
  tiny({
    data: { ...presets['moons-distilled'].data, count: 200 } as Experiment['data'],
    layers: [newLayer('inverseAutoregressive', 'affine', { width: 4, depth: 1 })],
    teacher: { steps: 20 },
    ...parts,
    optimizer: { schedule: 'cosine', steps: 10, ...parts.optimizer },
  })

const parts = () => thread.all('ready').map(({ part: { role }, step }) => [role, step])

test('a teacher is trained to its end, then its student begins at step 0 and knows how good the teacher was', async () => {
  thread.send(start(student(), { playing: true }))
  await thread.next('finished')
  expect(parts()).toEqual([['teacher', 0], ['student', 0]])
  expect(thread.losses(1)).toHaveLength(30)
  expect(thread.losses(1).every(Number.isFinite)).toBe(true)
  const [, ready] = thread.all('ready')
  const tests = thread.all('progress').flatMap(({ progress }) => progress.test ?? [])
  const teacher = tests.findLast(({ step }) => step === 20)
  expect(ready?.part).toEqual({ role: 'student', teacher: { nll: teacher?.nll, standardError: teacher?.standardError } })
})

test('the teacher is seen while it learns, and no state of it is kept for a crash', async () => {
  thread.send(start(student()))
  await thread.rest()
  thread.send({ type: 'step' })
  await thread.rest()
  thread.send(probe())
  await thread.rest()
  expect(thread.all('snapshot').at(-1)?.snapshot).toMatchObject({ step: 1, dimension: 2 })
  expect(thread.all('state')).toEqual([])
})

test('from the same seed the student takes the same steps, also one at a time', async () => {
  thread.send(start(student(), { playing: true }))
  await thread.next('finished')
  thread.send(start(student(), { run: 2 }), ...Array.from({ length: 30 }, () => ({ type: 'step' }) as const))
  await thread.rest()
  expect(thread.losses(2)).toEqual(thread.losses(1))
})

test('goes on from a saved state once its teacher is trained again', async () => {
  thread.send(start(student(), { playing: true }))
  await thread.next('finished')
  const state = thread.all('state').at(-1)?.state
  if (!state) throw new Error('no state was told')
  thread.send(start(student({ optimizer: { steps: 12 } }), { run: 2, playing: true, from: { experiment: student(), state } }))
  await thread.until(() => thread.all('finished').length === 2)
  expect(parts().slice(2)).toEqual([['teacher', 0], ['student', 10]])
  expect(thread.losses(2)).toHaveLength(22)
})

test('other settings are heard by whoever is in training; another lesson begins with the teacher', async () => {
  thread.send(start(student()))
  await thread.rest()
  thread.send({ type: 'step' })
  await thread.rest()
  thread.send(change(student({ optimizer: { learningRate: 0.001 } }), 2))
  await thread.rest()
  expect(parts().at(-1)).toEqual(['teacher', 1])
  thread.send(change(student({ teacher: { steps: 5 } }), 3, true))
  await thread.next('finished')
  expect(parts().slice(-2)).toEqual([['teacher', 0], ['student', 0]])
  expect(thread.losses(3)).toHaveLength(15)
})

test('the teacher trains on WebAssembly whatever the student trains on', async () => {
  thread.send(start(student({ run: { trainer: 'tfjs-cpu' } }), { playing: true }))
  await thread.next('finished')
  expect(rig.tried).toEqual(['wasm', 'tfjs-cpu'])
})

test('a step taken apart shows the batch and the loss that the student learned from; at its end a teacher gives way', async () => {
  thread.send(start(student()), ...Array.from({ length: 20 }, () => ({ type: 'step' }) as const))
  await thread.rest()
  thread.send({ type: 'dissect' })
  await thread.rest()
  expect(parts()).toEqual([['teacher', 0], ['student', 0]])
  for (let i = 0; i < 3; i++) {
    thread.send({ type: 'dissect' })
    await thread.rest()
  }
  const dissections = thread.all('dissected').map(({ dissection }) => dissection)
  const losses = dissections.map(({ before }) => -mean(before.logDensity))
  expect(losses.length).toBeGreaterThanOrEqual(3)
  for (const [i, loss] of thread.losses(1).slice(20).slice(-losses.length).entries()) expect(losses[i]).toBeCloseTo(loss, 4)
})

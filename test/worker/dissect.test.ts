import { expect, test } from 'vitest'
import { rig, setUp, start, thread, tiny, trained } from './stage.ts'

setUp()

test('a step that is taken apart counts as any other, and training rests after it', async () => {
  await trained(tiny(), 3)
  thread.send({ type: 'dissect' })
  await thread.rest()
  const [told, ...more] = thread.all('dissected')
  expect(more).toEqual([])
  expect(told).toMatchObject({ run: 1, dissection: { step: 4, dimension: 1 } })
  expect(thread.all('progress').at(-1)).toMatchObject({ playing: false, progress: { step: 4 } })
  expect(thread.losses(1)).toHaveLength(4)
})

test('the curve is the one that plain steps give', async () => {
  await trained(tiny(), 2)
  thread.send({ type: 'dissect' })
  await thread.rest()
  const apart = thread.losses(1)
  thread.send(start(tiny(), { run: 2 }), { type: 'step' }, { type: 'step' }, { type: 'step' })
  await thread.rest()
  expect(thread.losses(2)).toEqual(apart)
})

test('a run that has ended takes no further step apart, and says so', async () => {
  await trained(tiny({ optimizer: { schedule: 'cosine', steps: 2 } }), 2)
  thread.send({ type: 'dissect' })
  await thread.rest()
  expect(thread.all('dissected')).toEqual([])
  expect(thread.all('finished')).toHaveLength(1)
})

test('numbers that break stop the run with the sentence that says why', async () => {
  await trained(tiny(), 2)
  rig.breaks = true
  thread.send({ type: 'dissect' })
  await thread.rest()
  expect(thread.all('dissected')).toEqual([])
  expect(thread.all('stopped').map(({ reason }) => reason.key.split('.')[0])).toEqual(['engine'])
})

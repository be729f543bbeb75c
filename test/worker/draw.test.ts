import { expect, test } from 'vitest'
import { setUp, start, thread, tiny, trained } from './stage.ts'

setUp()

test('samples are drawn once for each asking, of the flow as it then is', async () => {
  await trained(tiny(), 2)
  thread.send({ type: 'draw', count: 7 })
  await thread.rest()
  const [drawn, ...more] = thread.all('drawn')
  expect(more).toEqual([])
  expect(drawn).toMatchObject({ run: 1, table: { step: 2, count: 7 } })
  expect(drawn?.table.csv.trimEnd().split('\n')).toHaveLength(8)
})

test('asked for before anything has begun, they are those of what begins', async () => {
  thread.send({ type: 'draw', count: 3 }, start(tiny()))
  await thread.rest()
  expect(thread.all('drawn').map(({ run, table: { step } }) => [run, step])).toEqual([[1, 0]])
})

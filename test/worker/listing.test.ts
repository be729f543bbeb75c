import { expect, test } from 'vitest'
import { presets } from '../../src/experiment/presets.ts'
import { affine, base, change, setUp, start, thread, tiny, trained } from './stage.ts'

setUp()

const coupled = { ...presets['moons-realnvp'], data: { ...presets['moons-realnvp'].data, count: 200 } }

test('is told once for each asking, by the configuration in training', async () => {
  await trained(tiny(), 2)
  thread.send({ type: 'list' })
  await thread.rest()
  const [told, ...more] = thread.all('listing')
  expect(more).toEqual([])
  expect(told).toMatchObject({ run: 1, listing: { language: 'wasm' } })
  expect(told?.listing.parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['gradient', 'update']))
})

test('is that of the configuration that begins while it waits', async () => {
  thread.send({ type: 'list' }, start(tiny()))
  await thread.rest()
  thread.send({ type: 'list' }, change(tiny({ layers: [...base.layers, affine] }), 2))
  await thread.rest()
  expect(thread.all('listing').map(({ run }) => run)).toEqual([1, 2])
  const [before, after] = thread.all('listing').map(({ listing }) => JSON.stringify(listing).length)
  expect(after).toBeGreaterThan(before ?? NaN)
})

test('names the networks of couplings among its functions', async () => {
  thread.send(start(coupled), { type: 'list' })
  await thread.rest()
  expect(thread.all('listing').at(-1)?.listing.parts.some(({ name }) => name.startsWith('dense'))).toBe(true)
})

test('neither stops nor alters training', async () => {
  const steps = 40
  const curve = async (run: number, ask: () => void) => {
    thread.send(start(tiny({ optimizer: { schedule: 'cosine', steps }, run: { speed: '100' } }), { run, playing: true }))
    await thread.until(() => thread.losses(run).length > 5)
    ask()
    await thread.until(() => thread.all('finished').some((message) => message.run === run))
    return thread.losses(run)
  }
  const quiet = await curve(1, () => {})
  const asked = await curve(2, () => thread.send({ type: 'list' }, { type: 'list' }))
  expect(thread.all('listing').length).toBeGreaterThan(0)
  expect(asked).toEqual(quiet)
  expect(asked).toHaveLength(steps)
})


import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { decodeLink, encodeLink } from '../../src/experiment/link.ts'
import { defaultExperiment, presets } from '../../src/experiment/presets.ts'
import { createAddress, type Bar } from '../../src/store/address.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const codec = { encode: encodeLink, decode: decodeLink }

/** An address bar that keeps count of its history entries. */
function bar(hash: string) {
  const state = { hash, replaced: 0, listeners: new Set<() => void>() }
  const place: Bar = {
    get location() {
      return { hash: state.hash, href: `https://example.org/x/${state.hash}` }
    },
    history: {
      state: null,
      replaceState: (_state, _title, url) => {
        state.replaced++
        state.hash = new URL(String(url)).hash
      },
    },
    addEventListener: (_type, act) => void state.listeners.add(act),
    removeEventListener: (_type, act) => void state.listeners.delete(act),
  }
  const tell = () => state.listeners.forEach((act) => act())
  const go = (to: string) => {
    state.hash = to
    tell()
  }
  return { place, state, go, tell }
}

test('what is written is what is read', () => {
  const { place, state } = bar('')
  const address = createAddress(place, codec)
  expect(address.read()).toBeNull()
  address.write(presets['smiley-autoregressive'])
  vi.runAllTimers()
  expect(state.hash).toMatch(/^#x2z=1\./)
  expect(address.read()).toEqual({ ok: true, value: presets['smiley-autoregressive'] })
})

test('a burst of changes is written once, and makes no history entry', () => {
  const { place, state } = bar('')
  const address = createAddress(place, codec)
  for (let seed = 0; seed < 50; seed++) {
    address.write({ ...defaultExperiment, run: { ...defaultExperiment.run, seed } })
    vi.advanceTimersByTime(20)
  }
  vi.runAllTimers()
  expect(state.replaced).toBe(1)
  expect(address.read()).toMatchObject({ value: { run: { seed: 49 } } })
})

test('a broken link is refused with a sentence', () => {
  const { place } = bar('#x2z=1.%%%')
  expect(createAddress(place, codec).read()).toMatchObject({ ok: false, reason: { key: expect.any(String) } })
})

test('an experiment too large for a link leaves no fragment that would open another one', () => {
  const { place, state } = bar('#x2z=1.abc')
  const address = createAddress(place, codec)
  // Numbers without a pattern, which no packing makes small.
  const points = Array.from({ length: 90_000 }, (_, i) => [Math.sin(i * i * 0.37) * 7.77, Math.cos(i * 1.7 + i * i) * 3.3])
  const large = { ...defaultExperiment, data: { kind: 'points', label: 'own', points } } as const
  expect(address.linkTo(large)).toMatchObject({ ok: false })
  address.write(large)
  vi.runAllTimers()
  expect(state.hash).toBe('')
})

test('a link opened in the same tab is told, until nobody listens', () => {
  const { place, go } = bar('')
  const address = createAddress(place, codec)
  const opened: unknown[] = []
  const stop = address.watch((found) => opened.push(found))
  const link = encodeLink(presets['peaks-normal'])
  go(link.ok ? link.value : '')
  expect(opened).toEqual([{ ok: true, value: presets['peaks-normal'] }])
  stop()
  go('#x2z=1.')
  expect(opened).toHaveLength(1)
})

test('what waits to be written is not written over an entry that someone goes to meanwhile', () => {
  const { place, state, tell } = bar('')
  const address = createAddress(place, codec)
  const opened: unknown[] = []
  address.watch((found) => opened.push(found))
  address.write(presets['moons-spline'])
  // A browser tells of the way back only after the address has changed.
  const link = encodeLink(presets['peaks-normal'])
  state.hash = link.ok ? link.value : ''
  vi.runAllTimers()
  tell()
  expect(opened).toEqual([{ ok: true, value: presets['peaks-normal'] }])
  expect(state.replaced).toBe(0)
})

test('an address that says it already is left alone', () => {
  const link = encodeLink(presets['peaks-normal'])
  const { place, state } = bar(link.ok ? link.value : '')
  const address = createAddress(place, codec)
  address.write(presets['peaks-normal'])
  vi.runAllTimers()
  expect(state.replaced).toBe(0)
})

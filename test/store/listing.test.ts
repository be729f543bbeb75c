import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Listing } from '../../src/engine/listing.ts'
import { presets } from '../../src/experiment/presets.ts'
import { ready, recordedSession } from './recorder.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const listing: Listing = { language: 'wasm', parts: [{ name: 'gradient', text: '(func)' }] }

test('the code that runs is kept once it was asked for, until another configuration is ready', () => {
  const { now, calls, say } = recordedSession()
  now().open(presets['peaks-normal'])
  say(ready(0, true))
  expect(now().listing).toBeNull()
  now().list()
  expect(calls.at(-1)).toEqual(['list'])
  say({ type: 'listing', run: 1, listing })
  expect(now().listing).toBe(listing)
  say(ready(10, true))
  expect(now().listing).toBeNull()
})

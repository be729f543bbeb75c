import { expect, test } from 'vitest'
import { beginning, later, moments, movement, neighbour, settled } from '../../../src/views/slowMotion/moments.ts'

test('a step goes through its moments in order, each held for a while, and then ends', () => {
  const seen: string[] = []
  let held = beginning
  let ended = false
  for (let tick = 0; tick < 10_000 && !ended; tick++) {
    if (seen.at(-1) !== held.moment) seen.push(held.moment)
    ;({ held, ended } = later(held, 16))
  }
  expect(ended).toBe(true)
  expect(seen).toEqual([...moments])
})

test('what moves within a moment starts at rest, never turns back, and has arrived before the moment ends', () => {
  const shares = Array.from({ length: 100 }, (_, i) => movement({ moment: 'forward', elapsed: 40 * i }))
  expect(shares[0]).toBe(0)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(movement(settled('forward'))).toBe(1)
})

test('there is nothing before the first moment and after the last', () => {
  expect(neighbour('batch', -1)).toBeNull()
  expect(neighbour('update', 1)).toBeNull()
  expect(neighbour('loss', 1)).toBe('gradient')
})

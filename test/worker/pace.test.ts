import { describe, expect, test } from 'vitest'
import type { RunSettings } from '../../src/experiment/settings.ts'
import { createPace, type Pace } from '../../src/worker/pace.ts'

/** Trains for a time, each step taking `stepMs`; tells when steps were taken, and how many at once. */
function train(pace: Pace, speed: RunSettings['speed'], stepMs: number, from: number, to: number) {
  const slices: { at: number; steps: number }[] = []
  let now = from
  while (now < to) {
    const due = pace.next(now, speed)
    if ('waitMs' in due) {
      expect(due.waitMs).toBeGreaterThan(0)
      now += due.waitMs
      continue
    }
    slices.push({ at: now, steps: due.steps })
    pace.took(due.steps, now, now + due.steps * stepMs)
    now += due.steps * stepMs
  }
  return { slices, now, counts: slices.map(({ steps }) => steps) }
}

describe('at full speed', () => {
  test('a slice grows to some 30 ms, however long a step takes', () => {
    for (const [stepMs, steps] of [[0.5, 60], [3, 10], [200, 1]] as const) {
      expect(train(createPace(), 'full', stepMs, 0, 3000).counts.at(-1), `${stepMs} ms a step`).toBe(steps)
    }
  })
  test('no slice has more than twice the steps of the last, so that a surprise stays short', () => {
    const { counts } = train(createPace(), 'full', 0.05, 0, 500)
    expect(counts[0]).toBe(1)
    counts.slice(1).forEach((count, i) => expect(count).toBeLessThanOrEqual(2 * (counts[i] ?? 0)))
    expect(counts.at(-1)).toBe(600)
  })
  test('a clock too coarse to time a slice leads to no long one', () => {
    const pace = createPace()
    const coarse = (time: number) => 100 * Math.floor(time / 100)
    let now = 0
    let longest = 0
    while (now < 5000) {
      const due = pace.next(coarse(now), 'full')
      const taken = 'steps' in due ? due.steps : 0
      pace.took(taken, coarse(now), coarse(now + taken * 2))
      now += taken * 2
      longest = Math.max(longest, taken * 2)
    }
    expect(longest).toBeLessThan(300)
  })
  test('after a rest the first slice is one step: the model may be a slower one', () => {
    const pace = createPace()
    const { now } = train(pace, 'full', 0.05, 0, 500)
    pace.rest()
    expect(pace.next(now, 'full')).toEqual({ steps: 1 })
  })
  test('never waits', () => expect(createPace().next(-5, 'full')).toEqual({ steps: 1 }))
})

describe('slow motion', () => {
  test('takes one step at once, and the next an interval later', () => {
    const { slices } = train(createPace(), '2', 1, 1000, 3001)
    expect(slices).toEqual([1000, 1500, 2000, 2500, 3000].map((at) => ({ at, steps: 1 })))
  })
  test('keeps its speed though each step starts a little late', () => {
    const pace = createPace()
    let now = 0
    let steps = 0
    while (now < 10_000) {
      const due = pace.next(now, '10')
      if ('steps' in due) {
        steps++
        pace.took(1, now, now + 7)
        now += 7
      } else now += due.waitMs + 4
    }
    expect(Math.abs(steps - 100)).toBeLessThanOrEqual(1)
  })
  test('does not catch up with what fell due while something else ran', () => {
    const pace = createPace()
    train(pace, '10', 1, 0, 1000)
    const { slices } = train(pace, '10', 1, 5000, 6000)
    expect(slices.length).toBeLessThanOrEqual(11)
    slices.slice(1).forEach(({ at }, i) => expect(at - (slices[i]?.at ?? 0)).toBeGreaterThanOrEqual(99))
  })
  test('goes as fast as it can where a step takes longer than its interval', () => {
    const { slices } = train(createPace(), '100', 50, 0, 1000)
    expect(slices).toHaveLength(20)
  })
  test('begins at once after a rest', () => {
    const pace = createPace()
    expect(pace.next(0, '1')).toEqual({ steps: 1 })
    expect(pace.next(1, '1')).toEqual({ waitMs: 999 })
    pace.rest()
    expect(pace.next(2, '1')).toEqual({ steps: 1 })
  })
})

describe('the measured rate', () => {
  test('is 0 before the first step and after a rest', () => {
    const pace = createPace()
    expect(pace.rate(10)).toBe(0)
    const { now } = train(pace, 'full', 1, 0, 1000)
    pace.rest()
    expect(pace.rate(now)).toBe(0)
  })
  test('is what was really done, at full speed from the first slice on', () => {
    for (const length of [5, 500, 5000]) {
      const pace = createPace()
      const { now } = train(pace, 'full', 2, 0, length)
      expect(pace.rate(now), `after ${length} ms`).toBeCloseTo(500, 6)
    }
  })
  test('counts the time between slices', () => {
    const pace = createPace()
    for (let now = 0; now < 5000; now += 20) pace.took(10, now, now + 10)
    expect(pace.rate(4990)).toBeCloseTo(500, -1)
  })
  test('is never more than the speed that slow motion was set to', () => {
    for (const speed of ['1', '2', '5', '10', '30', '100'] as const) {
      const pace = createPace()
      for (let now = 0; now < 5000; ) {
        const due = pace.next(now, speed)
        if ('waitMs' in due) {
          now += due.waitMs
          continue
        }
        pace.took(1, now, now + 0.5)
        now += 0.5
        expect(pace.rate(now), `${speed} a second, at ${now} ms`).toBeLessThanOrEqual(Number(speed) * 1.001)
      }
      expect(pace.rate(5000), `${speed} a second`).toBeGreaterThan(Number(speed) * 0.6)
    }
  })
  test('follows a change within its window', () => {
    const pace = createPace()
    const { now } = train(pace, 'full', 1, 0, 5000)
    const later = train(pace, 'full', 10, now, now + 1600)
    expect(pace.rate(later.now)).toBeCloseTo(100, -1)
  })
})

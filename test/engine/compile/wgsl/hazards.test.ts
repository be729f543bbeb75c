import { describe, expect, test } from 'vitest'
import { Hazards, type Spread } from '../../../../src/engine/compile/wgsl/hazards.ts'
import { createRandom } from '../../../../src/math/random.ts'

const seed = 29
const threads = 4
const entries = 8
const spreads: readonly Spread[] = ['any', '1', '2', '3']

interface Access {
  readonly place: number
  readonly spread: Spread
  readonly use: 'read' | 'write'
}

/** The threads that may touch an entry: one and the same for a spread, another for another. */
const touching = (spread: Spread, entry: number): readonly number[] =>
  spread === 'any' ? Array.from({ length: threads }, (_, thread) => thread) : [(entry * Number(spread) + Number(spread)) % threads]

/** Whether two threads may meet at an entry that one of them changes. */
function race(a: Access, b: Access): boolean {
  if (a.place !== b.place || (a.use === 'read' && b.use === 'read')) return false
  return Array.from({ length: entries }, (_, entry) => entry).some((entry) =>
    touching(a.spread, entry).some((one) => touching(b.spread, entry).some((other) => one !== other)))
}

describe('a barrier', () => {
  test('is due exactly when another thread may have touched an entry since the last', () => {
    const due = { yes: 0, no: 0 }
    for (let round = 0; round < 200; round++) {
      const random = createRandom(seed).fork(String(round))
      const hazards = new Hazards()
      let since: Access[] = []
      for (let i = 0; i < 40; i++) {
        const access: Access = { place: random.integer(3) * 64, spread: spreads[random.integer(spreads.length)] ?? 'any', use: random.integer(2) ? 'read' : 'write' }
        const { place, spread, use } = access
        const expected = since.some((earlier) => race(earlier, access))
        expect(hazards.conflicts(place, spread, use), `seed ${seed}, round ${round}, access ${i}: ${JSON.stringify([...since, access])}`).toBe(expected)
        due[expected ? 'yes' : 'no']++
        if (expected) {
          hazards.clear()
          since = []
        }
        hazards.note(place, spread, use)
        since.push(access)
      }
    }
    expect(due.yes).toBeGreaterThan(1000)
    expect(due.no).toBeGreaterThan(1000)
  })

  test.each([
    ['a write after a read of the same spread', 'read', '5', 'write', '5', false],
    ['a read after a write of the same spread', 'write', '5', 'read', '5', false],
    ['a read after a write of another spread', 'write', '5', 'read', '1', true],
    ['a write after a read of another spread', 'read', '5', 'write', '1', true],
    ['a write after a write of another spread', 'write', '5', 'write', '1', true],
    ['a read after a read of another spread', 'read', '5', 'read', '1', false],
    ['a read by any after a write by any', 'write', 'any', 'read', 'any', true],
    ['a write by any after a read by any', 'read', 'any', 'write', 'any', true],
    ['a read by any after a read by any', 'read', 'any', 'read', 'any', false],
  ] as const)('%s', (_case, first, its, second, own, due) => {
    const hazards = new Hazards()
    hazards.note(0, its, first)
    expect(hazards.conflicts(0, own, second)).toBe(due)
    expect(hazards.conflicts(64, own, second), 'another place').toBe(false)
    hazards.clear()
    expect(hazards.conflicts(0, own, second), 'after a barrier').toBe(false)
  })

  test('a read of one spread is not forgotten for a later one of another', () => {
    const hazards = new Hazards()
    hazards.note(0, '5', 'read')
    hazards.note(0, '1', 'read')
    expect([hazards.conflicts(0, '5', 'write'), hazards.conflicts(0, '1', 'write'), hazards.conflicts(0, '1', 'read')]).toEqual([true, true, false])
  })
})

import { describe, expect, it } from 'vitest'
import { faultsOf, type PageSample } from './pageSoak.ts'

const steady = (change: (i: number) => Partial<PageSample> = () => ({})): readonly PageSample[] =>
  Array.from({ length: 30 }, (_, i) => ({
    minute: 2 * (i + 1), step: 1000 * i, memories: 64 + i, memoryBytes: 1e6,
    medianFrameMs: 16.7, p95FrameMs: i % 2 === 0 ? 16.8 : 33.3, longTasks: 0,
    usage: { heap: i < 4 ? 1e6 * i : 2e7 + 1000 * (i % 3), process: 3e8, nodes: 2000, listeners: 300 },
    ...change(i),
  }))

describe('the faults of a long run', () => {
  it('are none where all stays as it was after warming up', () => expect(faultsOf(steady())).toEqual([]))

  it('are memory that grows, of each kind', () => {
    const usage = { heap: 2e7, process: 3e8, nodes: 2000, listeners: 300 }
    for (const kind of ['heap', 'process', 'nodes', 'listeners'] as const) {
      const faults = faultsOf(steady((i) => ({ usage: { ...usage, [kind]: usage[kind] * (1 + i / 5) } })))
      expect(faults.length).toBe(1)
      expect(faults[0]).toContain(`${kind} grew by`)
    }
  })

  it('are a time machine beyond its bound, in states or in bytes', () => {
    expect(faultsOf(steady((i) => (i === 7 ? { memories: 129 } : {})))).toEqual(['the time machine held 129 states, 1000000 bytes, at minute 16'])
    expect(faultsOf(steady((i) => (i === 7 ? { memoryBytes: 2 ** 27 } : {})))[0]).toContain('at minute 16')
  })

  it('are frames that come ever later', () => {
    expect(faultsOf(steady((i) => ({ p95FrameMs: 16.8 + i / 4 })))[0]).toContain('times as long at the end')
  })
})

import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/engine/snapshot.ts'
import { createFrameLoop } from '../../src/views/frameLoop.ts'
import { smallSnapshot } from './plane/flow.ts'

function bench() {
  let waiting: ((time: number) => void) | null = null
  let newest: Snapshot | null = null
  let clock = 0
  let changed = () => {}
  const counts = { drawn: 0, requested: 0 }
  const loop = createFrameLoop(
    { latest: () => newest, subscribe: (listener) => ((changed = listener), () => (changed = () => {})), drawn: () => counts.drawn++ },
    { request: (run) => ((waiting = run), ++counts.requested), cancel: () => (waiting = null), now: () => clock },
  )
  const frame = (time = 0) => {
    const run = waiting
    waiting = null
    run?.(time)
    return run !== null
  }
  const arrive = () => {
    newest = smallSnapshot()
    changed()
  }
  const picture = (visible = true, milliseconds = 0) => {
    const made = { draws: 0, visible, seat: { mark: () => {}, leave: () => {} } }
    made.seat = loop.add({ draw: () => ((clock += milliseconds), made.draws++), visible: () => made.visible })
    return made
  }
  return { loop, counts, frame, arrive, picture, sleeping: () => waiting === null }
}

describe('the frame loop', () => {
  it('draws a picture once per reason and then sleeps', () => {
    const { frame, picture, sleeping } = bench()
    const one = picture()
    const other = picture()
    frame()
    expect([one.draws, other.draws, sleeping()]).toEqual([1, 1, true])
    one.seat.mark()
    one.seat.mark()
    frame()
    expect([one.draws, other.draws, sleeping()]).toEqual([2, 1, true])
  })

  it('draws all on a new snapshot and says so once', () => {
    const { frame, arrive, picture, counts } = bench()
    const one = picture()
    frame()
    expect(counts.drawn).toBe(0)
    arrive()
    frame()
    one.seat.mark()
    frame()
    expect([one.draws, counts.drawn]).toEqual([3, 1])
    arrive()
    frame()
    expect(counts.drawn).toBe(2)
  })

  it('spreads a snapshot over frames where drawing takes long, and asks for the next only then', () => {
    const { frame, arrive, picture, counts, sleeping } = bench()
    const slow = Array.from({ length: 3 }, () => picture(true, 5))
    frame()
    arrive()
    frame()
    expect([slow.map(({ draws }) => draws), counts.drawn]).toEqual([[2, 1, 1], 0])
    frame()
    // A hand on the first is not kept waiting by those that are still to be renewed.
    slow[0]?.seat.mark()
    frame()
    expect([slow.map(({ draws }) => draws), counts.drawn, sleeping()]).toEqual([[3, 2, 2], 1, true])
  })

  it('draws what was marked by hand in one frame, however long it takes', () => {
    const { loop, frame, picture } = bench()
    const slow = Array.from({ length: 3 }, () => picture(true, 5))
    frame()
    loop.markAll()
    frame()
    expect(slow.map(({ draws }) => draws)).toEqual([2, 2, 2])
  })

  it('passes over what is off screen, yet lets the engine go on', () => {
    const { frame, arrive, picture, counts } = bench()
    const hidden = picture(false)
    arrive()
    frame()
    expect([hidden.draws, counts.drawn]).toEqual([0, 1])
  })

  it('draws no more a picture that has left', () => {
    const { frame, arrive, picture } = bench()
    const one = picture()
    one.seat.leave()
    one.seat.mark()
    arrive()
    frame()
    expect(one.draws).toBe(0)
  })

  it('keeps the time of an animation and stops with it', () => {
    const { loop, frame, sleeping } = bench()
    const spans: number[] = []
    loop.animate((elapsed) => spans.push(elapsed) < 3)
    for (const time of [100, 116, 140]) frame(time)
    expect(spans).toEqual([0, 16, 24])
    expect(sleeping()).toBe(true)
  })

  it('gives one frame to everything that marks while a frame is pending', () => {
    const { counts, picture, arrive } = bench()
    picture()
    picture()
    arrive()
    expect(counts.requested).toBe(1)
  })
})

import { describe, expect, test } from 'vitest'
import type { Probe, Snapshot } from '../../src/engine/snapshot.ts'
import { createFrames } from '../../src/store/frames.ts'
import { mostEntries } from '../../src/store/series.ts'

const snapshot = (step: number): Snapshot => ({ step, dimension: 2, dataWindow: [[0, 1], [0, 1]], latentWindow: [[0, 1], [0, 1]] })
const losses = (step: number, count: number) => ({ step, stepsPerSecond: 1, losses: Float32Array.from({ length: count }, (_, i) => step - count + 1 + i) })

/** Frames with a clock that stands still until it is moved. */
function still() {
  const probes: Probe[] = []
  const clock = { time: 0 }
  const frames = createFrames(() => clock.time)
  frames.connect((probe) => void probes.push(probe))
  return { frames, probes, clock, settled: () => Promise.resolve() }
}

describe('probes', () => {
  test('are one for all pictures, each getting at least what it wants', async () => {
    const { frames, probes, settled } = still()
    frames.want({ points: 100, density: { resolution: 64 } })
    frames.want({ points: 300, grid: { lines: 9, detail: 20 } })
    const release = frames.want({ samples: 5, density: { resolution: 32 } })
    await settled()
    expect(probes).toEqual([{ points: 300, samples: 5, density: { resolution: 64 }, grid: { lines: 9, detail: 20 } }])
    release()
    frames.want({ stageDensity: { stages: [2, 1], resolution: 9 }, stretch: { resolution: 5 } })
    frames.want({ stageDensity: { stages: [2, 4], resolution: 7 }, grid: { lines: 3, detail: 4, from: 'z' } })
    await settled()
    frames.snapshot(snapshot(0))
    frames.drawn()
    frames.progress(losses(1, 1), false)
    expect(probes.at(-1)).toEqual({
      points: 300, density: { resolution: 64 }, grid: { lines: 9, detail: 20, from: 'z' }, stageDensity: { stages: [1, 2, 4], resolution: 9 }, stretch: { resolution: 5 },
    })
  })

  test('wait until the last answer was drawn', async () => {
    const { frames, probes, settled } = still()
    frames.want({ points: 1 })
    await settled()
    frames.progress(losses(1, 1), false)
    expect(probes).toHaveLength(1)
    frames.snapshot(snapshot(0))
    frames.progress(losses(2, 1), false)
    expect(probes).toHaveLength(1)
    frames.drawn()
    expect(probes).toHaveLength(2)
  })

  test('of a picture that comes while another answer is awaited go out once that is drawn, though nothing trains', async () => {
    const { frames, probes, clock, settled } = still()
    frames.want({ points: 1 })
    await settled()
    frames.want({ samples: 2 })
    await settled()
    clock.time = 100
    frames.snapshot(snapshot(0))
    frames.drawn()
    expect(probes).toEqual([{ points: 1 }, { points: 1, samples: 2 }])
  })

  test('are not sent again while nothing is new', async () => {
    const { frames, probes, settled } = still()
    frames.want({ points: 1 })
    await settled()
    frames.snapshot(snapshot(0))
    frames.drawn()
    frames.drawn()
    expect(probes).toHaveLength(1)
  })

  test('leave training twice the time that a picture took', async () => {
    const { frames, probes, clock, settled } = still()
    frames.want({ points: 1 })
    await settled()
    clock.time = 100
    frames.snapshot(snapshot(0))
    frames.drawn()
    clock.time = 250
    frames.progress(losses(1, 1), true)
    expect(probes).toHaveLength(1)
    clock.time = 301
    frames.progress(losses(2, 1), true)
    expect(probes).toHaveLength(2)
  })

  test('are not sent for a hidden page, and at once when it is seen again', async () => {
    const { frames, probes, settled } = still()
    frames.setHidden(true)
    frames.want({ points: 1 })
    await settled()
    expect(probes).toEqual([])
    frames.setHidden(false)
    expect(probes).toHaveLength(1)
  })

  test('are sent again to an engine that stands ready after the last one was lost', async () => {
    const { frames, probes, settled } = still()
    frames.want({ points: 1 })
    await settled()
    frames.ready(0)
    expect(probes).toHaveLength(2)
  })
})

describe('a glance', () => {
  const near = (at: number) => ({ side: 'z', at: [at, 0], radius: 0.1 }) as const
  const seen = (step: number): Snapshot => ({ ...snapshot(step), near: { side: 'z', stages: [] } })

  test('is asked by itself, the newest alone, and its answer joins the newest snapshot', async () => {
    const { frames, probes, settled } = still()
    frames.want({ points: 1 })
    await settled()
    frames.snapshot({ ...snapshot(3), mass: 1 })
    frames.drawn()
    frames.glance(near(1))
    frames.glance(near(2))
    frames.glance(near(3))
    expect(probes.slice(1)).toEqual([{ near: near(1) }])
    expect(frames.snapshot(seen(4))).toMatchObject({ step: 3, mass: 1, near: { side: 'z' } })
    expect(probes.slice(1)).toEqual([{ near: near(1) }, { near: near(3) }])
  })

  test('is part of whole snapshots while it lasts, and then of none', async () => {
    const { frames, probes, settled } = still()
    frames.want({ points: 1 })
    await settled()
    frames.glance(near(1))
    frames.snapshot(snapshot(1))
    frames.drawn()
    frames.snapshot(seen(1))
    frames.drawn()
    frames.progress(losses(2, 1), false)
    expect(probes.at(-1)).toEqual({ points: 1, near: near(1) })
    frames.snapshot(seen(2))
    frames.glance(null)
    expect(frames.latest()).not.toHaveProperty('near')
    frames.drawn()
    frames.progress(losses(3, 1), false)
    expect(probes.at(-1)).toEqual({ points: 1 })
  })

  test('that comes back after the pointer has left shows nothing', async () => {
    const { frames, settled } = still()
    frames.want({ points: 1 })
    await settled()
    frames.snapshot(snapshot(1))
    frames.drawn()
    frames.glance(near(1))
    frames.glance(null)
    frames.snapshot(seen(1))
    expect(frames.latest()).not.toHaveProperty('near')
  })

  test('waits for no picture, and holds none up for ever', async () => {
    const { frames, probes, clock, settled } = still()
    frames.want({ points: 1 })
    await settled()
    clock.time = 100
    frames.snapshot(snapshot(1))
    frames.drawn()
    frames.progress(losses(2, 1), true)
    frames.glance(near(1))
    expect(probes).toHaveLength(2)
    frames.ready(0)
    expect(probes.at(-1)).toEqual({ points: 1, near: near(1) })
  })
})

describe('the NLL series', () => {
  test('holds every step while it is short', () => {
    const { frames } = still()
    frames.progress(losses(3, 3), true)
    frames.progress(losses(5, 2), true)
    expect(frames.nll().trainSteps).toEqual([1, 2, 3, 4, 5])
    expect(frames.nll().train).toEqual([1, 2, 3, 4, 5])
  })

  test('stays bounded, evenly spread and true to its steps, however long the run', () => {
    const { frames } = still()
    for (let step = 100; step <= 50_000; step += 100) frames.progress(losses(step, 100), true)
    const { trainSteps, train } = frames.nll()
    expect(train.length).toBeLessThanOrEqual(mostEntries)
    expect(train.length).toBeGreaterThan(mostEntries / 3)
    expect(new Set(trainSteps.slice(1).map((step, i) => step - (trainSteps[i] ?? 0))).size).toBe(1)
    expect(train).toEqual(trainSteps)
  })

  test('forgets what came after the step to which an engine fell back', () => {
    const { frames } = still()
    frames.progress({ ...losses(10, 10), test: { step: 4, nll: 1, standardError: 0.1 } }, true)
    frames.progress({ ...losses(20, 10), test: { step: 20, nll: 1, standardError: 0.1 } }, true)
    frames.ready(7)
    expect(frames.nll().trainSteps).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(frames.nll().test.map(({ step }) => step)).toEqual([4])
    frames.progress(losses(9, 2), true)
    expect(frames.nll().trainSteps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('is the same object until something is added, so that pictures can tell', () => {
    const { frames } = still()
    frames.progress(losses(1, 1), true)
    const before = frames.nll()
    expect(frames.nll()).toBe(before)
    frames.progress(losses(2, 1), true)
    expect(frames.nll()).not.toBe(before)
  })
})

test('a run that begins anew in another space leaves no picture of the old one', () => {
  const { frames } = still()
  frames.snapshot(snapshot(3))
  frames.restart(false)
  expect(frames.latest()?.step).toBe(3)
  frames.restart(true)
  expect(frames.latest()).toBeNull()
})

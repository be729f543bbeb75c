import { describe, expect, test } from 'vitest'
import { History, isRemembered, mostBytes, mostMemories, nextMemory, strideAt } from '../../src/engine/history.ts'
import type { TrainingState } from '../../src/engine/trainer.ts'

const state = (step: number, parameters = 4): TrainingState => {
  const numbers = new Float32Array(parameters)
  return { step, parameters: numbers, firstMoment: numbers, secondMoment: numbers }
}

/** A run of so many steps whose every state is offered. */
function run(steps: number, parameters = 4): History<{ state: TrainingState }> {
  const history = new History<{ state: TrainingState }>()
  for (let step = 0; step <= steps; step++) if (isRemembered(step, parameters)) history.add({ state: state(step, parameters) })
  return history
}

const gaps = (steps: readonly number[]): Set<number> => new Set(steps.slice(1).map((step, i) => step - (steps[i] ?? 0)))

describe('a history', () => {
  test('holds every step at first, then fewer, evenly apart, and always the start', () => {
    expect(run(20).steps()).toHaveLength(21)
    for (const steps of [127, 128, 1_000, 54_321]) {
      const kept = run(steps).steps()
      expect(kept[0]).toBe(0)
      expect(kept.length, `${steps} steps`).toBeLessThanOrEqual(mostMemories)
      expect(kept.length, `${steps} steps`).toBeGreaterThan(Math.min(steps, mostMemories) / 2 - 1)
      expect(gaps(kept).size, `${steps} steps`).toBe(1)
    }
  })

  test('stays within its memory, whatever the size of the model', () => {
    for (const parameters of [100_000, 900_000, 2_000_000]) {
      const history = run(300, parameters)
      expect(history.bytes(), `${parameters} parameters`).toBeLessThanOrEqual(mostBytes)
      expect(history.steps().length, `${parameters} parameters`).toBeGreaterThan(1)
    }
    const huge = new History<{ state: TrainingState }>()
    for (const step of [0, 8, 16]) huge.add({ state: state(step, 6_000_000) })
    expect(huge.steps()).toEqual([0])
  })

  test('asks for states no more often than it keeps them, however long it goes on', () => {
    for (const parameters of [10, 30_000, 1_000_000]) {
      for (const step of [10, 100, 1_000, 100_000]) expect(step / strideAt(step, parameters)).toBeLessThanOrEqual(mostMemories)
    }
  })

  test('of fast training is kept at steps that come soon, and are remembered', () => {
    for (let step = 0; step < 5_000; step = nextMemory(step, 30_000)) {
      const next = nextMemory(step, 30_000)
      expect(next).toBeGreaterThan(step)
      expect(next % strideAt(step, 30_000)).toBe(0)
    }
  })

  test('finds the nearest step, and none where it is empty', () => {
    const history = run(1_000)
    const steps = history.steps()
    expect([-5, steps[3] ?? NaN, 501, 1e9].map((step) => history.nearest(step)?.state.step)).toEqual([0, steps[3], 504, steps.at(-1)])
    expect(new History().nearest(3)).toBeNull()
  })

  test('forgets what came after a step that is taken anew', () => {
    const history = run(50)
    history.truncate(40)
    expect(history.steps().at(-1)).toBe(40)
    history.add({ state: state(30) })
    expect(history.steps().at(-1)).toBe(30)
    history.clear()
    expect(history.steps()).toEqual([])
    expect(history.add({ state: state(1) })).toBe(true)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tell } from '../../../src/words/catalogue.ts'
import { layerTime, morphAt, restTime, settledStage, steppedStage } from '../../../src/views/stageSlider/morphPlan.ts'
import { stageName } from '../../../src/views/stageSlider/stageName.ts'

const journey = (from: number, last: number, still = false) => {
  const stages: number[] = []
  for (let time = 0; time < 1e6; time += 16) {
    const { stage, done } = morphAt(time, from, last, still)
    stages.push(stage)
    if (done) return stages
  }
  throw new Error(`the morph from ${from} to ${last} never ended`)
}

describe('the played morph', () => {
  it('sets out where it stands, reaches z and x, and never leaps', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), (last, share) => {
      const stages = journey(share * last, last)
      expect(stages[0]).toBeCloseTo(share * last, 9)
      expect([Math.max(...stages), Math.min(...stages)]).toEqual([last, 0])
      const fastest = (1.5 * 16) / layerTime(last)
      for (let i = 1; i < stages.length; i++) expect(Math.abs((stages[i] ?? 0) - (stages[i - 1] ?? 0))).toBeLessThanOrEqual(fastest * 1.01)
    }), { seed: 3, numRuns: 40 })
  })

  it('ends at z when it began there, at x otherwise', () => {
    expect([journey(4, 4).at(-1), journey(0, 4).at(-1), journey(1.3, 4).at(-1)]).toEqual([4, 0, 0])
  })

  it('rests at z before it turns back', () => {
    const there = 2 * layerTime(2)
    expect([morphAt(there, 0, 2, false).stage, morphAt(there + restTime - 1, 0, 2, false).stage]).toEqual([2, 2])
    expect(morphAt(there + restTime + 400, 0, 2, false).stage).toBeLessThan(2)
  })

  it('stands on whole stages only where motion is reduced', () => {
    expect(journey(0, 5, true).every(Number.isInteger)).toBe(true)
  })
})

describe('the slider', () => {
  it('goes by a whole layer with every key', () => {
    const keys = ['ArrowRight', 'ArrowLeft', 'Home', 'End', 'a']
    expect(keys.map((key) => steppedStage(2.4, key, 6))).toEqual([3, 2, 0, 6, null])
    expect(keys.map((key) => steppedStage(6, key, 6))).toEqual([6, 5, 0, 6, null])
  })

  it('settles near a stage, and nowhere else', () => {
    expect([2.05, 1.95, 2.4].map(settledStage)).toEqual([2, 2, 2.4])
  })

  it('calls stages by the layer they come after', () => {
    const names = (last: number, layers: number, stages: number[]) => stages.map((stage) => tell(stageName(stage, last, layers)))
    expect(names(6, 6, [0, 2, 2.5, 6])).toEqual(['at x', 'after layer 2 of 6', 'within layer 3 of 6', 'at z'])
    expect(names(7, 6, [0, 0.5, 1, 2, 7])).toEqual(['at x', 'standardising', 'standardised', 'after layer 1 of 6', 'at z'])
  })
})

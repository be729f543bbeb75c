import { describe, expect, it } from 'vitest'
import { firstLook } from '../../../src/store/planeLook.ts'
import { largest, stretchAt, stretchLimit } from '../../../src/views/plane/stretch.ts'
import { createStageFields } from '../../../src/views/plane/stageFields.ts'
import { tellStretch } from '../../../src/views/plane/tell.ts'
import { planeWants, shownStages, wantsOf } from '../../../src/views/plane/wants.ts'
import { fieldOf, logNormal, smallSnapshot } from './flow.ts'

const field = fieldOf([[0, 2], [0, 4]], 3, 3, (x, y) => x - y)

describe('the stretch', () => {
  it('has one round limit on both sides, whatever a tear does', () => {
    expect(stretchLimit(field)).toBe(5)
    const torn = { ...fieldOf([[0, 1], [0, 1]], 20, 20, () => -0.8) }
    torn.values[7] = 60
    torn.values[8] = NaN
    expect(stretchLimit(torn)).toBe(1)
  })

  it('is largest at a place, and read at a place', () => {
    expect(largest(field)).toEqual({ value: 2, place: [2, 0] })
    expect(largest({ ...field, values: new Float32Array(9).fill(NaN) })).toBeNull()
    expect(stretchAt(field, 1.1, 3.7)).toBe(-3)
    expect(stretchAt(field, 9, 0)).toBeNull()
  })

  it('is told in a sentence, where it is shown', () => {
    const snapshot = { ...smallSnapshot(), stretch: { singular: field, logDet: field } }
    expect(tellStretch(snapshot, 'off')).toBe('')
    expect(tellStretch(snapshot, 'logDet')).toBe('The way back stretches most at z = (2.00, 0.00): log |det ∂x/∂z| = 2.00 nats.')
    expect(tellStretch(snapshot, 'singular')).toContain('×7.4')
  })
})

describe('what a plane asks for', () => {
  const wanted = { show: { points: true, density: true, samples: false, grid: true, posterior: false }, look: firstLook, anchors: [], route: { shape: 'straight', closed: false }, stages: [] } as const

  it('is the stages in sight alone', () => {
    expect([shownStages(0, 6), shownStages(0.4, 6), shownStages(3, 6), shownStages(3.2, 6), shownStages(5.9, 6), shownStages(6, 6)]).toEqual([[], [1], [3], [3, 4], [5], []])
    expect(wantsOf(wanted)).not.toHaveProperty('stageDensity')
    expect(wantsOf({ ...wanted, stages: [3] }).stageDensity).toEqual({ stages: [3], resolution: planeWants.usual.resolution })
    expect(wantsOf({ ...wanted, stages: [3], show: { ...wanted.show, density: false } })).not.toHaveProperty('stageDensity')
  })

  it('is more in fine detail, and the stretch only where it is shown', () => {
    expect(wantsOf({ ...wanted, look: { ...firstLook, detail: 'fine' } })).toMatchObject({ points: 10_000, density: { resolution: 257 } })
    expect(wantsOf(wanted)).not.toHaveProperty('stretch')
    expect(wantsOf({ ...wanted, look: { ...firstLook, stretch: 'singular', gridFrom: 'z' } })).toMatchObject({ stretch: { resolution: 65 }, grid: { from: 'z' } })
  })
})

describe('the density of a stage', () => {
  it('stays in sight until the engine has answered, but not across another stack or a new run', () => {
    const fields = createStageFields()
    const [one, two] = [fieldOf([[0, 1], [0, 1]], 3, 3, logNormal), fieldOf([[0, 1], [0, 1]], 3, 3, () => 0)]
    const plain = smallSnapshot()
    expect(fields.fieldOf({ ...plain, stageDensity: [{ stage: 1, field: one }] }, 1)).toBe(one)
    const next = { ...plain, step: 13, stageDensity: [{ stage: 2, field: two }] }
    expect([fields.fieldOf(next, 1), fields.fieldOf(next, 2)]).toEqual([one, two])
    expect(fields.fieldOf({ ...plain, step: 0 }, 1)).toBeUndefined()
  })
})

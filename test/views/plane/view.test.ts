import { expect, it } from 'vitest'
import { seenBy, viewOf } from '../../../src/views/plane/view.ts'
import { smallSnapshot } from './flow.ts'

const size = { width: 400, height: 300 }

it('shows x as x and z as wherever the slider stands', () => {
  expect(seenBy('x', 2, 3)).toEqual({ stage: 0, last: 3 })
  expect(seenBy('z', 1.5, 3)).toEqual({ stage: 1.5, last: 3 })
  expect(seenBy('z', 7, 3)).toEqual({ stage: 3, last: 3 })
})

it('without layers shows x in the window of the data and z in that of the base', () => {
  const snapshot = smallSnapshot()
  for (const side of ['x', 'z'] as const) {
    const { stage, last } = seenBy(side, 0, 0)
    expect(viewOf(snapshot, stage, last, size).window).toEqual(side === 'x' ? snapshot.dataWindow : snapshot.latentWindow)
  }
})

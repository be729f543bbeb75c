import { beforeEach, expect, test } from 'vitest'
import { currentViewing, stagesChanged } from '../../src/store/viewing.ts'

const stage = () => currentViewing().stage

beforeEach(() => currentViewing().setStage(6))

test('whoever looks at z goes on looking at z, and a stage that stays is kept', () => {
  stagesChanged(7, 9)
  expect(stage()).toBe(8)
  currentViewing().setStage(2)
  stagesChanged(9, 5)
  expect(stage()).toBe(2)
  stagesChanged(5, 2)
  expect(stage()).toBe(1)
})

test('a stack that loses its last layer while its old picture stands still shows z, and shows z once it has layers again', () => {
  stagesChanged(7, 2)
  stagesChanged(2, 1)
  expect(stage()).toBe(1)
  stagesChanged(1, 4)
  expect(stage()).toBe(3)
})

import { expect, test } from 'vitest'
import { defaultExperiment, presets } from '../../src/experiment/presets.ts'
import { newLayer } from '../../src/experiment/specs.ts'
import { fileName } from '../../src/store/download.ts'

test('a file name tells preset, picture and step', () => {
  expect(fileName('The data plane: points', defaultExperiment, 120, 'png')).toBe('moons-realnvp-the-data-plane-step-120.png')
})

test('an experiment of one’s own goes by its data and its layers', () => {
  const own = { ...presets['moons-realnvp'], layers: [newLayer('elementwise', 'affine')] }
  expect(fileName('log p', own, 3, 'csv')).toBe('moons-1-elementwise-log-p-step-3.csv')
  const named = { ...own, data: { kind: 'points', label: '../Ä b/c.csv', points: [] } } as const
  expect(fileName('', named, 0, 'svg')).toBe('ä-b-c-csv-1-step-0.svg')
})

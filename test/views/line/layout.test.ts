import { expect, test } from 'vitest'
import type { Plot } from '../../../src/views/axes.ts'
import { linePlots } from '../../../src/views/line/layout.ts'

const apart = (a: Plot, b: Plot) =>
  a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top || b.top + b.height <= a.top

test.each([[336, 300], [336, 520], [820, 420], [1400, 620], [760, 220]])('three plots share their axes at %i × %i px and do not overlap', (width, height) => {
  const { curve, x, z, corner } = linePlots({ width, height })
  expect([x.left, x.width]).toEqual([curve.left, curve.width])
  expect([z.top, z.height]).toEqual([curve.top, curve.height])
  const plots = [curve, x, z, corner]
  plots.forEach((a, i) => plots.slice(i + 1).forEach((b) => expect(apart(a, b)).toBe(true)))
  for (const plot of [curve, x, z]) {
    expect(plot.left + plot.width).toBeLessThanOrEqual(width)
    expect(plot.top + plot.height).toBeLessThanOrEqual(height)
    expect(Math.min(plot.width, plot.height)).toBeGreaterThan(30)
  }
})

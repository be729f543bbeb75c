import { expect, test } from 'vitest'
import { horizontalScale, verticalScale } from '../../src/views/axes.ts'
import { chartPlot, drawChartAxes } from '../../src/views/chart.ts'
import { lightColours as colours } from '../../src/views/colours.ts'
import { recorder } from './recorder.ts'

test('on a low chart no number of the horizontal axis lies under its name', () => {
  for (let last = 5; last < 5000; last += 37) {
    const { context, named } = recorder()
    const plot = chartPlot({ width: 380, height: 100 })
    const below = { name: 'optimizer step', short: 'step', scale: horizontalScale([0, last], plot), colour: '#000' }
    drawChartAxes(context, plot, below, { name: 'nats', scale: verticalScale([0, 1], plot), colour: '#000' }, colours)
    const written = named('fillText').map(({ args }) => args as [string, number, number])
    const name = written.find(([text]) => text === below.short)
    const numbers = written.filter(([text, , y]) => /^[\d,]+$/.test(text) && y > plot.top + plot.height)
    expect(numbers.length, `axis to ${last}`).toBeGreaterThan(1)
    for (const [text, x] of numbers) expect(x + (6 * text.length) / 2, `${text} of axis to ${last}`).toBeLessThanOrEqual(name?.[1] ?? 0)
  }
})

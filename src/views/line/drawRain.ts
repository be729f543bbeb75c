import type { Plot, Scales } from '../axes.ts'
import type { Colours } from '../colours.ts'
import type { Context2D } from '../context.ts'
import type { Distribution } from './distribution.ts'
import { dropPlace, landedPlaces, type Rain } from './drops.ts'
import { histogram } from './histogram.ts'

/** Bars of what has landed, and how much of the plot's height the tallest takes. */
const bins = 40
const tallest = 0.3

/** Samples that fall through the inverse CDF, and the heap that those make that have landed. */
export function drawRain(context: Context2D, plot: Plot, scales: Scales, learned: Distribution, rain: Rain, colours: Colours): void {
  const { range } = learned
  const heap = histogram(landedPlaces(rain, learned), range, bins)
  const most = heap.heights.reduce((top, height) => Math.max(top, height), 0)
  const width = plot.width / bins
  context.save()
  context.globalAlpha = 0.35
  context.fillStyle = colours.x
  heap.heights.forEach((height, i) => {
    const tall = most > 0 ? (tallest * plot.height * height) / most : 0
    context.fillRect(plot.left + i * width, plot.top + plot.height - tall, width - 1, tall)
  })
  context.globalAlpha = 1
  for (const drop of rain.falling) {
    const { x, share } = dropPlace(drop, learned)
    context.fillStyle = share === drop.u ? colours.z : colours.x
    context.beginPath()
    context.arc(scales.x(x), scales.y(share), 3, 0, 2 * Math.PI)
    context.fill()
  }
  context.restore()
}

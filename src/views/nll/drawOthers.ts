import { marker } from '../colours.ts'
import { drawLabel, labelWidth, strokePath } from '../label.ts'
import type { Names } from '../names.ts'
import type { OtherRun, Pen } from './pen.ts'
import { lastStep, nearestIndex, trainAverage } from './series.ts'

/** Dashes tell runs apart where colours do not. Pixels on and off; the last run, look 0, is dotted. */
const dashes: readonly (readonly number[])[] = [[1, 3], [8, 3], [4, 2], [12, 3, 2, 3], [2, 2], [8, 2, 2, 2, 2, 2], [14, 5], [5, 5], [3, 1, 1, 1]]

export const dashOf = (look: number): readonly number[] => dashes[look % dashes.length] ?? []

/** The last run is grey; each kept one has a colour of its own. */
export const lookColour = (look: number, colours: Pen['colours']): string => (look === 0 ? colours.mute : marker(look - 1, colours).colour)

/** The moving average of another run's train NLL. */
export function drawOther({ context, colours, x, y }: Pen, { look, series }: OtherRun): void {
  const average = trainAverage(series)
  context.save()
  context.strokeStyle = lookColour(look, colours)
  context.lineWidth = 1.75
  context.setLineDash([...dashOf(look)])
  strokePath(context, average.length, (i) => x(series.trainSteps[i] ?? NaN), (i) => y(average[i] ?? NaN))
  context.restore()
}

/** Where along its curve a name may stand, from its end to its beginning, above the curve and below. */
const shares = [0.97, 0.86, 0.75, 0.64, 0.53, 0.42, 0.31, 0.2, 0.1]

export function nameOther({ context, colours, plot, x, y }: Pen, { name, look, series }: OtherRun, names: Names): void {
  const average = trainAverage(series)
  const end = Math.min(plot.left + plot.width, x(lastStep(series)))
  const places = shares.flatMap((share) => {
    const i = nearestIndex(series.trainSteps, x.invert(plot.left + (end - plot.left) * share))
    const [px, py] = [x(series.trainSteps[i] ?? NaN), y(average[i] ?? NaN)]
    return Number.isFinite(px + py) && px >= plot.left && px <= end + 1 ? [[px, py - 11] as const, [px, py + 11] as const] : []
  })
  const place = names.place(labelWidth(context, name, { bold: true }, colours), places)
  if (place) drawLabel(context, name, place, { colour: lookColour(look, colours), bold: true, align: 'center' }, plot, colours)
}

import { drawLabel, labelWidth } from '../label.ts'
import { nameOther } from './drawOthers.ts'
import { Names } from '../names.ts'
import type { NllScene, NllWords, Pen } from './pen.ts'
import { lastStep, nearestIndex } from './series.ts'

/** What the entropy's name takes under its line, pixels. */
export const roomBelow = 21

type Place = readonly [x: number, y: number]

/** Every curve's name on its curve, none on another one, nor on the unit of the axis. */
export function drawNames(pen: Pen, scene: NllScene, average: Float64Array, words: NllWords): void {
  const { context, colours, plot } = pen
  const { entropy, teacher, logarithmic } = scene
  const names = new Names(plot)
  const unit = labelWidth(context, words.unit, { bold: true }, colours)
  names.place(unit, [[plot.left + 3 + unit / 2, plot.top + 9]])
  if (entropy !== null) nameEntropy(pen, entropy, plot.narrow || teacher !== null ? words.entropyShort : words.entropy, logarithmic, names)
  if (teacher !== null) labelTeacher(pen, teacher, words, logarithmic)
  nameTest(pen, scene, words, names)
  nameTrain(pen, scene, average, words, names)
  for (const other of scene.others) nameOther(pen, other, names)
}

/** Under its line, at the end where the losses are not: they come from above on a logarithmic axis. */
function nameEntropy({ context, colours, plot, y }: Pen, entropy: number, name: string, logarithmic: boolean, names: Names): void {
  const width = labelWidth(context, name, {}, colours)
  const middle = logarithmic ? plot.left + 4 + width / 2 : plot.left + plot.width - 4 - width / 2
  const at = y(entropy) + 12
  if (at < plot.top || at > plot.top + plot.height) return
  const place = names.place(width, [[middle, at]])
  if (place) drawLabel(context, name, place, { colour: colours.x, align: 'center' }, plot, colours)
}

/** At the left, where the losses come from above: on a logarithmic axis over its line, for there the entropy's name stands below. */
function labelTeacher({ context, colours, plot, y }: Pen, teacher: number, words: NllWords, logarithmic: boolean): void {
  drawLabel(context, words.teacher, [plot.left + 4, y(teacher) + (logarithmic ? -8 : 12)], { colour: colours.mute, align: 'left' }, plot, colours)
}

/** Where along a curve its name may stand, above the curve before below it, the best place first. */
function nameCurve({ context, colours, plot, x, y }: Pen, text: string, colour: string, at: readonly (readonly [step: number | undefined, value: number | undefined])[], names: Names): void {
  const beside = (lift: number) => at.flatMap(([step = NaN, value = NaN]): Place[] => {
    const [left, top] = [x(step), Math.max(plot.top + 12, y(value) - lift)]
    return Number.isFinite(left + top) && left >= plot.left - 1 ? [[left, top]] : []
  })
  const places = [...beside(22), ...beside(-16)]
  const place = names.place(labelWidth(context, text, { bold: true }, colours), places)
  if (place) drawLabel(context, text, place, { colour, bold: true, align: 'center' }, plot, colours)
}

/** The step at a share of what the run has reached. */
const stepNear = ({ plot, x }: Pen, scene: NllScene, share: number): number =>
  x.invert(plot.left + Math.min(plot.width, x(lastStep(scene.series)) - plot.left) * share)

/** About a quarter of the way. */
function nameTrain(pen: Pen, scene: NllScene, average: Float64Array, words: NllWords, names: Names): void {
  const { trainSteps } = scene.series
  const at = [0.25, 0.38, 0.5, 0.12].map((share) => nearestIndex(trainSteps, stepNear(pen, scene, share)))
  nameCurve(pen, words.train, pen.colours.ink, at.map((i) => [trainSteps[i], average[i]]), names)
}

/** About four fifths of the way. */
function nameTest(pen: Pen, scene: NllScene, words: NllWords, names: Names): void {
  const { test } = scene.series
  const steps = test.map((row) => row.step)
  const at = [0.8, 0.7, 0.6].map((share) => nearestIndex(steps, stepNear(pen, scene, share)))
  nameCurve(pen, pen.plot.narrow ? words.testShort : words.test, pen.colours.f, at.map((i) => [steps[i], test[i]?.nll]), names)
}

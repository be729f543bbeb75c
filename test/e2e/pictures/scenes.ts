import type { Colours } from '../../../src/views/colours.ts'
import type { Size } from '../../../src/views/context.ts'
import { drawCurves, drawField } from '../../../src/views/inside/draw.ts'
import { drawWaiting } from '../../../src/views/label.ts'
import { distribution } from '../../../src/views/line/distribution.ts'
import { drawLine, type LineWords } from '../../../src/views/line/draw.ts'
import { drawCdf } from '../../../src/views/line/drawCdf.ts'
import { drawMarks } from '../../../src/views/line/drawMarks.ts'
import { lineModel } from '../../../src/views/line/model.ts'
import { drawNll } from '../../../src/views/nll/draw.ts'
import type { NllScene } from '../../../src/views/nll/pen.ts'
import { drawPath } from '../../../src/views/path/draw.ts'
import { firstLook } from '../../../src/store/planeLook.ts'
import { drawPlane } from '../../../src/views/plane/draw.ts'
import { drawLegend, drawScale } from '../../../src/views/plane/legend.ts'
import { planeMemory, type PlaneScene, type Surface } from '../../../src/views/plane/scene.ts'
import { drawLinePart, drawPlanePart, parts, type Part } from '../../../src/views/runs/draw.ts'
import { drawSketch } from '../../../src/views/sketch/draw.ts'
import { stretchRamp } from '../../../src/views/stretch.ts'
import { drawStep } from '../../../src/views/slowMotion/draw.ts'
import { moments, settled } from '../../../src/views/slowMotion/moments.ts'
import { layOut, sceneAt } from '../../../src/views/slowMotion/scene.ts'
import { lineDifference, lineSnapshot, series } from './line.ts'
import { between, dissection, inside, path, planeDifference, sketch, snapshot } from './plane.ts'

/** A picture over fixed data. */
export interface Scene {
  readonly size: Size
  draw(surface: Surface): void
}

const square: Size = { width: 320, height: 280 }
const chart: Size = { width: 360, height: 180 }
const hueOf = (colours: Colours) => colours.x

const plane = (part: Partial<PlaneScene>): Scene => ({
  size: square,
  draw: (surface) => {
    const show = { points: true, density: true, samples: false, grid: true, posterior: false }
    const scene: PlaneScene = { snapshot, stage: 0, last: 3, show, look: firstLook, between, ceilings: { x: 0.16, z: 0.16 }, anchors: [], travel: 0.4, cursor: null, names: ['x₁', 'x₂'], ...part }
    drawPlane(scene, surface, planeMemory())
  },
})

const lineWords: LineWords = { x: 'x', y: 'z', curve: 'f, from x to z', learned: 'learned p(x)', side: 'base p(z)', bars: 'data', density: 'p(x)', densityUnit: 'per unit length', slices: 'each band holds 1/8', ideal: 'where f must end' }
const half = (x: number): number => 1 / (1 + Math.exp(-2 * x))

const line = (stage: number, marked: boolean): Scene => ({
  size: { width: 420, height: 340 },
  draw: ({ context, size, colours }) => {
    const model = lineModel(lineSnapshot, stage, 8, half)
    if (!model) throw new Error('the fixed snapshot is of a line')
    const pen = drawLine(context, size, model, lineWords, colours)
    if (marked) drawMarks(pen, model, { cursor: 0.4, anchors: [-1.5, 1.2], path: lineSnapshot.path ?? null, travel: 0.3, stage })
  },
})

const cdf: Scene = {
  size: square,
  draw: ({ context, size, colours }) => {
    const { density, points } = lineSnapshot
    if (!density) throw new Error('the fixed snapshot holds a density')
    const rain = { falling: [{ u: 0.3, age: 200 }, { u: 0.7, age: 700 }], landed: [0.1, 0.2, 0.45, 0.5, 0.85] }
    const words = { x: 'x', share: 'F(x)', learned: 'learned F(x)', points: 'data', gap: 'largest gap .031' }
    drawCdf(context, size, { learned: distribution(density), sorted: points?.points[0]?.toSorted() ?? new Float32Array(), rain }, words, colours)
  },
}

const nllWords = { steps: 'optimizer step', stepsShort: 'step', unit: 'nats', train: 'train', test: 'test ± standard error', testShort: 'test', entropy: 'entropy of the data', entropyShort: 'entropy', teacher: 'teacher' }
const nll = (size: Size, part: Partial<NllScene>): Scene => ({
  size,
  draw: ({ context, colours }) => drawNll(context, size, { series, entropy: 0.95, teacher: null, logarithmic: false, cursor: null, factor: 1, zoom: null, dragged: null, others: [], past: null, ...part }, nllWords, colours),
})

const step = (moment: (typeof moments)[number]): Scene => ({
  size: square,
  draw: ({ context, size, colours }) => {
    const laid = layOut(dissection())
    drawStep(context, size, laid, sceneAt(laid, settled(moment)), { across: 'x₁', up: 'x₂' }, colours)
  },
})

const runsWords = { axes: ['x₁', 'x₂'], density: 'p(x)', unit: 'per unit area', less: 'less', more: 'more' }
const runsPart = (part: Part, flat: boolean): Scene => ({
  size: flat ? chart : square,
  draw: (surface) =>
    flat
      ? drawLinePart(part, lineDifference, { ceiling: 0.9, reach: 0.5 }, surface, { ...runsWords, axes: ['x'] })
      : drawPlanePart(part, planeDifference, { ceiling: 0.16, reach: 0.08 }, surface, runsWords),
})
const runsParts = (name: string, flat: boolean) => Object.fromEntries(parts.map((part) => [`${name}-${part}`, runsPart(part, flat)]))

/** What each drawing that a component uses looks like. A drawing that is missing here fails `test/views/pictures.test.ts`. */
export const scenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  'plane/draw.ts drawPlane': {
    'plane-x': plane({ anchors: [[0, 0], [1, 1]], cursor: [1.2, 0.3] }),
    'plane-between': plane({ stage: 1.5, names: ['x₁ → z₁', 'x₂ → z₂'] }),
    'plane-z': plane({ stage: 3, names: ['z₁', 'z₂'], show: { points: true, density: true, samples: true, grid: false, posterior: false } }),
    'plane-stretch': plane({ stage: 3, names: ['z₁', 'z₂'], show: { points: false, density: false, samples: false, grid: true, posterior: false }, look: { ...firstLook, stretch: 'logDet' } }),
    'plane-hues': plane({ look: { ...firstLook, colouring: 'latent' } }),
    'plane-classes': plane({ show: { points: true, density: true, samples: false, grid: false, posterior: true } }),
  },
  'plane/legend.ts drawLegend': {
    legend: { size: { width: 168, height: 26 }, draw: ({ context, size, colours }) => drawLegend(context, size, 0.23, hueOf(colours), colours) },
  },
  'plane/legend.ts drawScale': {
    scale: { size: { width: 168, height: 28 }, draw: ({ context, size, colours }) => drawScale(context, size, stretchRamp(colours), [[0, '−2'], [0.5, '0'], [1, '2']], colours) },
  },
  'runs/draw.ts drawPlanePart': runsParts('runs', false),
  'runs/draw.ts drawLinePart': runsParts('runs-line', true),
  'sketch/draw.ts drawSketch': { sketch: { size: square, draw: (surface) => drawSketch(sketch, surface, { layer: null }) } },
  'label.ts drawWaiting': { waiting: { size: { width: 280, height: 60 }, draw: ({ context, size, colours }) => drawWaiting(context, size, 'The first picture is on its way.', colours) } },
  'line/draw.ts drawLine': { 'line-z': line(1, false), 'line-between': line(0.5, false) },
  'line/drawMarks.ts drawMarks': { 'line-marks': line(1, true) },
  'line/drawCdf.ts drawCdf': { cdf },
  'nll/draw.ts drawNll': { nll: nll(chart, { teacher: 1.1 }), 'nll-low': nll({ width: 320, height: 108 }, { logarithmic: true, cursor: 200 }), 'nll-others': nll(chart, { others: [{ name: 'kept', look: 1, series: { ...series, train: series.train.map((loss) => loss + 0.2) } }], past: 300, dragged: [150, 250] }) },
  'path/draw.ts drawPath': {
    path: { size: chart, draw: ({ context, size, colours }) => drawPath(context, size, path, 0.6, { logDensity: 'log p(x), nats', latent: 'straight in z', data: 'straight in x' }, colours) },
    'path-closed': { size: chart, draw: ({ context, size, colours }) => drawPath(context, size, { ...path, legs: 4, closed: true, shape: 'round' }, 0.6, { logDensity: 'log p(x), nats', latent: 'round in z', data: 'straight in x' }, colours) },
  },
  'inside/draw.ts drawField': { field: { size: square, draw: ({ context, size, colours }) => drawField(context, size, inside, colours) } },
  'inside/draw.ts drawCurves': {
    curves: { size: square, draw: ({ context, size, colours }) => drawCurves(context, size, inside, { input: 'before', output: 'behind', names: ['x₁', 'x₂'] }, colours) },
  },
  'slowMotion/draw.ts drawStep': Object.fromEntries(moments.map((moment) => [`step-${moment}`, step(moment)])),
}

/** Every scene by its name, which is also its image's. */
export const allScenes: ReadonlyMap<string, Scene> = new Map(Object.values(scenes).flatMap((own) => Object.entries(own)))

import { useMemo } from 'react'
import { datasetOf, type DatasetName } from '../datasets/registry.ts'
import { drawFrom } from '../datasets/settle.ts'
import { baseOf } from '../flows/bases/registry.ts'
import { baseCatalog, type BaseName } from '../flows/catalog.ts'
import { initialOptions } from '../math/options.ts'
import { createRandom } from '../math/random.ts'
import type { Range, Window } from '../math/window.ts'

const size = 32
const bars = 12
const draws = { dots: 150, bars: 1200 }
const seed = 7

const share = (value: number, [low, high]: Range): number => (value - low) / (high - low)

/** Dots, as an SVG path: a line of no length with a round cap is a dot. */
function scatter(points: Float32Array, [across = [0, 1], up = [0, 1]]: Window): string {
  return Array.from({ length: points.length / 2 }, (_, i) => {
    const [x = 0, y = 0] = points.subarray(2 * i, 2 * i + 2)
    return `M${(share(x, across) * size).toFixed(1)} ${((1 - share(y, up)) * size).toFixed(1)}h0`
  }).join('')
}

/** The bars of a histogram, as an SVG path. */
function histogram(points: Float32Array, [range = [0, 1]]: Window): string {
  const counts = new Array<number>(bars).fill(0)
  for (const x of points) {
    const bin = Math.min(bars - 1, Math.max(0, Math.floor(share(x, range) * bars)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const most = Math.max(1, ...counts)
  const middle = (i: number) => (((i + 0.5) * size) / bars).toFixed(1)
  return counts.map((count, i) => `M${middle(i)} ${size - 2}v${(-(count / most) * (size - 6)).toFixed(1)}`).join('')
}

function datasetPath(name: DatasetName): string {
  const dataset = datasetOf(name)
  const isPlane = dataset.dimension === 2
  const options = initialOptions(dataset.options)
  const { points } = drawFrom(dataset, createRandom(seed), isPlane ? draws.dots : draws.bars, options)
  return isPlane ? scatter(points, dataset.window(options)) : histogram(points, dataset.window(options))
}

function basePath(name: BaseName): string {
  const { parameters, sample, window } = baseOf(name)
  const options = initialOptions(baseCatalog[name])
  const starts = Object.entries(parameters(options, 1)).map(([key, values]) => [key, new Float32Array(values)])
  return histogram(sample(createRandom(seed), draws.bars, 1, Object.fromEntries(starts), options), window(options, 1))
}

const Drawing = ({ path, kind }: { readonly path: string; readonly kind: 'dots' | 'bars' }) => (
  <svg className={`thumbnail thumbnail-${kind}`} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
    <path d={path} />
  </svg>
)

/** A small picture of a data set, drawn from the data set itself. */
export function DatasetThumbnail({ name }: { readonly name: DatasetName }) {
  const path = useMemo(() => datasetPath(name), [name])
  return <Drawing path={path} kind={datasetOf(name).dimension === 2 ? 'dots' : 'bars'} />
}

/** A small picture of a base on one axis. */
export function BaseThumbnail({ name }: { readonly name: BaseName }) {
  const path = useMemo(() => basePath(name), [name])
  return <Drawing path={path} kind="bars" />
}

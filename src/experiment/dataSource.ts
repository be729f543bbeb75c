import type { Distribution, LabelledPoints } from '../datasets/dataset.ts'
import { gaussianMixture } from '../datasets/gaussianMixture.ts'
import { datasetOf } from '../datasets/registry.ts'
import { settle } from '../datasets/settle.ts'
import type { DataSpec } from './experiment.ts'
import type { PointList } from './ownPoints.ts'
import { fewestToHoldOut } from './settings.ts'

/** Where the points of a run come from: `count` are drawn from a distribution, or a few are all there is. */
export type DataSource =
  | { readonly kind: 'drawn'; readonly distribution: Distribution; readonly count: number }
  | { readonly kind: 'given'; readonly rows: LabelledPoints; readonly dimension: 1 | 2; readonly components: number }

export function dataSourceOf(data: DataSpec): DataSource {
  switch (data.kind) {
    case 'points':
      return ownRows(data.points)
    case 'mixture':
      return { kind: 'drawn', distribution: gaussianMixture(data.components), count: data.count }
    case 'dataset':
      return namedRows(data)
    default:
      return data satisfies never
  }
}

function namedRows(data: Extract<DataSpec, { kind: 'dataset' }>): DataSource {
  const dataset = datasetOf(data.name)
  if (dataset.kind === 'known') return { kind: 'drawn', distribution: settle(dataset, data.options), count: data.count }
  const { rows, dimension, components } = dataset
  return { kind: 'given', rows, dimension, components }
}

const ownRows = (points: PointList): DataSource => ({
  kind: 'given',
  rows: { points: Float32Array.from(points.flat()), components: new Uint8Array(points.length) },
  dimension: points[0]?.length === 1 ? 1 : 2,
  components: 1,
})

/** Whether a part of `count` points without a distribution is held out for the test; of fewer, all are trained on and tested on. */
export const holdsOut = (count: number): boolean => count >= fewestToHoldOut

/** Whether the test NLL is one of points never trained on. */
export const testsUnseen = (data: DataSpec): boolean => data.kind !== 'points' || holdsOut(data.points.length)

/** The distribution that data is drawn from; null where there are only points. */
export function distributionOf(data: DataSpec): Distribution | null {
  const source = dataSourceOf(data)
  return source.kind === 'drawn' ? source.distribution : null
}

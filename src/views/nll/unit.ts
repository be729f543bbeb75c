import type { NllUnit } from '../../store/viewing.ts'

/** What nats of the whole point are multiplied by: a bit is ln 2 nats, and a point has `dimension` of them to share. */
export const unitFactor = (unit: NllUnit, dimension: number): number => (unit === 'bits' ? 1 / (dimension * Math.LN2) : 1)

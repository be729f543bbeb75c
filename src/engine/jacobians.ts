import type { Flow } from '../flows/flow.ts'
import type { Jacobians } from './trainer.ts'

export const emptyJacobians = ({ d, layers }: Flow, n: number): Jacobians => ({
  layers: layers.map(() => new Float32Array(n * d * d)),
  whole: new Float32Array(n * d * d),
})

/** Writes the entries of points `from` … `from + count`, a stream per entry in the order of `jacobianProgram`, into matrices. */
export function fillJacobians({ layers, whole }: Jacobians, d: number, from: number, count: number, streams: readonly Float32Array[]): void {
  const size = d * d
  ;[...layers, whole].forEach((target, k) => {
    for (let entry = 0; entry < size; entry++) {
      const stream = streams[k * size + entry]
      for (let i = 0; i < count; i++) target[(from + i) * size + entry] = stream?.[i] ?? NaN
    }
  })
}

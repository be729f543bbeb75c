import type { Ops } from './ops.ts'

/** What a field says of a point at a time: its velocity, and numbers that are summed up along the path. */
export interface Motion<V> {
  readonly velocity: V
  readonly gains: readonly V[]
}

/** The steps of an integration. `end` may lie before `start`. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly steps: number
}

/**
 * dx/dt = velocity(x, t) from `start` to `end` by the classical Runge–Kutta method of fourth order with equal steps, and
 * ∫ gains dt along the path by the same rule. Time is carried as a number of each sample, like x: one step is then
 * written like the next, and a compiler can make a loop of them.
 */
export function rungeKutta<V>(ops: Ops<V>, field: (x: V, t: V) => Motion<V>, from: V, { start, end, steps }: Span): Omit<Motion<V>, 'velocity'> & { readonly x: V } {
  const h = (end - start) / steps
  const times = (factor: number, a: V): V => ops.mul(ops.constant(factor), a)
  const mean = (a: V, b: V, c: V, d: V): V => ops.add(ops.add(a, d), times(2, ops.add(b, c)))
  let x = from
  let t = ops.add(times(0, ops.slice(from, 0, 1)), ops.constant(start))
  let gains: readonly V[] | null = null
  for (let step = 0; step < steps; step++) {
    const [middle, next] = [ops.add(t, ops.constant(h / 2)), ops.add(t, ops.constant(h))]
    const a = field(x, t)
    const b = field(ops.add(x, times(h / 2, a.velocity)), middle)
    const c = field(ops.add(x, times(h / 2, b.velocity)), middle)
    const d = field(ops.add(x, times(h, c.velocity)), next)
    const all: readonly V[] | null = gains
    gains = a.gains.map((own, i) => added(ops, all?.[i], mean(own, b.gains[i] as V, c.gains[i] as V, d.gains[i] as V)))
    x = ops.add(x, times(h / 6, mean(a.velocity, b.velocity, c.velocity, d.velocity)))
    t = next
  }
  return { x, gains: (gains ?? []).map((sum) => times(h / 6, sum)) }
}

const added = <V>(ops: Ops<V>, a: V | undefined, b: V): V => (a === undefined ? b : ops.add(a, b))

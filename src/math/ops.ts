import type { Block } from './block.ts'

/**
 * The algebra over which every formula of x2z is written once.
 *
 * A value `V` stands for one number per sample (width 1) or for a short vector per sample
 * (width K: mixture components, spline knots, the units of a network). Element-wise operations
 * broadcast a width of 1 against a width of K. What `V` is decides what a formula does: float64 columns
 * give ground truth, tensors give the reference trainer, traced nodes give a compiled kernel.
 */
export interface Ops<V> {
  /** 'double' where the instance carries 53 bits, 'single' where it carries 24: picks polynomial degrees. */
  readonly precision: 'single' | 'double'

  constant(value: number): V
  /** A constant vector of width `values.length`. */
  vector(values: readonly number[]): V
  /** The weights of a block as a vector of the block's size, the same for every sample. */
  parameter(block: Block): V
  /** x W + b with W of shape [inputs, outputs]: a vector of width `outputs`. */
  dense(x: V, weights: Block, bias: Block): V
  /** x W: the same without a bias. */
  linear(x: V, weights: Block): V

  add(a: V, b: V): V
  sub(a: V, b: V): V
  mul(a: V, b: V): V
  div(a: V, b: V): V
  neg(a: V): V
  abs(a: V): V
  exp(a: V): V
  log(a: V): V
  log1p(a: V): V
  sqrt(a: V): V
  tanh(a: V): V
  max(a: V, b: V): V
  min(a: V, b: V): V

  /** A mask: true where a < b. Only `select` may read it. */
  less(a: V, b: V): V
  /** `yes` where the mask holds, else `no`. Both sides are computed: clamp what could overflow first. */
  select(mask: V, yes: V, no: V): V
  /**
   * `value(a)` whose derivative is known in closed form: `slope(a, value)`, entry by entry of a. Spares the reverse pass
   * what happens inside `value`. Where `value` folds a vector into one number, the slope is the gradient vector.
   */
  withSlope(a: V, value: (a: V) => V, slope: (a: V, value: V) => V): V

  width(a: V): number
  /** Entries `from … from + width − 1` of a vector. */
  slice(a: V, from: number, width: number): V
  concat(parts: readonly V[]): V
  /** Sum over the vector: width K → 1. */
  sum(a: V): V
  /** Running sum over the vector: entry k is the sum of entries 0 … k. */
  running(a: V): V
  /** Largest entry of the vector: width K → 1. Has no gradient: only inside `withSlope` or `iterate`. */
  greatest(a: V): V
  /** Smallest entry of the vector: width K → 1. Has no gradient: only inside `withSlope` or `iterate`. */
  least(a: V): V

  /** Applies `body` a fixed number of times to a state, in lock step for all samples. Not differentiated. */
  iterate(count: number, start: readonly V[], body: (state: readonly V[]) => readonly V[]): readonly V[]
}

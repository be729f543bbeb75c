import type { Ops } from '../math/ops.ts'
import type { Sentence } from '../words/sentence.ts'
import { baseOf } from './bases/registry.ts'
import type { Point } from './bijector.ts'
import type { StructureName } from './catalog.ts'
import type { Flow, FlowStages } from './flow.ts'
import { chooseScalar } from './scalar/registry.ts'
import type { BaseSpec, LayerSpec } from './stack.ts'

/**
 * How an inverse autoregressive flow learns from an autoregressive one, without a turn for each coordinate.
 *
 * A student S with z_k = f(x_k; θ_k(z_<k)) has to find z_<k before it can map x_k. But a teacher T, the same stack with
 * networks of x_<k, knows the latents of its own samples: z ~ p_Z, x = T⁻¹(z), and every stage on the way is kept. So the
 * student's networks are given the kept stage h = T(x) in the place of their own output, and the loss of a pair is
 *
 *     L = −log q̃(x),  q̃(x) = p_Z(S̃(x)) Π_k |∂S̃_k/∂x_k|,  S̃_k(x) = f(x_k; θ_k(h_<k)),
 *
 * in nats of the whole point. Since h_<k is a function of x_<k, S̃ is triangular and q̃ a density whatever the weights are:
 * E_T[L] = H(p_T) + KL(p_T ‖ q̃), by the chain rule a sum of E KL(p_T(x_k | x_<k) ‖ q̃(x_k | h_<k)). It is least exactly
 * where S̃ carries p_T to p_Z, and of all increasing triangular maps that is T alone (Knothe and Rosenblatt). There the
 * student's own output is the stage that it was given, and S, evaluated honestly, is T as well.
 *
 * This holds because only one layer reads a stage, and because that stage is what T makes of x whichever weights stand
 * elsewhere: so no other network, nothing learned after that layer, and no learned base. Parallel WaveNet (van den Oord et
 * al. 2018) has the student draw the samples and lowers KL(q ‖ p_T) instead, which may leave modes out.
 */
export function forcedStages<V>(flow: Flow, ops: Ops<V>, x: Point<V>, kept: Point<V>, given?: V): FlowStages<V> {
  const points = [x]
  const logDets = flow.layers.map((layer) => {
    const from = points.at(-1) ?? x
    const { to, logDet } = layer.forced ? layer.forced(ops, from, kept, given) : layer.forward(ops, from, given)
    points.push(to)
    return logDet
  })
  return { points, logDets }
}

/** Which stage a student's networks read: the output of its one layer that reads its own output. */
export const keptStage = ({ layers }: Flow): number => layers.findIndex(({ forced }) => forced) + 1

/** Structures that may stand before the layer that reads: they map each coordinate by itself, or only change their order. */
const before: readonly StructureName[] = ['elementwise', 'actnorm', 'permutation']

const learnsNothing = ({ structure, scalar, options }: LayerSpec): boolean =>
  structure === 'permutation' ||
  (structure === 'elementwise' && scalar !== undefined && Object.keys(chooseScalar(scalar, options).parameters).length === 0)

/** Why a stack cannot be a student, or null where it can. */
export function checkStudent(d: number, layers: readonly LayerSpec[], base: BaseSpec): Sentence | null {
  const reading = layers.findIndex(({ structure }) => structure === 'inverseAutoregressive')
  if (reading < 0) return { key: 'flow.student.none' }
  const early = layers.findIndex(({ structure }, i) => i < reading && !before.includes(structure))
  const late = layers.findIndex((layer, i) => i > reading && !learnsNothing(layer))
  if (early >= 0) return { key: 'flow.student.before', values: { layer: early + 1 } }
  if (late >= 0) return { key: 'flow.student.after', values: { layer: late + 1 } }
  const isLearned = Object.values(baseOf(base.name).parameters(base.options, d)).some(({ length }) => length > 0)
  return isLearned ? { key: 'flow.student.base' } : null
}

/** A stack whose one network reads x, read from z instead; and the other way round. */
const turned = (layers: readonly LayerSpec[], from: StructureName, to: StructureName): readonly LayerSpec[] =>
  layers.map((layer) => (layer.structure === from ? { ...layer, structure: to } : layer))

export const teacherLayers = (layers: readonly LayerSpec[]): readonly LayerSpec[] => turned(layers, 'inverseAutoregressive', 'autoregressive')
export const studentLayers = (layers: readonly LayerSpec[]): readonly LayerSpec[] => turned(layers, 'autoregressive', 'inverseAutoregressive')

import { number, type OptionsOf } from '../math/options.ts'
import { lattice } from '../math/quadrature.ts'
import type { Random } from '../math/random.ts'
import type { Window } from '../math/window.ts'
import type { Distribution, LabelledPoints } from './dataset.ts'

/** One Gaussian of the plane, an ellipse: what can be told of it. */
export const ellipseOptions = {
  centre1: number(-4, 4, 0.01, 0),
  centre2: number(-4, 4, 0.01, 0),
  /** Standard deviation along the first half-axis. */
  deviation1: number(0.05, 2, 0.01, 1),
  deviation2: number(0.05, 2, 0.01, 1),
  /** Degrees, anticlockwise, from the x₁ axis to the first half-axis: half a turn changes nothing, but spares an editor a jump. */
  tilt: number(0, 360, 1, 0),
  /** Relative to the other ellipses. */
  weight: number(0.1, 10, 0.1, 1),
} as const

export type Ellipse = OptionsOf<typeof ellipseOptions>

/** A component is a `Uint8Array`'s entry, and has a colour and a shape of its own. */
export const maximumEllipses = 8

/** In deviations: less than 4e-4 of an ellipse's mass lies beyond 4, less than 2e-8 beyond 6. */
const pictureReach = 4
const entropyReach = 6
/** Lattice cells per deviation of the narrowest ellipse. */
const cellsPerDeviation = 1.5
/** A log-density whose p log p is nothing. */
const vanishing = -40

/** The unit vector along the first half-axis; the second is a quarter turn ahead. */
export function directionOf({ tilt }: Pick<Ellipse, 'tilt'>): readonly [cos: number, sin: number] {
  const radians = (tilt * Math.PI) / 180
  return [Math.cos(radians), Math.sin(radians)]
}

/** (x − centre) on both half-axes, in deviations. */
export function withinEllipse(ellipse: Ellipse, x1: number, x2: number): readonly [number, number] {
  const [cos, sin] = directionOf(ellipse)
  const [dx1, dx2] = [x1 - ellipse.centre1, x2 - ellipse.centre2]
  return [(cos * dx1 + sin * dx2) / ellipse.deviation1, (cos * dx2 - sin * dx1) / ellipse.deviation2]
}

/** The way back: the place that lies `u1` and `u2` deviations along the half-axes. */
export function fromEllipse(ellipse: Ellipse, u1: number, u2: number): readonly [number, number] {
  const [cos, sin] = directionOf(ellipse)
  const [a, b] = [u1 * ellipse.deviation1, u2 * ellipse.deviation2]
  return [ellipse.centre1 + cos * a - sin * b, ellipse.centre2 + sin * a + cos * b]
}

function weightsOf(ellipses: readonly Ellipse[]): readonly number[] {
  const total = ellipses.reduce((sum, { weight }) => sum + weight, 0)
  return ellipses.map(({ weight }) => weight / total)
}

function choose(weights: readonly number[], u: number): number {
  let left = u
  const chosen = weights.findIndex((weight) => (left -= weight) < 0)
  return chosen < 0 ? weights.length - 1 : chosen
}

function draw(ellipses: readonly Ellipse[], random: Random, n: number): LabelledPoints {
  const weights = weightsOf(ellipses)
  const points = new Float32Array(2 * n)
  const components = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    const component = choose(weights, random.uniform())
    const ellipse = ellipses[component]
    if (ellipse) points.set(fromEllipse(ellipse, random.normal(), random.normal()), 2 * i)
    components[i] = component
  }
  return { points, components }
}

/** An ellipse as its density is computed: what its peak comes to, its centre, and each half-axis over its deviation. */
function bellOf(ellipse: Ellipse, weight: number) {
  const { centre1, centre2, deviation1, deviation2 } = ellipse
  const [cos, sin] = directionOf(ellipse)
  const logPeak = Math.log(weight / (2 * Math.PI * deviation1 * deviation2))
  return { logPeak, centre1, centre2, along1: cos / deviation1, along2: sin / deviation1, across1: -sin / deviation2, across2: cos / deviation2 }
}

/** A Gaussian this much below the largest, in nats, adds nothing in double precision. */
const negligible = 40

/** log Σ w N(x; μ, R diag(σ²) Rᵀ) in nats, finite however far the point lies. `[n, 2]` → `[n]`. */
function logDensity(ellipses: readonly Ellipse[], points: Float32Array): Float64Array {
  const weights = weightsOf(ellipses)
  const bells = ellipses.map((ellipse, k) => bellOf(ellipse, weights[k] ?? 0))
  return Float64Array.from({ length: points.length / 2 }, (_, i) => {
    let top = -Infinity
    let sum = 0
    for (const bell of bells) {
      const dx1 = (points[2 * i] as number) - bell.centre1
      const dx2 = (points[2 * i + 1] as number) - bell.centre2
      const term = bell.logPeak - ((bell.along1 * dx1 + bell.along2 * dx2) ** 2 + (bell.across1 * dx1 + bell.across2 * dx2) ** 2) / 2
      if (term > top) {
        sum = top > term - negligible ? sum * Math.exp(top - term) + 1 : 1
        top = term
      } else if (term > top - negligible) sum += Math.exp(term - top)
    }
    return top + Math.log(sum)
  })
}

/** The box, parallel to the axes, that holds every ellipse out to `reach` deviations. */
function boxOf(ellipses: readonly Ellipse[], reach: number): Window {
  const spans = ellipses.map((ellipse) => {
    const [cos, sin] = directionOf(ellipse)
    const [a, b] = [ellipse.deviation1, ellipse.deviation2]
    return [
      { centre: ellipse.centre1, half: reach * Math.hypot(a * cos, b * sin) },
      { centre: ellipse.centre2, half: reach * Math.hypot(a * sin, b * cos) },
    ] as const
  })
  return ([0, 1] as const).map((axis) => [
    Math.min(...spans.map((span) => span[axis].centre - span[axis].half)),
    Math.max(...spans.map((span) => span[axis].centre + span[axis].half)),
  ])
}

/** −∫ p log p in nats by summing over a lattice. */
function entropyOf(ellipses: readonly Ellipse[]): number {
  const finest = Math.min(...ellipses.flatMap(({ deviation1, deviation2 }) => [deviation1, deviation2]))
  const { points, cell } = lattice(boxOf(ellipses, entropyReach), finest / cellsPerDeviation)
  return logDensity(ellipses, points).reduce((sum, logP) => (logP > vanishing ? sum - Math.exp(logP) * logP * cell : sum), 0)
}

/** Σ w H_k in nats, each Gaussian's entropy being 1 + log 2π + log σ₁σ₂. */
function conditionalEntropyOf(ellipses: readonly Ellipse[]): number {
  const weights = weightsOf(ellipses)
  const own = ({ deviation1, deviation2 }: Ellipse) => 1 + Math.log(2 * Math.PI * deviation1 * deviation2)
  return ellipses.reduce((sum, ellipse, k) => sum + (weights[k] ?? 0) * own(ellipse), 0)
}

/** A mixture of one Gaussian or more in the plane, each ellipse one component. */
export const gaussianMixture = (ellipses: readonly Ellipse[]): Distribution => ({
  dimension: 2,
  components: ellipses.length,
  sample: (random, n) => draw(ellipses, random, n),
  logDensity: (points) => logDensity(ellipses, points),
  entropy: () => entropyOf(ellipses),
  weights: () => weightsOf(ellipses),
  conditionalEntropy: () => conditionalEntropyOf(ellipses),
  window: () => boxOf(ellipses, pictureReach),
})

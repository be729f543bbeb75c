import { lattice } from '../math/quadrature.ts'
import type { Random } from '../math/random.ts'
import type { KnownDataset, LabelledPoints } from './dataset.ts'

/**
 * An arm is a Gaussian along (r) and across (t) a line, which is then turned by an angle that grows with r:
 * x = 2 (r cos θ + t sin θ, t cos θ − r sin θ), θ = 2πk/5 + ¼ eʳ.
 */
const arms = 5
const along = { mean: 1, deviation: 0.3 }
const across = { deviation: 0.1 }
const rate = 0.25
/** The literature enlarges the whole picture. */
const enlarged = 2

/** In deviations: no root farther out adds to a density. */
const farthest = 10
/** In deviations of r: what pictures show. */
const pictureReach = 4
/** Of the entropy's lattice, in deviations: short of where an arm folds over itself, with a mass of 3e-7 beyond. */
const entropyReach = 5.5
const entropySpacing = 1 / 4

const turn = (arm: number, r: number): number => (2 * Math.PI * arm) / arms + rate * Math.exp(r)

/** log of the Gaussian in (r, t) over the area that the enlargement makes of a unit of it. */
const logNormalizer = -Math.log(2 * Math.PI * along.deviation * across.deviation * enlarged ** 2)

const logGaussian = (r: number, t: number): number =>
  logNormalizer - 0.5 * (((r - along.mean) / along.deviation) ** 2 + (t / across.deviation) ** 2)

function place(r: number, t: number, angle: number): readonly [number, number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [enlarged * (r * cos + t * sin), enlarged * (t * cos - r * sin)]
}

function draw(random: Random, n: number): LabelledPoints {
  const points = new Float32Array(2 * n)
  const components = new Uint8Array(n)
  for (let i = 0; i < n; i++) {
    const arm = random.integer(arms)
    const r = along.mean + along.deviation * random.normal()
    points.set(place(r, across.deviation * random.normal(), turn(arm, r)), 2 * i)
    components[i] = arm
  }
  return { points, components }
}

/** Where roots are looked for: close enough that one stretch holds one root, but where the density vanishes anyway. */
function nodes(): Float64Array {
  const found: number[] = []
  const last = along.mean + farthest * along.deviation
  for (let r = along.mean - farthest * along.deviation; r < last; r += Math.min(0.1, 0.2 / (rate * Math.exp(r)))) found.push(r)
  return Float64Array.from([...found, last])
}

/** What there is to know of an arm before any point is: cosine and sine of its angle at each node. */
interface Arm {
  readonly index: number
  readonly cosines: Float64Array
  readonly sines: Float64Array
}

const places = nodes()
const allArms: readonly Arm[] = Array.from({ length: arms }, (_, index) => ({
  index,
  cosines: places.map((r) => Math.cos(turn(index, r))),
  sines: places.map((r) => Math.sin(turn(index, r))),
}))

/** The root of r = y₁ cos θ(r) − y₂ sin θ(r) between two places where its sides change sides: Newton, kept in the bracket. */
function root(y1: number, y2: number, arm: number, from: number, to: number, rises: boolean): number {
  let [low, high, r] = [from, to, (from + to) / 2]
  for (let step = 0; step < 40 && high - low > 1e-14; step++) {
    const angle = turn(arm, r)
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    const gap = r - (y1 * cos - y2 * sin)
    if (gap > 0 === rises) high = r
    else low = r
    const next = r - gap / (1 + rate * Math.exp(r) * (y1 * sin + y2 * cos))
    const inside = next >= low && next <= high
    if (inside && Math.abs(next - r) < 1e-13) return next
    r = inside ? next : (low + high) / 2
  }
  return r
}

/** log of the density that a root brings: the Gaussian over |∂(y)/∂(r, t)| = |1 + θ′ t|. */
function logDensityAt(y1: number, y2: number, arm: number, r: number): number {
  const angle = turn(arm, r)
  const t = y1 * Math.sin(angle) + y2 * Math.cos(angle)
  return logGaussian(r, t) - Math.log(Math.abs(1 + rate * Math.exp(r) * t))
}

/** Change of variables: a place may be reached from several r of one arm. */
function termsOf({ index, cosines, sines }: Arm, y1: number, y2: number, terms: number[]): void {
  const radius = Math.hypot(y1, y2)
  let before = 0
  for (let j = 0; j < places.length; j++) {
    const r = places[j] as number
    const gap = r - (y1 * (cosines[j] as number) - y2 * (sines[j] as number))
    if (j > 0 && gap > 0 !== before > 0) {
      terms.push(logDensityAt(y1, y2, index, root(y1, y2, index, places[j - 1] as number, r, gap > 0)))
    }
    // No root lies farther out than the point.
    if (r > radius) return
    before = gap
  }
}

function logDensityOf(among: readonly Arm[], points: Float32Array): Float64Array {
  return Float64Array.from({ length: points.length / 2 }, (_, i) => {
    const terms: number[] = []
    const [y1, y2] = [(points[2 * i] as number) / enlarged, (points[2 * i + 1] as number) / enlarged]
    for (const arm of among) termsOf(arm, y1, y2, terms)
    const top = Math.max(...terms)
    return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0) / among.length)
  })
}

/** −E log p in nats over one arm, the first of `among`: all arms are alike. */
function entropyOf(among: readonly Arm[]): number {
  const reach = [-entropyReach, entropyReach] as const
  const { points: normals, cell } = lattice([reach, reach], entropySpacing)
  const points = new Float32Array(normals.length)
  for (let i = 0; i < normals.length; i += 2) {
    const r = along.mean + along.deviation * (normals[i] as number)
    points.set(place(r, across.deviation * (normals[i + 1] as number), turn(0, r)), i)
  }
  return logDensityOf(among, points).reduce((sum, logP, i) => {
    const square = (normals[2 * i] as number) ** 2 + (normals[2 * i + 1] as number) ** 2
    return square > entropyReach ** 2 ? sum : sum - ((Math.exp(-0.5 * square) * cell) / (2 * Math.PI)) * logP
  }, 0)
}

const rim = enlarged * (along.mean + pictureReach * along.deviation)

/** Five arms that swirl, the faster the farther out (Johnson et al. 2016, composing graphical models). */
export const pinwheel: KnownDataset<Record<never, never>> = {
  kind: 'known',
  dimension: 2,
  components: arms,
  options: {},
  sample: draw,
  logDensity: (points) => logDensityOf(allArms, points),
  entropy: () => entropyOf(allArms),
  weights: () => new Array<number>(arms).fill(1 / arms),
  conditionalEntropy: () => entropyOf(allArms.slice(0, 1)),
  window: () => [
    [-rim, rim],
    [-rim, rim],
  ],
}

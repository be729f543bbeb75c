import { choice, fromDimension, integer, number, type OptionSpecs } from '../math/options.ts'

/**
 * Every name a person can choose for a flow, with its options, ranges and defaults: data only.
 * Menus, link schema, registries and tests iterate over these tables. Labels stand in `words/`.
 */

export const conditionerOptions = {
  width: integer(1, 256, 64),
  depth: integer(0, 4, 2),
  activation: choice(['tanh', 'softplus', 'silu'], 'tanh'),
  /** 'residual': every hidden layer after the first adds to what it reads. */
  connections: choice(['plain', 'residual'], 'plain'),
} as const satisfies OptionSpecs

export const mixtureOptions = {
  components: integer(1, 20, 5),
  /** 'unit' ends on (0, 1); 'real' adds the logit in its exact two-tail form, as Flow++ does. */
  onto: choice(['unit', 'real'], 'unit'),
} as const satisfies OptionSpecs

const bins = integer(2, 32, 8)

/** Of every scalar bijector in every structure: 'inverse' turns it round, so that F⁻¹ can follow F in a stack. */
export const scalarOptions = { direction: choice(['forward', 'inverse'], 'forward') } as const satisfies OptionSpecs

export const scalarCatalog = {
  affine: {},
  shift: {},
  /** The highest power of x. */
  polynomial: { degree: choice(['3', '5', '7'], '5') },
  sigmoid: {},
  logit: {},
  gaussianMixtureCdf: mixtureOptions,
  logisticMixtureCdf: mixtureOptions,
  /** `bound`: it bends [−bound, bound] and leaves what lies outside as it is. */
  rationalQuadraticSpline: { bins, bound: number(1, 20, 0.5, 5) },
  piecewiseLinear: { bins },
  piecewiseQuadratic: { bins },
} as const satisfies Record<string, OptionSpecs>

const order = choice(['forward', 'reverse'], 'forward')

/**
 * `minimumDimension`: the fewest coordinates it makes sense for. `scalar`: which scalar bijectors it can take. `inTurn`:
 * the direction, if any, in which each coordinate waits for the one before.
 */
interface StructureEntry {
  readonly minimumDimension: number
  readonly inTurn?: 'forward' | 'inverse'
  readonly scalar: 'any' | 'learned' | 'none'
  readonly options: OptionSpecs
}

export const structureCatalog = {
  elementwise: { minimumDimension: 1, scalar: 'any', options: {} },
  autoregressive: {
    minimumDimension: 2,
    inTurn: 'inverse',
    scalar: 'learned',
    options: { order, ...conditionerOptions },
  },
  inverseAutoregressive: {
    minimumDimension: 2,
    inTurn: 'forward',
    scalar: 'learned',
    options: { order, ...conditionerOptions },
  },
  coupling: {
    minimumDimension: 2,

    scalar: 'learned',
    options: {
      transforms: choice(['second', 'first'], 'second'),
      /** Which coordinates make up the two parts; of two coordinates each is one. */
      mask: fromDimension(3, choice(['halves', 'alternating'], 'halves')),
      ...conditionerOptions,
    },
  },
  permutation: { minimumDimension: 2, scalar: 'none', options: { reorder: fromDimension(3, choice(['reverse', 'rotate'], 'reverse')) } },
  /** `angle`, in degrees, is where every plane starts. */
  rotation: { minimumDimension: 2, scalar: 'none', options: { angle: number(-175, 175, 5, 0) } },
  triangular: { minimumDimension: 2, scalar: 'none', options: { half: choice(['lower', 'upper'], 'lower') } },
  /** `reorder` is the fixed permutation P. */
  plu: { minimumDimension: 2, scalar: 'none', options: { reorder: choice(['reverse', 'rotate', 'none'], 'reverse') } },
  actnorm: { minimumDimension: 1, scalar: 'none', options: {} },
  planar: { minimumDimension: 1, scalar: 'none', options: {} },
  radial: { minimumDimension: 1, scalar: 'none', options: {} },
  continuous: {
    minimumDimension: 1,

    scalar: 'none',
    /** `steps` of the integrator from x to z; each asks the network four times. */
    options: { width: integer(1, 256, 64), depth: integer(1, 4, 1), activation: choice(['tanh', 'softplus'], 'tanh'), steps: integer(1, 16, 8) },
  },
} as const satisfies Record<string, StructureEntry>

export const baseCatalog = {
  normal: {},
  uniform: {},
  beta: { a: number(0.5, 20, 0.5, 5), b: number(0.5, 20, 0.5, 5) },
  logistic: {},
  /** `freedom`: degrees of freedom; 1 is Cauchy's distribution, many the normal. */
  studentT: { freedom: number(1, 50, 0.5, 5) },
  /** `over`: one mixture of all axes together, or one of each by itself. */
  mixture: {
    components: integer(2, 8, 2),
    over: choice(['joint', 'axes'], 'joint'),
    fit: choice(['fixed', 'learned'], 'fixed'),
  },
} as const satisfies Record<string, OptionSpecs>

export type ScalarName = keyof typeof scalarCatalog
export type StructureName = keyof typeof structureCatalog
export type BaseName = keyof typeof baseCatalog

export const scalarNames = Object.keys(scalarCatalog) as ScalarName[]
export const structureNames = Object.keys(structureCatalog) as StructureName[]
export const baseNames = Object.keys(baseCatalog) as BaseName[]

import type { OptionSpecs, OptionsOf, OptionValues } from '../../math/options.ts'
import type { ChosenScalar, ScalarBijector } from '../bijector.ts'
import type { scalarCatalog, ScalarName, scalarOptions } from '../catalog.ts'
import { affine } from './affine.ts'
import { gaussianMixtureCdf } from './gaussianMixtureCdf.ts'
import { logisticMixtureCdf } from './logisticMixtureCdf.ts'
import { logit } from './logit.ts'
import { piecewiseLinear } from './piecewiseLinear.ts'
import { piecewiseQuadratic } from './piecewiseQuadratic.ts'
import { polynomial } from './polynomial.ts'
import { rationalQuadraticSpline } from './rationalQuadraticSpline.ts'
import { shift } from './shift.ts'
import { sigmoid } from './sigmoid.ts'

type Registry = { readonly [N in ScalarName]: ScalarBijector<(typeof scalarCatalog)[N], string> }

/** Every scalar bijector. Forgetting one of the catalogue is a compile error. */
const scalars = {
  affine,
  shift,
  polynomial,
  sigmoid,
  logit,
  gaussianMixtureCdf,
  logisticMixtureCdf,
  rationalQuadraticSpline,
  piecewiseLinear,
  piecewiseQuadratic,
} satisfies Registry

/** A scalar bijector turned round: what was its inverse is its forward. */
const turned = ({ domain, range, parameters, forward, inverse }: ChosenScalar): ChosenScalar => ({
  domain: range,
  range: domain,
  parameters,
  forward: inverse,
  inverse: forward,
  // They lie on the axis that is now the output's.
  landmarks: () => null,
})

/** Binds a scalar bijector to options that were validated against its table and that of `scalarOptions`. */
export function bindScalar<S extends OptionSpecs>(bijector: ScalarBijector<S, string>, values: OptionValues): ChosenScalar {
  const options = values as OptionsOf<S>
  const { direction } = values as Partial<OptionsOf<typeof scalarOptions>>
  const chosen: ChosenScalar = {
    domain: bijector.domain(options),
    range: bijector.range(options),
    parameters: bijector.parameters(options),
    forward: (ops, p, x) => bijector.forward(ops, p, x, options),
    inverse: (ops, p, y) => bijector.inverse(ops, p, y, options),
    landmarks: (ops, p) => bijector.landmarks?.(ops, p, options) ?? null,
  }
  return direction === 'inverse' ? turned(chosen) : chosen
}

export const chooseScalar = (name: ScalarName, options: OptionValues): ChosenScalar =>
  bindScalar<OptionSpecs>(scalars[name] as ScalarBijector<OptionSpecs, string>, options)

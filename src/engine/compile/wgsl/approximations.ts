import { expTail, ln2High, ln2Low, logTail, tanhP, tanhQ } from '../polynomials.ts'
import { literal } from './source.ts'

/**
 * Transcendental functions of four samples. WGSL lets its own be off by 1e-5, overflow, or treat NaN as it likes: these
 * are the polynomials of the WebAssembly target, so that both engines compute the same.
 */

const horner = (coefficients: readonly number[], at: string): string => {
  const [last = 0, ...rest] = coefficients.toReversed()
  return rest.reduce((text, c) => `(${text} * ${at} + ${literal(c)})`, `vec4f(${literal(last)})`)
}

const exp = `
// exp a: relative error 2e-7 on [-87, 88], held at the values there outside; NaN stays.
fn expOf(a: vec4f) -> vec4f {
  let low = select(a, vec4f(-87.0), a < vec4f(-87.0));
  let x = select(low, vec4f(88.0), low > vec4f(88.0));
  let n = round(x * ${literal(Math.LOG2E)});
  let r = (x - n * ${literal(ln2High)}) - n * ${literal(ln2Low)};
  let p = ${horner(expTail, 'r')} * r * r + r + 1.0;
  return p * bitcast<vec4f>((vec4i(n) + 127) << vec4u(23));
}
`

const log = `
// log a: absolute error 1e-7 near 1, relative 1e-7 elsewhere; log 0 = -infinity, below 0 NaN.
fn logOf(a: vec4f) -> vec4f {
  let bits = bitcast<vec4i>(a);
  // a = 2^e m with m in [sqrt 1/2, sqrt 2).
  let e = (bits - 0x3f3504f3) >> vec4u(23);
  let f = bitcast<vec4f>(bits - (e << vec4u(23))) - 1.0;
  let n = vec4f(e);
  let y = ${horner(logTail, 'f')} * f * f * f + n * ${literal(ln2Low)} - f * f * 0.5 + f + n * ${literal(ln2High)};
  let positive = select(y, vec4f(-infinity), a < vec4f(1.17549435e-38));
  let real = select(positive, vec4f(notANumber), a < vec4f(0.0));
  return select(a, real, a < vec4f(infinity));
}
`

const log1p = `
// log(1 + a) = log w * a / (w - 1) with w = 1 + a (Kahan). The detour over bits keeps a compiler from "simplifying" w - 1.
fn log1pOf(a: vec4f) -> vec4f {
  let w = bitcast<vec4f>(bitcast<vec4u>(a + 1.0) ^ vec4u(nothing));
  let rest = w - 1.0;
  return select(logOf(w) * a / select(rest, vec4f(1.0), rest == vec4f(0.0)), a, rest == vec4f(0.0));
}
`

const tanh = `
// tanh a = a P(a^2) / Q(a^2) on [-8, 8]: relative error 4.2e-7; NaN stays.
fn tanhOf(a: vec4f) -> vec4f {
  let high = select(a, vec4f(8.0), a > vec4f(8.0));
  let x = select(high, vec4f(-8.0), high < vec4f(-8.0));
  let u = x * x;
  return x * ${horner(tanhP, 'u')} / ${horner(tanhQ, 'u')};
}
`

/**
 * What every kernel may refer to. `nothing` is always 0, but comes from a uniform buffer, by the kernel's own `zero()`: no
 * compiler knows it, so none folds what WGSL forbids as a constant, nor what floating point does not allow.
 */
export const approximations = `
var<private> nothing: u32;
var<private> infinity: f32;
var<private> notANumber: f32;
fn prepareNumbers() {
  nothing = zero();
  infinity = bitcast<f32>(0x7f800000u ^ nothing);
  notANumber = bitcast<f32>(0x7fc00000u ^ nothing);
}
${exp}${log}${log1p}${tanh}`

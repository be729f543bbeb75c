import { expTail, ln2High, ln2Low, log1pUnit, logTail, tanhP, tanhQ } from '../polynomials.ts'
import type { Assembler, Local } from './assembler.ts'

/**
 * Transcendental functions of four lanes, as instructions in place. Each takes its argument from the stack and leaves
 * its value there. Errors were measured over the whole range against float64; `test/engine/compile` holds them.
 */

const log2e = Math.LOG2E

/** Evaluates a polynomial, ascending coefficients, at a local; leaves it on the stack. */
function horner(code: Assembler, coefficients: readonly number[], at: Local): void {
  const [last = 0, ...rest] = coefficients.toReversed()
  code.splat(last)
  for (const c of rest) code.get(at).op('f32x4.mul').splat(c).op('f32x4.add')
}

/** The same for a polynomial whose last coefficient, left out, is 1. */
function monic(code: Assembler, coefficients: readonly number[], at: Local): void {
  const [last = 0, ...rest] = coefficients.toReversed()
  code.get(at).splat(last).op('f32x4.add')
  for (const c of rest) code.get(at).op('f32x4.mul').splat(c).op('f32x4.add')
}

/** Adding it leaves a float32 rounded to a whole number, which then stands in its low bits. */
const rounder = 1.5 * 2 ** 23

/** exp a. Relative error 2e-7 on [−87, 88]; held at the values there outside, so that it never is 0 or infinite; NaN stays. */
export function emitExp(code: Assembler): void {
  const [x, bits, n, r] = [code.local('v128'), code.local('v128'), code.local('v128'), code.local('v128')]
  code.splat(-87).op('f32x4.pmax').splat(88).op('f32x4.pmin').tee(x)
  code.splat(log2e).op('f32x4.mul').splat(rounder).op('f32x4.add').tee(bits)
  code.splat(rounder).op('f32x4.sub').set(n)
  code.get(x).get(n).splat(ln2High).op('f32x4.mul', 'f32x4.sub')
  code.get(n).splat(ln2Low).op('f32x4.mul', 'f32x4.sub').set(r)
  horner(code, expTail, r)
  code.get(r).op('f32x4.mul').get(r).op('f32x4.mul').get(r).op('f32x4.add').splat(1).op('f32x4.add')
  code.get(bits).shiftLeft(23).splatBits(127 << 23).op('i32x4.add', 'f32x4.mul')
  code.release(x, bits, n, r)
}

/** log a. Absolute error 1e-7 near 1, relative 1e-7 elsewhere; log 0 = −∞, below 0 NaN, infinity and NaN stay. */
export function emitLog(code: Assembler): void {
  const [x, e, f, f2] = [code.local('v128'), code.local('v128'), code.local('v128'), code.local('v128')]
  code.set(x)
  // x = 2^e m with m in [√½, √2): the bits of √½ are taken off before the exponent is read.
  code.get(x).splatBits(0x3f3504f3).op('i32x4.sub').shiftRight(23).set(e)
  code.get(x).get(e).shiftLeft(23).op('i32x4.sub').splat(1).op('f32x4.sub').set(f)
  code.get(e).op('f32x4.convert_i32x4_s').set(e)
  code.get(f).get(f).op('f32x4.mul').set(f2)
  horner(code, logTail, f)
  code.get(f).op('f32x4.mul').get(f2).op('f32x4.mul')
  code.get(e).splat(ln2Low).op('f32x4.mul', 'f32x4.add')
  code.get(f2).splat(0.5).op('f32x4.mul', 'f32x4.sub').get(f).op('f32x4.add')
  code.get(e).splat(ln2High).op('f32x4.mul', 'f32x4.add')
  keepSpecialLogs(code, x)
  code.release(x, e, f, f2)
}

/** Puts right what the bits of 0, negative numbers, infinity and NaN gave. */
function keepSpecialLogs(code: Assembler, x: Local): void {
  const y = code.local('v128')
  code.set(y)
  code.splat(-Infinity).get(y).get(x).splat(2 ** -126).op('f32x4.lt', 'v128.bitselect').set(y)
  code.splat(NaN).get(y).get(x).splat(0).op('f32x4.lt', 'v128.bitselect').set(y)
  // Infinity and NaN are themselves: they are not less than infinity.
  code.get(y).get(x).get(x).splat(Infinity).op('f32x4.lt', 'v128.bitselect')
  code.release(y)
}

/** log(1 + a) of an a that is known to lie in [0, 1]. Relative error 2e-7; NaN stays. */
export function emitLog1pUnit(code: Assembler): void {
  const a = code.local('v128')
  code.set(a)
  horner(code, log1pUnit, a)
  code.get(a).op('f32x4.mul')
  code.release(a)
}

/** log(1 + a) = log w · a / (w − 1) with w = 1 + a (Kahan): the rounding of w cancels. */
export function emitLog1p(code: Assembler): void {
  const [a, w] = [code.local('v128'), code.local('v128')]
  code.tee(a).splat(1).op('f32x4.add').set(w)
  code.get(a)
  code.get(w)
  emitLog(code)
  code.get(a).op('f32x4.mul').get(w).splat(1).op('f32x4.sub', 'f32x4.div')
  code.get(w).splat(1).op('f32x4.eq', 'v128.bitselect')
  code.release(a, w)
}

/** P and Q scaled so that Q's last coefficient is 1: it spares a multiplication. */
const tanhScale = 1 / tanhQ[4]
const scaled = (coefficients: readonly number[]): readonly number[] => coefficients.map((one) => one * tanhScale)
const [tanhNumerator, tanhDenominator] = [scaled(tanhP), scaled(tanhQ)]

/** tanh a = a P(a²) / Q(a²) on [−8, 8], where it has reached ±1 in float32. Relative error 4.2e-7, so that small values keep their digits. */
export function emitTanh(code: Assembler): void {
  const [x, u] = [code.local('v128'), code.local('v128')]
  code.splat(8).op('f32x4.pmin').splat(-8).op('f32x4.pmax').tee(x).get(x).op('f32x4.mul').set(u)
  horner(code, tanhNumerator, u)
  code.get(x).op('f32x4.mul')
  monic(code, tanhDenominator.slice(0, -1), u)
  code.op('f32x4.div')
  code.release(x, u)
}

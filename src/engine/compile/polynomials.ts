/**
 * The polynomials behind the transcendental functions of both compiled targets, ascending coefficients. Errors were
 * measured over the whole range against float64; `test/engine/compile` holds them.
 */

/** ln 2 in two parts: the first has few bits, so that its multiples are exact (Cody & Waite). */
export const ln2High = 0.693359375
export const ln2Low = -2.12194440e-4

/** exp on [−½ ln 2, ½ ln 2]: 1 + r + r² P(r), P by least squares at Chebyshev points; relative error 4e-9. */
export const expTail = [0.499999885, 0.166665179, 0.0416695443, 0.00836898723, 0.00137511503] as const

/** log(1 + f) on [√½ − 1, √2 − 1]: f − f²/2 + f³ P(f), P by least squares at Chebyshev points; relative error 7e-9. */
export const logTail = [0.33333329, -0.250008462, 0.200014124, -0.166227525, 0.141978766, -0.131616057, 0.127863305, -0.0766081895] as const

/** log(1 + a) on [0, 1]: a P(a), P by iterated least squares towards the smallest largest relative error; 3e-8. */
export const log1pUnit = [0.99999994, -0.499994934, 0.333190978, -0.24842982, 0.191060066, -0.136632442, 0.0782259405, -0.0295052323, 0.0052326927] as const

/**
 * tanh a = a P(a²) / Q(a²) on [−8, 8], where it has reached ±1 in float32; P and Q by iterated least squares towards the
 * smallest largest relative error. Relative error 4.2e-7, so that small values keep their digits.
 */
export const tanhP = [0.999999854, 0.129256604, 0.00295102101, 1.14283949e-5] as const
export const tanhQ = [1, 0.46258876, 0.0238155427, 0.000238668785, 2.45920203e-7] as const

/*
 * Elementary functions of the orbit theory, built from + - * / sqrt and floor only, so that every engine computes the
 * same bits. This file is also compiled to WebAssembly SIMD (packages/kernels/assembly/translate.ts): each function is
 * pure, returns one number, and chooses by `?:`, `if` with assignments, or `while`.
 */

/** A full turn, rad. */
export const TWO_PI = 6.283185307179586
/** Half a turn, rad. */
export const PI = 3.141592653589793
const HALF_PI = 1.5707963267948966
const QUARTER_PI = 0.7853981633974483
const TURNS_PER_RAD = 0.15915494309189535
const QUARTERS_PER_RAD = 0.6366197723675814
/** Adding and subtracting 1.5·2⁵² rounds a double below 2⁵¹ to the nearest integer. */
const ROUNDER = 6755399441055744

// π/2 in three parts of 33 bits, so that a count of quarter turns below 2²⁰ times a part is exact.
// Source: Cody & Waite 1980, ch. 8; the parts are the leading bits of π/2.
const QUARTER_HIGH = 1.57079632673412561417
const QUARTER_MIDDLE = 6.077100506303966e-11
const QUARTER_LOW = 2.0222662487959506e-21

/**
 * Nearest whole number of quarter turns in an angle.
 * @param angleRad - rad, |angle| below 1.6e6.
 */
export function quarterTurns(angleRad: number): number {
  return angleRad * QUARTERS_PER_RAD + ROUNDER - ROUNDER
}

/**
 * What remains of an angle after its nearest whole quarter turns, in [-π/4, π/4] rad.
 * Source: Cody & Waite 1980, ch. 8.
 */
export function withoutQuarters(angleRad: number, quarters: number): number {
  return angleRad - quarters * QUARTER_HIGH - quarters * QUARTER_MIDDLE - quarters * QUARTER_LOW
}

/** Sine on [-π/4, π/4] rad, within 1 ulp. Source: minimax coefficients of the freely distributable libm, k_sin. */
export function sinOfSmall(rad: number): number {
  const z = rad * rad
  const high = 8.33333333332248946124e-3 + z * (-1.98412698298579493134e-4 + z * 2.75573137070700676789e-6)
  const low = -2.50507602534068634195e-8 + z * 1.58969099521155010221e-10
  return rad + rad * z * (-1.66666666666666324348e-1 + z * (high + z * z * z * low))
}

/** Cosine on [-π/4, π/4] rad, within 1 ulp. Source: minimax coefficients of the freely distributable libm, k_cos. */
export function cosOfSmall(rad: number): number {
  const z = rad * rad
  const high = 4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5)
  const low = -2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)
  const half = 0.5 * z
  const w = 1 - half
  return w + (1 - w - half + z * z * (high + z * z * z * low))
}

/** 1 where the quarter turns are 2 or 3 modulo 4, else 0. */
export function inSecondHalf(quarters: number): number {
  const turns = quarters * 0.25
  return Math.floor((turns - Math.floor(turns)) * 2)
}

/** 1 where the number of quarter turns is odd, else 0. */
export function isOdd(quarters: number): number {
  const half = quarters * 0.5
  return (half - Math.floor(half)) * 2
}

/** Sine of an angle given the sine and cosine of its remainder and its quarter turns. */
export function sinOfTurned(sinRemainder: number, cosRemainder: number, quarters: number): number {
  const odd = isOdd(quarters)
  return (1 - 2 * inSecondHalf(quarters)) * ((1 - odd) * sinRemainder + odd * cosRemainder)
}

/** Cosine of an angle given the sine and cosine of its remainder and its quarter turns. */
export function cosOfTurned(sinRemainder: number, cosRemainder: number, quarters: number): number {
  const odd = isOdd(quarters)
  return (1 - 2 * inSecondHalf(quarters)) * ((1 - odd) * cosRemainder - odd * sinRemainder)
}

/** Sine, angle in rad below 1.6e6; absolute error below 2e-16. */
export function sin(angleRad: number): number {
  const quarters = quarterTurns(angleRad)
  const remainder = withoutQuarters(angleRad, quarters)
  return sinOfTurned(sinOfSmall(remainder), cosOfSmall(remainder), quarters)
}

/** Cosine, angle in rad below 1.6e6; absolute error below 2e-16. */
export function cos(angleRad: number): number {
  const quarters = quarterTurns(angleRad)
  const remainder = withoutQuarters(angleRad, quarters)
  return cosOfTurned(sinOfSmall(remainder), cosOfSmall(remainder), quarters)
}

/** Sine of a correction angle up to 0.25 rad in size, within 1e-11. Source: Taylor series to the seventh power. */
export function sinOfCorrection(rad: number): number {
  const z = rad * rad
  return rad - rad * z * (1 / 6) * (1 - z * (1 / 20) * (1 - z * (1 / 42)))
}

/** Cosine of a correction angle up to 0.25 rad in size, within 1e-12. Source: Taylor series to the eighth power. */
export function cosOfCorrection(rad: number): number {
  const z = rad * rad
  return 1 - z * 0.5 * (1 - z * (1 / 12) * (1 - z * (1 / 30) * (1 - z * (1 / 56))))
}

/** The angle less its whole turns toward zero, in (-2π, 2π) with the angle's sign, as C's `fmod(angle, 2π)`. */
export function withoutTurns(angleRad: number): number {
  const turns = angleRad * TURNS_PER_RAD
  const whole = turns < 0 ? -Math.floor(-turns) : Math.floor(turns)
  return angleRad - whole * TWO_PI
}

/**
 * Arc tangent of a ratio in [0, 1], rad, within 2 ulp.
 * Source: Moshier, Methods and Programs for Mathematical Functions, 1989 (the rational form of `atan`).
 */
export function atanOfRatio(ratio: number): number {
  const isLarge = ratio > 0.66
  const x = isLarge ? (ratio - 1) / (ratio + 1) : ratio
  const offset = isLarge ? QUARTER_PI : 0
  const z = x * x
  const top = -8.750608600031904122785e-1 * z - 1.615753718733365076637e1
  const numerator =
    ((top * z - 7.50085579231470466734e1) * z - 1.22886668449013617341e2) * z - 6.485021904942025371773e1
  const bottom = z + 2.485846490142306297962e1
  const denominator =
    (((bottom * z + 1.650270098316988542046e2) * z + 4.328810604912902668951e2) * z + 4.853903996359136964868e2) * z +
    1.945506571482613964425e2
  return offset + (x + (x * z * numerator) / denominator)
}

/** Angle of the point (x, y) from the x axis, rad in (-π, π], within 3 ulp; (0, 0) gives 0. */
export function atan2(y: number, x: number): number {
  const absX = Math.abs(x)
  const absY = Math.abs(y)
  const isSteep = absY > absX
  const larger = isSteep ? absY : absX
  const smaller = isSteep ? absX : absY
  const acute = atanOfRatio(smaller / (larger > 0 ? larger : 1))
  const inQuadrant = isSteep ? HALF_PI - acute : acute
  const inHalf = x < 0 ? PI - inQuadrant : inQuadrant
  return y < 0 ? -inHalf : inHalf
}

/**
 * A positive number to the power -1/3 by Newton's iteration, within 3 ulp where the number lies within 30 % of 1.
 * @param x - A ratio close to 1.
 */
export function inverseCubeRootNearOne(x: number): number {
  let root = 1 - (x - 1) * (1 / 3)
  root = root * (4 - x * root * root * root) * (1 / 3)
  root = root * (4 - x * root * root * root) * (1 / 3)
  root = root * (4 - x * root * root * root) * (1 / 3)
  root = root * (4 - x * root * root * root) * (1 / 3)
  return root
}

/*
 * Elementary functions of the orbit theory, built from + - * / sqrt and floor only, so that every engine computes the
 * same bits. This file is also compiled to WebAssembly SIMD (packages/kernels/assembly/translate.ts): each function is
 * pure, returns one number, and chooses by `?:`, `if` with assignments, or `while`.
 */

/** A full turn, rad. */
export const TWO_PI = 6.283185307179586
/** Half a turn, rad. */
// biome-ignore lint/suspicious/noApproximativeNumericConstant: the translation to WebAssembly knows constants by value
export const PI = 3.141592653589793
const HALF_PI = 1.5707963267948966
const QUARTER_PI = 0.7853981633974483
const TURNS_PER_RAD = 0.15915494309189535
const HALF_TURNS_PER_RAD = 0.3183098861837907
/** Adding and subtracting 1.5·2⁵² rounds a double below 2⁵¹ to the nearest integer. */
const ROUNDER = 6755399441055744

// π in three parts of 33 bits, so that a count of half turns below 2²⁰ times a part is exact.
// Source: Cody & Waite 1980, ch. 8; the parts are the leading bits of π.
const HALF_TURN_HIGH = 3.1415926534682512
const HALF_TURN_MIDDLE = 1.2154201012607932e-10
const HALF_TURN_LOW = 4.044532497591901e-21

/**
 * Nearest whole number of half turns in an angle.
 * @param angleRad - rad, |angle| below 3e6.
 */
export function halfTurns(angleRad: number): number {
  return angleRad * HALF_TURNS_PER_RAD + ROUNDER - ROUNDER
}

/** What remains of an angle after its nearest whole half turns, in [-π/2, π/2] rad. Source: Cody & Waite 1980, ch. 8. */
export function withoutHalfTurns(angleRad: number, halves: number): number {
  return angleRad - halves * HALF_TURN_HIGH - halves * HALF_TURN_MIDDLE - halves * HALF_TURN_LOW
}

/** -1 where the number of half turns is odd, else 1: the sign that they give a sine or a cosine. */
export function signOfHalfTurns(halves: number): number {
  const half = halves * 0.5
  return 1 - (half - Math.floor(half)) * 4
}

/**
 * Sine on [-π/2, π/2] rad; absolute error below 2e-16.
 * Source: polynomial of least maximum error (Remez exchange, 50 digits), 2e-19 before rounding.
 */
export function sinOfRemainder(rad: number): number {
  const z = rad * rad
  const z2 = z * z
  const first = -0.16666666666666666 + z * 0.008333333333333116
  const second = -0.00019841269841186463 + z * 2.75573192078518e-6
  const third = -2.5052106611315248e-8 + z * 1.6058928027625176e-10
  const fourth = -7.642717064171949e-13 + z * 2.7185331798779248e-15
  return rad + rad * z * (first + z2 * (second + z2 * (third + z2 * fourth)))
}

/**
 * Cosine on [-π/2, π/2] rad; absolute error below 2e-16.
 * Source: polynomial of least maximum error (Remez exchange, 50 digits), 6e-18 before rounding.
 */
export function cosOfRemainder(rad: number): number {
  const z = rad * rad
  const z2 = z * z
  const first = 0.041666666666665846 + z * -0.0013888888888830494
  const second = 2.4801587285863117e-5 + z * -2.75573170755935e-7
  const third = 2.087659293120666e-9 + z * -1.1463643718371329e-11
  const half = 0.5 * z
  const w = 1 - half
  return w + (1 - w - half + z2 * (first + z2 * (second + z2 * (third + z2 * 4.6162164194023644e-14))))
}

/** Sine, angle in rad below 3e6; absolute error below 3e-16. */
export function sin(angleRad: number): number {
  const halves = halfTurns(angleRad)
  return signOfHalfTurns(halves) * sinOfRemainder(withoutHalfTurns(angleRad, halves))
}

/** Cosine, angle in rad below 3e6; absolute error below 3e-16. */
export function cos(angleRad: number): number {
  const halves = halfTurns(angleRad)
  return signOfHalfTurns(halves) * cosOfRemainder(withoutHalfTurns(angleRad, halves))
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
  const top = -0.8750608600031904 * z - 16.157537187333652
  const numerator = ((top * z - 75.00855792314705) * z - 122.88666844901361) * z - 64.85021904942025
  const bottom = z + 24.858464901423062
  const denominator =
    (((bottom * z + 165.02700983169885) * z + 432.88106049129027) * z + 485.3903996359137) * z + 194.5506571482614
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
  const estimate = 1 - (x - 1) * (1 / 3)
  const second = estimate * (4 - x * estimate * estimate * estimate) * (1 / 3)
  const third = second * (4 - x * second * second * second) * (1 / 3)
  const fourth = third * (4 - x * third * third * third) * (1 / 3)
  return fourth * (4 - x * fourth * fourth * fourth) * (1 / 3)
}

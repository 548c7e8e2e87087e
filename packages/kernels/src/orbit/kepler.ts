import { cos, cosOfCorrection, sin, sinOfCorrection } from './trigonometry.ts'

/*
 * Kepler's equation in the theory's equinoctial form: E - axn·sin E + ayn·cos E = u. Compiled to WebAssembly SIMD as well.
 */

/**
 * Solves by Newton's iteration with steps of at most 0.95 rad and at most ten of them, as published. The published code
 * goes on with the sine and cosine from before the last step, so this returns that estimate: far from Earth, and where
 * ten steps do not converge, the difference shows.
 * Source: AIAA 2006-6753, `sgp4`, Kepler's equation.
 */
export function eccentricLongitudeByNewton(u: number, axn: number, ayn: number): number {
  let longitude = u
  let before = u
  let step = 1
  let count = 0
  while (Math.abs(step) >= 1e-12 && count < 10) {
    before = longitude
    const s = sin(longitude)
    const c = cos(longitude)
    const full = (u - ayn * c + axn * s - longitude) / (1 - c * axn - s * ayn)
    const limited = full > 0 ? 0.95 : -0.95
    step = Math.abs(full) >= 0.95 ? limited : full
    longitude = longitude + step
    count = count + 1
  }
  return before
}

/**
 * One step of the third-order Householder iteration from an estimate whose sine and cosine are known.
 * Source: Householder 1970; Danby 1988 §6.6, quartic convergence.
 *
 * @param residual - E - axn·sin E + ayn·cos E - u at the estimate, rad.
 */
export function householderStep(residual: number, axn: number, ayn: number, s: number, c: number): number {
  const f1 = 1 - axn * c - ayn * s
  const f2 = axn * s - ayn * c
  const first = -residual / f1
  const second = -residual / (f1 + 0.5 * first * f2)
  return -residual / (f1 + second * (0.5 * f2 + second * (1 - f1) * (1 / 6)))
}

/** Sine of the sum of an angle of known sine and cosine and a small correction, rad. */
export function sinAfter(s: number, c: number, correctionRad: number): number {
  return s * cosOfCorrection(correctionRad) + c * sinOfCorrection(correctionRad)
}

/** Cosine of the sum of an angle of known sine and cosine and a small correction, rad. */
export function cosAfter(s: number, c: number, correctionRad: number): number {
  return c * cosOfCorrection(correctionRad) - s * sinOfCorrection(correctionRad)
}

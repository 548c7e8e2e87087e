import type { EpochOrbit } from './elements.ts'

/** Coefficients of a polynomial in the eccentricity, constant term first. */
type Polynomial = readonly [number, number, number, number]

function valueAt(polynomial: Polynomial, e: number): number {
  return polynomial[0] + polynomial[1] * e + polynomial[2] * e * e + polynomial[3] * (e * (e * e))
}

/** The eccentricity functions of the half-day resonance. Source: AIAA 2006-6753, `dsinit`. */
function eccentricityFunctions(
  e: number,
): Readonly<Record<'g211' | 'g310' | 'g322' | 'g410' | 'g422' | 'g520' | 'g533' | 'g521' | 'g532', number>> {
  const low = e <= 0.65
  const highG520: Polynomial = e > 0.715 ? [-5149.66, 29936.92, -54087.36, 31324.56] : [1464.74, -4664.75, 3763.64, 0]
  const below07 = e < 0.7
  return {
    g211: valueAt(low ? [3.616, -13.247, 16.29, 0] : [-72.099, 331.819, -508.738, 266.724], e),
    g310: valueAt(low ? [-19.302, 117.39, -228.419, 156.591] : [-346.844, 1582.851, -2415.925, 1246.113], e),
    g322: valueAt(low ? [-18.9068, 109.7927, -214.6334, 146.5816] : [-342.585, 1554.908, -2366.899, 1215.972], e),
    g410: valueAt(low ? [-41.122, 242.694, -471.094, 313.953] : [-1052.797, 4758.686, -7193.992, 3651.957], e),
    g422: valueAt(low ? [-146.407, 841.88, -1629.014, 1083.435] : [-3581.69, 16178.11, -24462.77, 12422.52], e),
    g520: valueAt(low ? [-532.114, 3017.977, -5740.032, 3708.276] : highG520, e),
    g533: valueAt(below07 ? [-919.2277, 4988.61, -9064.77, 5542.21] : [-37995.78, 161616.52, -229838.2, 109377.94], e),
    g521: valueAt(
      below07 ? [-822.71072, 4568.6173, -8491.4146, 5337.524] : [-51752.104, 218913.95, -309468.16, 146349.42],
      e,
    ),
    g532: valueAt(below07 ? [-853.666, 4690.25, -8624.77, 5341.4] : [-40023.88, 170470.89, -242699.48, 115605.82], e),
  }
}

/** Semi-major axis to the power -1, as the theory forms it from mean motion: (no / XKE)^(2/3), 1/Earth radii. */
function inverseAxis(orbit: EpochOrbit): number {
  return 1 / orbit.ao
}

/**
 * Writes the ten coefficients of the half-day resonance at c[at …]: 2201, 2211, 3210, 3222, 4410, 4422, 5220, 5232, 5421,
 * 5433. Source: AIAA 2006-6753, `dsinit`, 12 h resonance.
 */
export function halfDayCoefficients(orbit: EpochOrbit, eccentricity: number, c: Float64Array, at: number): void {
  const { no, cosio, sinio } = orbit
  const g = eccentricityFunctions(eccentricity)
  const g201 = -0.306 - (eccentricity - 0.64) * 0.44
  const cosisq = cosio * cosio
  const sini2 = sinio * sinio
  const f220 = 0.75 * (1 + 2 * cosio + cosisq)
  const f221 = 1.5 * sini2
  const f321 = 1.875 * sinio * (1 - 2 * cosio - 3 * cosisq)
  const f322 = -1.875 * sinio * (1 + 2 * cosio - 3 * cosisq)
  const f441 = 35 * sini2 * f220
  const f442 = 39.375 * sini2 * sini2
  const f522 = 9.84375 * sinio * (sini2 * (1 - 2 * cosio - 5 * cosisq) + 0.33333333 * (-2 + 4 * cosio + 6 * cosisq))
  const f523 = sinio * (4.92187512 * sini2 * (-2 - 4 * cosio + 10 * cosisq) + 6.56250012 * (1 + 2 * cosio - 3 * cosisq))
  const f542 = 29.53125 * sinio * (2 - 8 * cosio + cosisq * (-12 + 8 * cosio + 10 * cosisq))
  const f543 = 29.53125 * sinio * (-2 - 8 * cosio + cosisq * (12 + 8 * cosio - 10 * cosisq))
  const aonv = inverseAxis(orbit)
  const second = 3 * (no * no) * (aonv * aonv)
  const third = second * aonv
  const fourth = third * aonv
  const fifth = fourth * aonv
  const root22 = second * 1.7891679e-6
  const root32 = third * 3.7393792e-7
  const root44 = 2 * fourth * 7.3636953e-9
  const root52 = fifth * 1.1428639e-7
  const root54 = 2 * fifth * 2.1765803e-9
  c.set(
    [
      root22 * f220 * g201,
      root22 * f221 * g.g211,
      root32 * f321 * g.g310,
      root32 * f322 * g.g322,
      root44 * f441 * g.g410,
      root44 * f442 * g.g422,
      root52 * f522 * g.g520,
      root52 * f523 * g.g532,
      root54 * f542 * g.g521,
      root54 * f543 * g.g533,
    ],
    at,
  )
}

/** Writes the three coefficients of the one-day resonance at c[at …]. Source: AIAA 2006-6753, `dsinit`, synchronous. */
export function oneDayCoefficients(orbit: EpochOrbit, c: Float64Array, at: number): void {
  const { no, cosio, sinio, eccsq } = orbit
  const g200 = 1 + eccsq * (-2.5 + 0.8125 * eccsq)
  const g310 = 1 + 2 * eccsq
  const g300 = 1 + eccsq * (-6 + 6.60937 * eccsq)
  const f220 = 0.75 * (1 + cosio) * (1 + cosio)
  const f311 = 0.9375 * sinio * sinio * (1 + 3 * cosio) - 0.75 * (1 + cosio)
  const onePlus = 1 + cosio
  const f330 = 1.875 * onePlus * onePlus * onePlus
  const aonv = inverseAxis(orbit)
  const common = 3 * no * no * aonv * aonv
  c[at] = common * f311 * g310 * 2.1460748e-6 * aonv
  c[at + 1] = 2 * common * f220 * g200 * 1.7891679e-6
  c[at + 2] = 3 * common * f330 * g300 * 2.2123015e-7 * aonv
}

import { delaunayArguments } from './delaunay-arguments.ts'

/** Correction to the pole of the IAU 1976 precession and IAU 1980 nutation. */
export type CelestialPoleOffset = {
  /** δΔψ in longitude, rad. */
  readonly longitudeRad: number
  /** δΔε in obliquity, rad. */
  readonly obliquityRad: number
}

/** Multiples of l, l′, F, D, Ω; longitude sine and cosine; obliquity cosine and sine, mas. */
type OffsetTerm = readonly [number, number, number, number, number, number, number, number, number]

/**
 * The amplitudes of IAU 2000B less those of IAU 1980, where any of the four is above 0.1 mas.
 * Source: McCarthy & Luzum 2003, Cel. Mech. Dyn. Astr. 85, 37, Table 1; Seidelmann 1982, Table I.
 */
const offsetTerms: readonly OffsetTerm[] = [
  [0, 0, 0, 0, 1, -6.8161, 3.3386, 2.7331, 1.5377],
  [0, 0, 2, -2, 2, 1.6094, -1.3696, -0.5664, -0.4587],
  [0, 0, 2, 0, 2, -0.2413, 0.2796, 0.1459, 0.1374],
  [0, 0, 0, 0, 2, 1.2554, -0.0698, -0.2492, -0.0291],
  [0, 1, 0, 0, 0, 4.9877, 1.1817, 1.9871, -0.1924],
  [0, 1, 2, -2, 2, 0.0179, -0.0524, 0.0386, -0.0174],
  [1, 0, 0, 0, 0, -0.0841, -0.0872, 0.025, 0.0358],
  [0, 0, 2, 0, 1, -0.1298, 0.038, 0.0728, 0.0318],
  [0, -1, 2, -2, 2, -0.1171, 0.0111, -0.0929, 0.0132],
  [0, 0, 2, -2, 1, -0.6773, 0.0181, 0.1018, 0.0039],
  [-1, 0, 0, 2, 0, -0.1006, -0.0168, -0.0235, 0.0082],
  [-1, 0, 2, 2, 2, -0.0641, 0.0149, -0.0457, 0.0066],
  [0, 1, 0, 0, 1, 0.0947, 0.0079, -0.0449, -0.0045],
  [1, 0, 2, 0, 2, -0.0461, 0.0816, 0.0025, 0.0367],
]

const milliarcsecondRad = Math.PI / 648_000_000

/**
 * The offset that turns the IAU 1976/1980 pole and equinox into those of the GCRF, predicted from theory: the frame bias,
 * the correction of the precession rates and the main terms of the nutation theory of 2000.
 *
 * @param t - Julian centuries of TT since J2000.
 * Accuracy: 1 mas from 1997 to 2055 (against IERS 20 C04 for 1997 to 2025: 0.8 mas in longitude and 0.3 mas in obliquity,
 * rms); what is left is mostly the free core nutation, which only observation gives.
 * Source: Mathews, Herring & Buffett 2002, JGR 107 (B4), 2068 (bias and rates); McCarthy & Luzum 2003; Capitaine,
 * Wallace & Chapront 2003, A&A 412, 567 (P03 rates).
 */
export function predictedPoleOffset(t: number): CelestialPoleOffset {
  const { moonAnomalyRad, sunAnomalyRad, moonLatitudeArgumentRad, moonElongationRad, moonNodeRad } =
    delaunayArguments(t)
  let longitudeMas = -41.775 - 1.5835 + (-296.893 - 6.4 * t) * t
  let obliquityMas = -6.8192 + 1.6339 - 25.754 * t
  for (const [l, lSun, f, d, node, sine, cosine, obliquityCosine, obliquitySine] of offsetTerms) {
    const angleRad =
      l * moonAnomalyRad +
      lSun * sunAnomalyRad +
      f * moonLatitudeArgumentRad +
      d * moonElongationRad +
      node * moonNodeRad
    longitudeMas += sine * Math.sin(angleRad) + cosine * Math.cos(angleRad)
    obliquityMas += obliquityCosine * Math.cos(angleRad) + obliquitySine * Math.sin(angleRad)
  }
  return { longitudeRad: longitudeMas * milliarcsecondRad, obliquityRad: obliquityMas * milliarcsecondRad }
}

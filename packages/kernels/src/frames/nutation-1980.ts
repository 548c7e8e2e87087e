import { type DelaunayArguments, delaunayArguments } from './delaunay-arguments.ts'
import { nutation1980Terms } from './nutation-1980-terms.ts'

/** Angles of the true equator and equinox of date, IAU 1980. */
export type Nutation = {
  /** Δψ, nutation in longitude, rad. */
  readonly longitudeRad: number
  /** Δε, nutation in obliquity, rad. */
  readonly obliquityRad: number
}

const arcsecondRad = Math.PI / 648_000
const tenthMilliarcsecondRad = arcsecondRad * 1e-4

/**
 * Nutation of the IAU 1980 theory, all 106 terms.
 *
 * @param t - Julian centuries of TT (or TDB) since J2000.
 * Accuracy: the theory itself is off by up to 0.01″ in its periodic part; the sum is good to 1 nas.
 * Source: Seidelmann 1982, Celestial Mechanics 27, 79.
 */
export function nutation1980(t: number): Nutation {
  const { moonAnomalyRad, sunAnomalyRad, moonLatitudeArgumentRad, moonElongationRad, moonNodeRad } =
    delaunayArguments(t)
  let longitude = 0
  let obliquity = 0
  for (const [l, lSun, f, d, node, sine, sineRate, cosine, cosineRate] of nutation1980Terms) {
    const angleRad =
      l * moonAnomalyRad +
      lSun * sunAnomalyRad +
      f * moonLatitudeArgumentRad +
      d * moonElongationRad +
      node * moonNodeRad
    longitude += (sine + sineRate * t) * Math.sin(angleRad)
    obliquity += (cosine + cosineRate * t) * Math.cos(angleRad)
  }
  return { longitudeRad: longitude * tenthMilliarcsecondRad, obliquityRad: obliquity * tenthMilliarcsecondRad }
}

/**
 * Mean obliquity of the ecliptic of date, ε̄.
 *
 * @param t - Julian centuries of TT since J2000.
 * @returns rad. Source: Lieske et al. 1977, A&A 58, 1; Vallado 2013, eq. 3-81.
 */
export function meanObliquity1980Rad(t: number): number {
  return (84_381.448 + (-46.815 + (-0.00059 + 0.001813 * t) * t) * t) * arcsecondRad
}

/**
 * Terms of the equation of the equinoxes that depend on the Moon's node alone, in force from 1997-02-27.
 *
 * @returns rad. Source: IAU 1994 Resolution C7; McCarthy 1996, IERS Technical Note 21, p. 21; Vallado 2013, eq. 3-79.
 */
export function equinoxNodeTermsRad({ moonNodeRad }: Pick<DelaunayArguments, 'moonNodeRad'>): number {
  return (0.00264 * Math.sin(moonNodeRad) + 0.000063 * Math.sin(2 * moonNodeRad)) * arcsecondRad
}

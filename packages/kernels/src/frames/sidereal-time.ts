import { centuriesSinceJ2000, type SplitJulianDate } from '../time/split-julian-date.ts'

const fullTurnRad = 2 * Math.PI
const secondsPerDay = 86_400

/**
 * Greenwich mean sidereal time of the IAU 1982 model, the angle from the TEME x axis to Greenwich.
 *
 * @param ut1 - UT1 date; 1 ms of UT1 is 73 nrad.
 * @returns rad in [0, 2π).
 * Source: Aoki et al. 1982, A&A 105, 359, eq. 14; Vallado 2013, eq. 3-45.
 */
export function gmst1982Rad(ut1: SplitJulianDate): number {
  const centuries = centuriesSinceJ2000(ut1)
  // The whole turns of UT1 itself (876,600 h per century) are left out, which keeps the sum small.
  const atMidnightS = 24_110.54841 + (8_640_184.812866 + (0.093104 - 0.0000062 * centuries) * centuries) * centuries
  const seconds = atMidnightS + ut1.fraction * secondsPerDay
  const turns = seconds / secondsPerDay
  return (turns - Math.floor(turns)) * fullTurnRad
}

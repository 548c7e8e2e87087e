/** Modified Julian Days whose last minute had 61 seconds. Source: IERS Bulletin C 1–70; complete from 1972 to today. */
const daysEndingInLeapSecond: ReadonlySet<number> = new Set([
  41498, 41682, 42047, 42412, 42777, 43143, 43508, 43873, 44238, 44785, 45150, 45515, 46246, 47160, 47891, 48256, 48803,
  49168, 49533, 50082, 50629, 51178, 53735, 54831, 56108, 57203, 57753,
])

/**
 * Length of a UTC day: 86,401 s where the day ended in a leap second, else 86,400 s.
 *
 * @param mjd - Modified Julian Day, an integer. Days after the last announced leap second count as ordinary ones.
 */
export function utcDayLengthS(mjd: number): number {
  return daysEndingInLeapSecond.has(mjd) ? 86_401 : 86_400
}

import type { Sgp4Elements } from '../src/orbit/elements.ts'

/** An element set of a TLE as the propagator takes it, with what a test needs to know about it. */
export type TleElements = { readonly id: string; readonly elements: Sgp4Elements; readonly epochMinutes1950: number }

const RAD_PER_DEG = Math.PI / 180

/** Reads the columns of a TLE that SGP4 uses; the project's own reader is not asked, so that a fault there does not hide one here. */
export function tleElements(line1: string, line2: string): TleElements {
  const yearOfCentury = Number(line1.slice(18, 20))
  const year = yearOfCentury + (yearOfCentury < 57 ? 2000 : 1900)
  const leapDays = Math.floor((year - 1949) / 4)
  const epochDays1950 = 365 * (year - 1950) + leapDays + Number(line1.slice(20, 23))
  const epochDayFraction = Number(line1.slice(23, 32))
  const bstarMantissa = Number(`${line1.slice(53, 54).trim()}.${line1.slice(54, 59)}`)
  return {
    id: line1.slice(2, 7),
    epochMinutes1950: (epochDays1950 + epochDayFraction) * 1440,
    elements: {
      epochDays1950,
      epochDayFraction,
      meanMotionRadPerMin: Number(line2.slice(52, 63)) / (1440 / (2 * Math.PI)),
      eccentricity: Number(`0.${line2.slice(26, 33)}`),
      inclinationRad: Number(line2.slice(8, 16)) * RAD_PER_DEG,
      rightAscensionRad: Number(line2.slice(17, 25)) * RAD_PER_DEG,
      argumentOfPerigeeRad: Number(line2.slice(34, 42)) * RAD_PER_DEG,
      meanAnomalyRad: Number(line2.slice(43, 51)) * RAD_PER_DEG,
      bstar: bstarMantissa * 10 ** Number(line1.slice(59, 61)),
    },
  }
}

/** All element sets of a TLE or 3LE text, in its order. */
export function tlesOf(text: string): TleElements[] {
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, i) => {
    const next = lines[i + 1]
    return line.startsWith('1 ') && next?.startsWith('2 ') ? [tleElements(line, next)] : []
  })
}

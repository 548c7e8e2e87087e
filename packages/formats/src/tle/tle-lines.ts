import type { ElementSet } from '../element-set.ts'
import { type Finding, isFinding } from '../finding.ts'
import { encodeUtf8 } from '../text/utf8.ts'
import { dateOfMjd } from '../time/calendar.ts'
import { utcDayLengthS } from '../time/leap-seconds.ts'
import { formatTleCatalogueNumber, maxTleCatalogueNumber } from './catalogue-number.ts'
import { tleChecksum } from './checksum.ts'

/** Years that the two digits of a TLE can tell apart. Source: Space-Track, TLE format. */
const [firstTleYear, lastTleYear] = [1957, 2056]

const fractionUnitsPerDay = 100_000_000
const microsecondsPerFractionUnit = 864

/**
 * Prints the two lines of a TLE in Space-Track's layout, every value rounded to the nearest that its columns hold and carried where
 * rounding carries (the epoch into the next day or year, an angle just below 360° to 0). The revolution number is printed modulo
 * 100,000, as publishers do. Element sets of the JSC are printed in that catalogue's layout, but with a checksum.
 *
 * A finding where a value does not fit: ids above 339,999, epochs outside 1957–2056 or within a leap second, drag terms or
 * an eccentricity beyond their columns. Source: Hoots & Roehrich 1980; Space-Track, Alpha-5.
 */
export function formatTleLines(set: ElementSet): readonly [string, string] | Finding {
  const identity = set.authority === 'JSC' ? jscIdentity(set) : noradIdentity(set)
  if (isFinding(identity)) return identity
  const epoch = formatEpoch(set.epochUtc)
  const dot = formatDot(set.meanMotionDotRevPerDay2)
  const ddot = formatAssumedDecimal('MEAN_MOTION_DDOT', set.meanMotionDdotRevPerDay3, '00000-0')
  const bstar = formatAssumedDecimal('BSTAR', set.bstarPerEarthRadius, '00000+0')
  const orbit = formatOrbit(set)
  const finding = [epoch, dot, ddot, bstar, orbit].find((part) => typeof part !== 'string')
  if (typeof finding === 'object') return finding
  if (set.elementSetNumber > 9999) return misfit('ELEMENT_SET_NO', `${set.elementSetNumber} has more than four digits`)
  const elementSetNumber = String(set.elementSetNumber).padStart(4)
  const one = `1 ${identity.columns3To17} ${epoch} ${dot} ${ddot} ${bstar} ${set.ephemerisType} ${elementSetNumber}`
  return [withChecksum(one), withChecksum(`2 ${identity.columns3To17.slice(0, 5)} ${orbit}`)]
}

function noradIdentity(set: ElementSet): { columns3To17: string } | Finding {
  if (set.id > maxTleCatalogueNumber) {
    return misfit(
      'NORAD_CAT_ID',
      `${set.id} is above 339999 (Z9999), the last number that five columns hold; use an OMM format`,
    )
  }
  const designator = shortDesignator(set.internationalDesignator)
  if (designator === undefined) {
    return misfit(
      'OBJECT_ID',
      `${set.internationalDesignator ?? ''} is not of the form 1998-067A, in the years 1957 to 2056`,
    )
  }
  return { columns3To17: `${formatTleCatalogueNumber(set.id)}${set.classification} ${designator.padEnd(8)}` }
}

function jscIdentity(set: ElementSet): { columns3To17: string } | Finding {
  if (set.id > 99_999_999) return misfit('NORAD_CAT_ID', `the JSC number ${set.id} has more than eight digits`)
  return { columns3To17: `     V ${String(set.id).padEnd(8)}` }
}

function shortDesignator(long: string | undefined): string | undefined {
  if (long === undefined) return ''
  const match = /^(\d{4})-(\d{3}[A-Z]{0,3})$/.exec(long)
  const year = Number(match?.[1])
  return year >= firstTleYear && year <= lastTleYear ? `${match?.[1]?.slice(2)}${match?.[2]}` : undefined
}

function formatEpoch({ mjd, secondOfDay }: ElementSet['epochUtc']): string | Finding {
  if (secondOfDay >= 86_400 && utcDayLengthS(mjd) > 86_400)
    return misfit('EPOCH', 'it lies within a leap second, of which a day fraction knows nothing')
  const units = Math.round(Math.round(secondOfDay * 1e6) / microsecondsPerFractionUnit)
  const carried = units >= fractionUnitsPerDay
  const { year, dayOfYear } = dateOfMjd(carried ? mjd + 1 : mjd)
  if (year < firstTleYear || year > lastTleYear) return misfit('EPOCH', `the year ${year} is outside 1957 to 2056`)
  const fraction = carried ? 0 : units
  return `${String(year % 100).padStart(2, '0')}${String(dayOfYear).padStart(3, '0')}.${String(fraction).padStart(8, '0')}`
}

function formatDot(value: number): string | Finding {
  const digits = Math.abs(value).toFixed(8)
  if (!digits.startsWith('0.')) return misfit('MEAN_MOTION_DOT', `${value} is not between -1 and 1 rev/day**2`)
  return `${signOf(value, digits)}${digits.slice(1)}`
}

/** Five digits behind an assumed point, and a power of ten of one digit: 0.28098e-4 as ` 28098-4`. */
function formatAssumedDecimal(field: string, value: number, zero: string): string | Finding {
  const magnitude = Math.abs(value)
  const [digits = '', exponentText = ''] = magnitude.toExponential(4).split('e')
  let exponent = Number(exponentText) + 1
  let mantissa = digits.replace('.', '')
  if (exponent < -9) {
    mantissa = String(Math.round(magnitude * 1e14)).padStart(5, '0')
    exponent = -9
  }
  if (magnitude === 0 || mantissa === '00000') return ` ${zero}`
  if (exponent > 9) return misfit(field, `${value} needs a power of ten of more than one digit`)
  return `${value < 0 ? '-' : ' '}${mantissa}${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}

function formatOrbit(set: ElementSet): string | Finding {
  const eccentricity = set.eccentricity.toFixed(7)
  const meanMotion = set.meanMotionRevPerDay.toFixed(8)
  if (!eccentricity.startsWith('0.')) return misfit('ECCENTRICITY', `${set.eccentricity} rounds to 1 in seven digits`)
  if (meanMotion === '0.00000000')
    return misfit('MEAN_MOTION', `${set.meanMotionRevPerDay} rounds to 0 in eight decimals`)
  const angles = `${set.inclinationDeg.toFixed(4).padStart(8)} ${formatAngle(set.rightAscensionDeg)}`
  const shape = `${eccentricity.slice(2)} ${formatAngle(set.argumentOfPerigeeDeg)} ${formatAngle(set.meanAnomalyDeg)}`
  const revolution = String(set.revolutionAtEpoch % 100_000).padStart(5)
  return `${angles} ${shape} ${meanMotion.padStart(11)}${revolution}`
}

function formatAngle(angleDeg: number): string {
  const digits = angleDeg.toFixed(4)
  return (digits === '360.0000' && angleDeg < 360 ? '0.0000' : digits).padStart(8)
}

function signOf(value: number, digits: string): string {
  return value < 0 && digits !== '0.00000000' ? '-' : ' '
}

function withChecksum(columns1To68: string): string {
  return `${columns1To68}${tleChecksum(encodeUtf8(columns1To68), 0)}`
}

function misfit(field: string, reason: string): Finding {
  return { field, reason: `cannot be written as a TLE: ${reason}` }
}

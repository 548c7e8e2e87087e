import { formatUtc, type UtcInstant } from '@yagura/formats'
import type { SharedCloseApproach } from './space-records.ts'

/** One of the two objects as it is known here. */
type KnownParty = {
  /** Catalogue number. */
  readonly id: number
  readonly name: string | undefined
  readonly owner: string | undefined
  /** Of the element set that was used. */
  readonly epochUtc: UtcInstant | undefined
  /** At the time of closest approach, in TEME: km and km/s, three each. */
  readonly stateTeme: { readonly positionKm: readonly number[]; readonly velocityKmPerS: readonly number[] } | undefined
}

/** A close approach with what is known about it here. */
export type KnownApproach = {
  readonly primary: KnownParty
  readonly secondary: KnownParty
  readonly tcaUtc: UtcInstant
  readonly missKm: number
  readonly relativeSpeedKmPerS: number
  /** Secondary from primary in the primary's RTN frame, km. */
  readonly rtnKm: { readonly radial: number; readonly transverse: number; readonly normal: number } | undefined
  /** Upper bound of the probability of collision, 0 to 1. */
  readonly maxPc: number
  /** When it was computed. */
  readonly computedUtc: UtcInstant | undefined
}

/** Lengths to the centimetre, speeds to the centimetre a second: below both lies nothing that element sets know. */
const decimals = 5
/** A state is propagated onwards: a hundredth of a millimetre a second is a metre in a day. */
const velocityDecimals = 8
/** A bound on a probability is no better than this. */
const probabilityDigits = 3
const longestName = 100
const longestOwner = 20

/** How the close approaches of this watch are found, in words for a partner. */
const screeningMethod =
  'SGP4 of public element sets, every local minimum of distance; maxPc is an upper bound (SOCRATES)'

/**
 * Writes a close approach down as it is shared: what is not known is left out, never guessed; figures are rounded to what they mean.
 *
 * @returns Data of a record of kind `space.closeApproach`.
 */
export function shareCloseApproach(known: KnownApproach): SharedCloseApproach {
  const { primary, secondary, tcaUtc, missKm, relativeSpeedKmPerS, rtnKm, maxPc, computedUtc } = known
  return {
    primary: sharedParty(primary),
    secondary: sharedParty(secondary),
    tcaUtc: formatUtc(tcaUtc, 3),
    missKm: rounded(missKm),
    relativeSpeedKmPerS: rounded(relativeSpeedKmPerS),
    ...(rtnKm === undefined ? {} : { rtnKm: roundedRtn(rtnKm) }),
    covariance: 'unknown',
    maxPc: Number(maxPc.toPrecision(probabilityDigits)),
    ...(computedUtc === undefined ? {} : { computedUtc: formatUtc(computedUtc, 3) }),
    method: screeningMethod,
  }
}

function sharedParty({ id, name, owner, epochUtc, stateTeme }: KnownParty): SharedCloseApproach['primary'] {
  return {
    id,
    ...(name === undefined || name === '' ? {} : { name: name.slice(0, longestName) }),
    ...(owner === undefined || owner === '' ? {} : { owner: owner.slice(0, longestOwner) }),
    ...(epochUtc === undefined ? {} : { epochUtc: formatUtc(epochUtc, 3) }),
    ...(stateTeme === undefined ? {} : { stateTeme: roundedState(stateTeme) }),
  }
}

function roundedState({ positionKm, velocityKmPerS }: NonNullable<KnownParty['stateTeme']>) {
  return {
    positionKm: positionKm.map((value) => rounded(value)),
    velocityKmPerS: velocityKmPerS.map((value) => rounded(value, velocityDecimals)),
  }
}

function roundedRtn({ radial, transverse, normal }: NonNullable<KnownApproach['rtnKm']>) {
  return { radial: rounded(radial), transverse: rounded(transverse), normal: rounded(normal) }
}

/** A canonical record holds no negative zero. */
function rounded(value: number, digits: number = decimals): number {
  const near = Number(value.toFixed(digits))
  return near === 0 ? 0 : near
}

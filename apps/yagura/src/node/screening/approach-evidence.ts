import { formatUtc } from '@yagura/formats'
import type { CloseApproach, CloseApproachEvidence } from '@yagura/space'
import { approachIdOf } from './approach-id.ts'

/** More digits than published element sets are good for by far: a screen shows them all. */
const SIGNIFICANT_DIGITS = 6

/** One close approach as the evidence of an alert shows it; `maxPc` is an upper bound. */
type ApproachFacts = {
  readonly id: string
  readonly tcaUtc: string
  readonly missKm: number
  readonly relativeSpeedKmPerS: number
  readonly maxPc: number
  readonly dilutionKm: number
}

/** What an alert about a close approach rests on, as it is kept and shown: instants in ISO 8601, units in the names. */
export type ApproachEvidence = {
  readonly closest: ApproachFacts
  readonly actByUtc: string
  /** The others of the pair that the rule fired for, by time. */
  readonly others: readonly ApproachFacts[]
  /** Partners’ records whose element sets it rests on, by the SHA-256 of their bodies; absent where it rests on none. */
  readonly restsOn?: readonly string[]
}

/** The evidence of a detection for people. */
export function approachEvidence(
  { closest, closeApproaches, actByUtc }: CloseApproachEvidence,
  restsOn: readonly string[],
): ApproachEvidence {
  return {
    closest: factsOf(closest),
    actByUtc: formatUtc(actByUtc, 0),
    others: closeApproaches.filter((approach) => approach !== closest).map(factsOf),
    ...(restsOn.length === 0 ? {} : { restsOn }),
  }
}

function factsOf(approach: CloseApproach): ApproachFacts {
  const { tcaUtc, missKm, relativeSpeedKmPerS, maxPc, dilutionKm } = approach
  return {
    id: approachIdOf(approach),
    tcaUtc: formatUtc(tcaUtc, 3),
    missKm: rounded(missKm),
    relativeSpeedKmPerS: rounded(relativeSpeedKmPerS),
    maxPc: rounded(maxPc),
    dilutionKm: rounded(dilutionKm),
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS))
}

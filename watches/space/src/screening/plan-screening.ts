import type { ElementSet, UtcInstant } from '@yagura/formats'
import { elapsedS, packSgp4, type Sgp4Batch } from '@yagura/kernels'
import { type Catalogue, objectName } from '../catalogue/catalogue.ts'
import type { FindingCode } from '../catalogue/findings.ts'
import { type JudgedElementSet, selectElementSets } from '../catalogue/selection.ts'
import { sgp4Elements } from '../catalogue/sgp4-elements.ts'
import { UnknownPrimaryError } from './errors.ts'
import { sieveByRadius } from './radial-range.ts'

/** What to screen. */
export type ScreeningRequest = {
  readonly startUtc: UtcInstant
  readonly durationS: number
  /** Largest distance that is reported, km. */
  readonly thresholdKm: number
  /** Ids of which at least one is in every pair; absent: everything against everything. */
  readonly primaries: ReadonlySet<number> | undefined
  /** Element sets whose epoch is farther from the start than this are left out, days. */
  readonly maxAgeDays: number
  /** Radius of an object for the collision probability, m. */
  readonly radiusM: (id: number, name: string | undefined) => number
}

/** A screening ready to run; objects are known by their index from here on. */
export type ScreeningPlan = {
  readonly request: ScreeningRequest
  /** Ids in ascending order. */
  readonly ids: readonly number[]
  readonly batch: Sgp4Batch
  /** Shape [count]: minutes from each epoch to the start. */
  readonly minutesAtStart: Float64Array
  /** Shape [count]: 1 marks a primary; all 0 where there are none. */
  readonly primaryMarks: Uint8Array
  /** Shape [count], km. */
  readonly radiiKm: Float64Array
  /** Element sets left out, with the reasons. */
  readonly leftOut: readonly JudgedElementSet[]
  /** Objects left out because their distances from the Earth never come near a primary's. */
  readonly sievedCount: number
}

/** What SGP4 cannot propagate at all, or must not so far from the epoch; other oddities are screened as they are. */
const UNUSABLE: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'sgp4-xp',
  'not-a-number',
  'mean-motion-not-positive',
  'eccentricity-out-of-range',
  'inclination-out-of-range',
  'epoch-too-old',
  'epoch-too-far-ahead',
])

/** The current element sets that can be screened, and those that cannot. */
export function screenableSets(
  catalogue: Catalogue,
  startUtc: UtcInstant,
  maxAgeDays: number,
): { readonly usable: readonly ElementSet[]; readonly leftOut: readonly JudgedElementSet[] } {
  const { usable, excluded } = selectElementSets(catalogue, startUtc, { maxAgeDays, maxFutureDays: maxAgeDays })
  const isUnusable = ({ findings }: JudgedElementSet): boolean => findings.some(({ code }) => UNUSABLE.has(code))
  const odd = excluded.filter((judged) => !isUnusable(judged)).map(({ elementSet }) => elementSet)
  const sets = [...usable, ...odd].sort((a, b) => a.id - b.id)
  return { usable: sets, leftOut: excluded.filter(isUnusable) }
}

/**
 * Chooses and packs what a screening needs.
 * @throws UnknownPrimaryError where a primary has no element set that can be screened.
 */
export function planScreening(catalogue: Catalogue, request: ScreeningRequest): ScreeningPlan {
  const { usable, leftOut } = screenableSets(catalogue, request.startUtc, request.maxAgeDays)
  const { primaries } = request
  if (primaries) refuseUnknown(primaries, usable)
  const { startUtc, durationS, thresholdKm } = request
  const sets = primaries ? sieveByRadius(usable, (id) => primaries.has(id), startUtc, durationS, thresholdKm) : usable
  const ids = sets.map(({ id }) => id)
  const names = ids.map((id) => objectName(catalogue, id))
  return {
    request,
    ids,
    batch: packSgp4(sets.map(sgp4Elements), 'improved'),
    minutesAtStart: Float64Array.from(sets, (set) => elapsedS(set.epochUtc, request.startUtc) / 60),
    primaryMarks: Uint8Array.from(ids, (id) => (primaries?.has(id) ? 1 : 0)),
    radiiKm: Float64Array.from(ids, (id, i) => request.radiusM(id, names[i]) / 1000),
    leftOut,
    sievedCount: usable.length - sets.length,
  }
}

function refuseUnknown(primaries: ReadonlySet<number>, usable: readonly ElementSet[]): void {
  const known = new Set(usable.map(({ id }) => id))
  const unknown = [...primaries].filter((id) => !known.has(id))
  if (unknown.length > 0) throw new UnknownPrimaryError(unknown)
}

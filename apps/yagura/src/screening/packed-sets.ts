import type { ElementSet } from '@yagura/formats'

/** Doubles of one packed element set. */
export const PACKED_LENGTH = 11

/** What a screening needs of element sets, as it is kept and handed between threads. */
export type PackedSets = {
  /**
   * Shape [n, PACKED_LENGTH] in ascending order of id: id; epoch as MJD and second of the day (UTC); mean motion, rev/day;
   * eccentricity; inclination, right ascension, argument of perigee, mean anomaly, deg; drag term, 1/Earth radii; ephemeris type.
   */
  readonly values: Float64Array
  /** Names in the same order; empty where unknown. */
  readonly names: readonly string[]
}

/** Packs element sets: the numbers as published, so that a plan made of them is the same to the last bit. */
export function packSets(sets: readonly ElementSet[]): PackedSets {
  const values = new Float64Array(sets.length * PACKED_LENGTH)
  for (const [index, set] of sets.entries()) {
    const { id, epochUtc, meanMotionRevPerDay, eccentricity, inclinationDeg, rightAscensionDeg } = set
    const { argumentOfPerigeeDeg, meanAnomalyDeg, bstarPerEarthRadius, ephemerisType } = set
    const orbit = [meanMotionRevPerDay, eccentricity, inclinationDeg, rightAscensionDeg]
    const rest = [argumentOfPerigeeDeg, meanAnomalyDeg, bstarPerEarthRadius, ephemerisType]
    values.set([id, epochUtc.mjd, epochUtc.secondOfDay, ...orbit, ...rest], index * PACKED_LENGTH)
  }
  return { values, names: sets.map(({ name }) => name ?? '') }
}

/** The element set at an index; what a screening does not need is left at nothing. */
export function unpackSet({ values, names }: PackedSets, index: number): ElementSet {
  const row = values.subarray(index * PACKED_LENGTH, (index + 1) * PACKED_LENGTH)
  const [id = 0, mjd = 0, secondOfDay = 0, meanMotionRevPerDay = 0, eccentricity = 0, inclinationDeg = 0] = row
  const [rightAscensionDeg = 0, argumentOfPerigeeDeg = 0, meanAnomalyDeg = 0, bstarPerEarthRadius = 0] = row.subarray(6)
  return {
    id,
    authority: 'NORAD',
    name: names[index] || undefined,
    internationalDesignator: undefined,
    epochUtc: { mjd, secondOfDay },
    ...{ meanMotionRevPerDay, eccentricity, inclinationDeg, rightAscensionDeg, argumentOfPerigeeDeg, meanAnomalyDeg },
    bstarPerEarthRadius,
    meanMotionDotRevPerDay2: 0,
    meanMotionDdotRevPerDay3: 0,
    ephemerisType: row[10] ?? 0,
    classification: 'U',
    elementSetNumber: 0,
    revolutionAtEpoch: 0,
    origin: { file: 'screening', line: index + 1 },
  }
}

/** Index of an object; undefined where it is not there. */
export function indexOfId({ values }: PackedSets, id: number): number | undefined {
  let low = 0
  let high = values.length / PACKED_LENGTH - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = values[middle * PACKED_LENGTH] ?? 0
    if (found === id) return middle
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return undefined
}

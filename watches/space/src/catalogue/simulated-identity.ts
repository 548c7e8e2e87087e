import type { ElementSet } from '@yagura/formats'

/** The word that begins the name of every generated object, so that no list, file or screen can show it as a real one. */
export const SIMULATED_NAME_PREFIX = 'SIMULATED '

/**
 * The id of the first generated object; the others follow without a gap.
 *
 * The plan of catalogue numbers gives 900,000,000 to 999,999,999 to tracks that belong to no catalogued object, so no
 * catalogued object can ever have such a number; published numbers are counted up one by one and stood near 100,000 in 2026.
 * Nine digits also cannot be written in a TLE, so generated objects cannot slip into one.
 * Source: Space-Track's ranges of catalogue numbers, as listed in Wikipedia, "Satellite Catalog Number" (2023).
 */
export const FIRST_SIMULATED_ID = 900_000_001

/** Whether an element set is a generated one: by its id and its name together, since a real uncorrelated track may have such an id. */
export function isSimulated(set: ElementSet): boolean {
  return set.id >= FIRST_SIMULATED_ID && set.name?.startsWith(SIMULATED_NAME_PREFIX) === true
}

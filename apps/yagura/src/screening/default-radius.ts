const STARLINK_RADIUS_M = 10
const OTHER_RADIUS_M = 1

/**
 * Radius of an object for the probability of collision where none is known: 10 m where the name starts with STARLINK, else
 * 1 m. Source: the SOCRATES model, back-solved from its lists.
 */
export function defaultRadiusM(name: string | undefined): number {
  return name?.startsWith('STARLINK') ? STARLINK_RADIUS_M : OTHER_RADIUS_M
}

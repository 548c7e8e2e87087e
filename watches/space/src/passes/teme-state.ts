/** State of an object in TEME of date. Its arrays are read before the next state is asked for, so a provider may reuse them. */
export type TemeState = {
  /** [x, y, z], km. */
  readonly positionTemeKm: Float64Array
  /** [x, y, z], km/s. */
  readonly velocityTemeKmPerS: Float64Array
}

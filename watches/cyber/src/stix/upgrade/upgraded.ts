import type { StixObject } from '../stix-object.ts'

/** What an object of STIX 2.0 became. */
export type Upgraded = {
  /** Of STIX 2.1; observables before the observed-data that they were in. */
  readonly objects: readonly StixObject[]
  /** What could not be kept, for a person. */
  readonly losses: readonly string[]
}

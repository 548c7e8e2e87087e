import type { Priority, Rationale } from '@yagura/core'

/** Which objects a rule watches. A close approach is watched where at least one of its two objects is. */
export type ObjectGroup =
  | { readonly kind: 'all' }
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<number> }
  /** `*` in a pattern stands for any text, all else for itself; upper and lower case are the same. */
  | { readonly kind: 'name'; readonly pattern: string }
  /** Owner code of the SATCAT, such as `JPN`. */
  | { readonly kind: 'owner'; readonly owner: string }

/** When a close approach needs a person, who then does what, and until when. */
export type AlertRule = {
  /** Stable, chosen by the author of the rule; equal ids in one file are refused. */
  readonly id: string
  readonly objects: ObjectGroup
  /** The rule fires where the miss distance is at most this, km. */
  readonly maxMissKm: number
  /** The rule fires where the maximum probability of collision is at least this; 0 where the distance alone decides. */
  readonly minMaxPc: number
  /** The rule fires where the relative speed is at least this, km/s; above 0 it leaves out what is docked or flies in formation. */
  readonly minRelativeSpeedKmPerS: number
  /** The rule fires from this many hours before the closest approach until the closest approach. */
  readonly leadTimeH: number
  readonly priority: Priority
  readonly rationale: Rationale
}

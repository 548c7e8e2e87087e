import { type NamePattern, OWNER_PATTERNS, TYPE_PATTERNS } from './name-patterns.ts'
import type { ObjectType, SatcatEntry } from './satcat.ts'

/** A value and what it rests on: a screen and an export show an inferred one as inferred. */
export type Attribution<Value> =
  | { readonly basis: 'satcat'; readonly value: Value }
  | { readonly basis: 'inferred'; readonly value: Value; readonly because: string }
  | { readonly basis: 'unknown' }

/** What an object is and whose it is, as far as it can be said. */
export type ObjectDescription = {
  readonly objectType: Attribution<ObjectType>
  /** Owner code of the SATCAT, such as `JPN` or `CIS`; not an ISO country code. */
  readonly owner: Attribution<string>
}

/** Codes by which the SATCAT says that it does not know the owner, or not yet. */
const UNKNOWN_OWNERS: ReadonlySet<string> = new Set(['UNK', 'TBD'])
const UNKNOWN = { basis: 'unknown' } as const

/**
 * Type and owner of an object: from the SATCAT where it states them, else from the name where a known pattern allows it.
 * @param name - As its element set states it; absent where no set does.
 * @param entry - Of the SATCAT, where one was given and has the object; where it says unknown, the name may still tell.
 */
export function describeObject(name: string | undefined, entry?: SatcatEntry): ObjectDescription {
  const knownName = name ?? entry?.name ?? ''
  return { objectType: typeOf(knownName, entry), owner: ownerOf(knownName, entry) }
}

function typeOf(name: string, entry: SatcatEntry | undefined): ObjectDescription['objectType'] {
  if (entry?.objectType !== undefined) return { basis: 'satcat', value: entry.objectType }
  return infer(TYPE_PATTERNS, name)
}

function ownerOf(name: string, entry: SatcatEntry | undefined): Attribution<string> {
  if (entry?.owner !== undefined && !UNKNOWN_OWNERS.has(entry.owner)) return { basis: 'satcat', value: entry.owner }
  return infer(OWNER_PATTERNS, name)
}

function infer<Value>(patterns: readonly NamePattern<Value>[], name: string): Attribution<Value> {
  const match = patterns.find(({ pattern }) => pattern.test(name))
  return match === undefined ? UNKNOWN : { basis: 'inferred', value: match.value, because: match.because }
}

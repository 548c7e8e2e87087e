import { isMembers, type Members } from '../members.ts'
import { msOfTimestamp } from '../patterns/timestamp.ts'
import { isIdentifier } from './identifier.ts'
import type { StixObject } from './stix-object.ts'
import { observableTypes } from './validation/object-types.ts'

/** A reference from an object to another. */
export type StixReference = {
  /** Name of the property that holds it, such as `created_by_ref`. */
  readonly property: string
  readonly target: string
}

/** What a store finds objects by. */
export type StixFacts = {
  /** What people call it; of a relationship its kind. Empty where it says nothing of the sort. */
  readonly name: string
  /** Unix time, µs; undefined where the object has no such time. */
  readonly createdUs: number | undefined
  /**
   * Of `modified`, else of `created`: with the id it names the version. Undefined where an object has neither, and for observables, which
   * have no versions whatever else they hold. Source: STIX 2.1 §3.6.
   */
  readonly versionUs: number | undefined
  /** The same as the object says it. */
  readonly version: string | undefined
  readonly createdByRef: string | undefined
  /** Undefined where it is not stated. */
  readonly confidence: number | undefined
  readonly isRevoked: boolean
  /** Also those within extensions; one that stands there twice comes twice. */
  readonly references: readonly StixReference[]
  readonly labels: readonly string[]
  /** `<kill_chain_name>/<phase_name>`. */
  readonly phases: readonly string[]
  /** Ids that others gave it, such as `T1055` or `CVE-2022-0001`. */
  readonly externalIds: readonly string[]
  /** All that is worth searching besides the name, one piece a line. */
  readonly text: string
}

/** Objects in objects: deeper ones hold no reference that anybody means. */
const deepest = 16
/** Characters of one object that are searched: two long reports. */
const mostText = 200_000
const unsearched = new Set(['id', 'type', 'spec_version', 'created', 'modified', 'name', 'external_references', 'lang'])
/** Properties by which types without a `name` are called, first come first. Source: STIX 2.1 §4 to §7. */
const calledBy = ['name', 'relationship_type', 'value', 'abstract', 'path', 'key', 'subject', 'display_name', 'user_id']

/** Reads off an object what a store finds it by. */
export function stixFacts(object: StixObject): StixFacts {
  const versionText = observableTypes.has(object.type)
    ? undefined
    : (textOf(object['modified']) ?? textOf(object['created']))
  const versionUs = microsecondsOf(versionText)
  const references: StixReference[] = []
  collectReferences(object, references, 0)
  return {
    name: nameOf(object),
    createdUs: microsecondsOf(textOf(object['created'])),
    versionUs,
    version: versionUs === undefined ? undefined : versionText,
    createdByRef: textOf(object['created_by_ref']),
    confidence: typeof object['confidence'] === 'number' ? object['confidence'] : undefined,
    isRevoked: object['revoked'] === true,
    references,
    labels: textsOf(object['labels']),
    phases: membersOf(object['kill_chain_phases']).map(
      (phase) => `${String(phase['kill_chain_name'])}/${String(phase['phase_name'])}`,
    ),
    externalIds: externalIdsOf(object),
    text: searchedText(object),
  }
}

function nameOf(object: Members): string {
  for (const property of calledBy) {
    const text = object[property]
    if (typeof text === 'string' && text !== '') return text
  }
  return ''
}

/**
 * An instant of STIX as a number.
 * @returns Unix time, µs; undefined where it is none. Of years before 1684 and after 2255 the first or last number that is exact.
 */
export function microsecondsOf(instant: string | undefined): number | undefined {
  const ms = instant === undefined ? undefined : msOfTimestamp(instant)
  if (ms === undefined) return undefined
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Math.round(ms * 1000)))
}

/**
 * @param us - Unix time, µs.
 * @returns The instant of STIX with six digits of a second.
 */
export function instantOf(us: number): string {
  const ms = Math.floor(us / 1000)
  return `${new Date(ms).toISOString().slice(0, -1)}${String(us - ms * 1000).padStart(3, '0')}Z`
}

function collectReferences(members: Members, into: StixReference[], depth: number): void {
  for (const property in members) {
    const held = members[property]
    if (property.endsWith('_ref') || property.endsWith('_refs')) collectReference(property, held, into)
    else if (typeof held === 'object' && depth < deepest) collectWithin(held, into, depth + 1)
  }
}

function collectWithin(held: unknown, into: StixReference[], depth: number): void {
  for (const inner of Array.isArray(held) ? held : [held]) {
    if (isMembers(inner)) collectReferences(inner, into, depth)
  }
}

function collectReference(property: string, held: unknown, into: StixReference[]): void {
  for (const target of Array.isArray(held) ? held : [held]) {
    if (typeof target === 'string' && isIdentifier(target)) into.push({ property, target })
  }
}

function externalIdsOf(object: Members): readonly string[] {
  return membersOf(object['external_references']).flatMap((reference) => textOf(reference['external_id']) ?? [])
}

/** Texts of the object itself, of its lists, and of what lies directly in it, such as hashes. */
function searchedText(object: Members): string {
  const pieces: string[] = [...externalIdsOf(object)]
  for (const property in object) {
    if (unsearched.has(property) || property.endsWith('_ref') || property.endsWith('_refs')) continue
    const value = object[property]
    const values = Array.isArray(value) ? value : isMembers(value) ? Object.values(value) : [value]
    for (const each of values) if (typeof each === 'string') pieces.push(each)
  }
  return pieces.join('\n').slice(0, mostText)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}

function membersOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : []
}

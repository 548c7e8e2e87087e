import type { FieldValue } from '../detect/log-event.ts'

/** Fields of an event by their names in the log. */
export type SourceFields = ReadonlyMap<string, readonly FieldValue[]>

/** A name of a field in the log, and what of its values is meant. */
export type FieldName = {
  readonly name: string
  readonly derive?: (value: FieldValue) => FieldValue | undefined
}

/** Names in a log for names in rules; those that it has as they are need no line. */
export type NameTable = { readonly [ruleField: string]: readonly FieldName[] }

/** A kind of events: which rules are about them, and what their fields are called. */
export type EventSource = {
  readonly products: readonly string[]
  readonly categories: readonly string[]
  readonly services: readonly string[]
  /** Names in the log for a name in a rule, the likeliest first. */
  readonly names: (ruleField: string) => readonly FieldName[]
}

/** @returns Plain names. */
export function named(...names: readonly string[]): readonly FieldName[] {
  return names.map((name) => ({ name }))
}

/** The part of an address before its query. */
export function stemOf(...names: readonly string[]): readonly FieldName[] {
  return names.map((name) => ({ name, derive: (value) => textPart(value, (uri) => uri.split('?')[0]) }))
}

/** What stands after the last dot of an address without its query. */
export function extensionOf(...names: readonly string[]): readonly FieldName[] {
  return names.map((name) => ({
    name,
    derive: (value) => textPart(value, (uri) => /\.([^./?]+)(?:\?|$)/.exec(uri)?.[1]),
  }))
}

/** One hash of a list like `MD5=…,IMPHASH=…`, which Sysmon writes. */
export function hashOf(algorithm: string, ...names: readonly string[]): readonly FieldName[] {
  const written = new RegExp(`(?:^|,)${algorithm}=([0-9A-F]+)`, 'i')
  return names.map((name) => ({ name, derive: (value) => textPart(value, (hashes) => written.exec(hashes)?.[1]) }))
}

function textPart(value: FieldValue, part: (text: string) => string | undefined): FieldValue | undefined {
  return typeof value === 'string' ? part(value) : undefined
}

/** Names by a table, the rule's own name first. */
export function namesBy(table: NameTable): (ruleField: string) => readonly FieldName[] {
  return (ruleField) => [{ name: ruleField }, ...(Object.hasOwn(table, ruleField) ? (table[ruleField] ?? []) : [])]
}

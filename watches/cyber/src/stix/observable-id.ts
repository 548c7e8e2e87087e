import { canonicalBytes } from '@yagura/record'
import { isMembers, type Members } from '../members.ts'
import { uuidFromName } from './uuid.ts'

/** Namespace of the ids of cyber observables. Source: STIX 2.1 §2.9. */
const namespace = '00abedb4-aa42-466c-9c01-fed23315a9b7'
/** Hashes in the order of preference: one alone makes the id. Source: STIX 2.1 §2.9. */
const preferredHashes = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512']
/** Of objects and lists in each other, the observable counted: as many as any object of STIX may have here. */
const mostLevels = 500

/** Half of a pair of UTF-16. Source: RFC 7493 §2.1. */
const halfPair = /\p{Surrogate}/u

/** What a property that makes an id holds, as JSON says it. */
type Kind = 'text' | 'whole number' | 'list' | 'object'
type Contributing = Readonly<Record<string, Kind>>

const value: Contributing = { value: 'text' }

/** Properties that make the id of each type. Source: STIX 2.1 §6, “ID Contributing Properties” of each observable. */
const contributing: Readonly<Record<string, Contributing>> = {
  artifact: { hashes: 'object', payload_bin: 'text' },
  'autonomous-system': { number: 'whole number' },
  directory: { path: 'text' },
  'domain-name': value,
  'email-addr': value,
  'email-message': { from_ref: 'text', subject: 'text', body: 'text' },
  file: { hashes: 'object', name: 'text', extensions: 'object', parent_directory_ref: 'text' },
  'ipv4-addr': value,
  'ipv6-addr': value,
  'mac-addr': value,
  mutex: { name: 'text' },
  'network-traffic': {
    ...{ start: 'text', end: 'text', src_ref: 'text', dst_ref: 'text' },
    ...{ src_port: 'whole number', dst_port: 'whole number', protocols: 'list', extensions: 'object' },
  },
  software: { name: 'text', cpe: 'text', swid: 'text', vendor: 'text', version: 'text' },
  url: value,
  'user-account': { account_type: 'text', user_id: 'text', account_login: 'text' },
  'windows-registry-key': { key: 'text', values: 'list' },
  'x509-certificate': { hashes: 'object', serial_number: 'text' },
}

/**
 * The id of an observable; or that the standard calls for a random one, and why; or what is wrong with that which makes the id. `code` is that
 * of the issue that says so; `property` is not of its own type, else something within is at fault.
 */
export type ObservableIdAnswer =
  | { readonly is: 'made'; readonly id: string }
  | { readonly is: 'random'; readonly reason: string }
  | { readonly is: 'refused'; readonly code: RefusedValue; readonly reason: string; readonly property?: string }

/** Why nothing can be made of a value. */
type RefusedValue = 'value-type' | 'null' | 'out-of-range' | 'too-deep'

type Refusal = Extract<ObservableIdAnswer, { readonly is: 'refused' }>

const halfCharacter: Refusal = {
  ...{ is: 'refused', code: 'value-type' },
  reason: 'a text holds half of a surrogate pair: no character',
}

/**
 * The id that everybody gives to the same observable: UUIDv5 over the canonical JSON (RFC 8785) of what makes it. Numbers are doubles, as
 * RFC 8785 §3.2.2.3 has it: whole ones beyond 2^53 are written as ECMAScript writes them.
 *
 * @param object - As parsed from JSON. Whether it is valid otherwise is not looked at.
 */
export function makeObservableId(object: Members): ObservableIdAnswer {
  const type = object['type']
  if (typeof type !== 'string')
    return { is: 'refused', code: 'value-type', property: 'type', reason: 'it has no text “type”' }
  const kinds = Object.hasOwn(contributing, type) ? contributing[type] : undefined
  if (kinds === undefined) return { is: 'random', reason: 'it is no type whose properties make an id' }
  const present = Object.keys(kinds).filter((name) => object[name] !== undefined)
  if (present.length === 0) return { is: 'random', reason: `it has none of ${Object.keys(kinds).join(', ')}` }
  const made: Record<string, unknown> = {}
  for (const name of present) {
    const fault = faultOfKind(name, object[name], kinds[name])
    if (fault !== undefined) return fault
    made[name] = name === 'hashes' ? oneHash(object[name]) : object[name]
  }
  const fault = faultIn(made, mostLevels)
  return fault ?? { is: 'made', id: `${type}--${uuidFromName(canonicalBytes(made), 5, namespace)}` }
}

/** @returns The id of `makeObservableId`; undefined where there is none, for whatever reason. */
export function observableId(object: Members): string | undefined {
  const answer = makeObservableId(object)
  return answer.is === 'made' ? answer.id : undefined
}

function faultOfKind(name: string, held: unknown, kind: Kind | undefined): Refusal | undefined {
  const isOfKind =
    (kind === 'text' && typeof held === 'string') ||
    (kind === 'whole number' && Number.isInteger(held)) ||
    (kind === 'list' && Array.isArray(held) && held.length > 0) ||
    (kind === 'object' && isMembers(held) && Object.keys(held).length > 0)
  if (isOfKind)
    return typeof held === 'string' && halfPair.test(held) ? { ...halfCharacter, property: name } : undefined
  const wanted = kind === 'list' || kind === 'object' ? `${kind} that holds something` : kind
  return {
    is: 'refused',
    code: held === null ? 'null' : 'value-type',
    property: name,
    reason: `“${name}” is no ${wanted}`,
  }
}

/** What canonical JSON cannot say, and null, which STIX has nowhere. Source: RFC 8785 §3.1, §3.2.2; STIX 2.1 §2. */
function faultIn(held: unknown, levelsLeft: number): Refusal | undefined {
  if (typeof held === 'string') {
    return halfPair.test(held) ? halfCharacter : undefined
  }
  if (typeof held === 'number') {
    return Number.isFinite(held) ? undefined : refused('out-of-range', 'a number is beyond the range of a double')
  }
  if (held === null) return refused('null', 'a value is null: what is not there is left out')
  if (typeof held !== 'object') return undefined
  if (levelsLeft === 0) return refused('too-deep', `lists and objects lie in each other more than ${mostLevels} deep`)
  for (const name in held) {
    const fault = faultIn(name, 1) ?? faultIn(Reflect.get(held, name), levelsLeft - 1)
    if (fault !== undefined) return fault
  }
  return undefined
}

function refused(code: RefusedValue, reason: string): Refusal {
  return { is: 'refused', code, reason }
}

function oneHash(hashes: unknown): unknown {
  if (!isMembers(hashes)) return hashes
  const kind = preferredHashes.find((each) => Object.hasOwn(hashes, each)) ?? Object.keys(hashes)[0]
  return kind === undefined ? hashes : { [kind]: hashes[kind] }
}

import { canonicalBytes, checkJson } from '@yagura/record'
import { isMembers, type Members } from '../members.ts'
import { uuidFromName } from './uuid.ts'

/** Namespace of the ids of cyber observables. Source: STIX 2.1 §2.9. */
const namespace = '00abedb4-aa42-466c-9c01-fed23315a9b7'
/** Hashes in the order of preference: one alone makes the id. Source: STIX 2.1 §2.9. */
const preferredHashes = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512']

/** Objects in objects: more is no observable that anybody saw. */
const mostNested = 64

/** Properties that make the id of each type. Source: STIX 2.1 §6, “ID Contributing Properties” of each observable. */
const contributing: Readonly<Record<string, readonly string[]>> = {
  artifact: ['hashes', 'payload_bin'],
  'autonomous-system': ['number'],
  directory: ['path'],
  'domain-name': ['value'],
  'email-addr': ['value'],
  'email-message': ['from_ref', 'subject', 'body'],
  file: ['hashes', 'name', 'extensions', 'parent_directory_ref'],
  'ipv4-addr': ['value'],
  'ipv6-addr': ['value'],
  'mac-addr': ['value'],
  mutex: ['name'],
  'network-traffic': ['start', 'end', 'src_ref', 'dst_ref', 'src_port', 'dst_port', 'protocols', 'extensions'],
  software: ['name', 'cpe', 'swid', 'vendor', 'version'],
  url: ['value'],
  'user-account': ['account_type', 'user_id', 'account_login'],
  'windows-registry-key': ['key', 'values'],
  'x509-certificate': ['hashes', 'serial_number'],
}

/**
 * The id that everybody gives to the same observable: UUIDv5 over the canonical JSON (RFC 8785) of what makes it.
 *
 * @returns Undefined where the standard calls for a random id: of a process, of other types, and where nothing that makes it is there; and for
 * what has no canonical form, such as half a character.
 */
export function observableId(object: Members): string | undefined {
  const type = object['type']
  const names = typeof type === 'string' && Object.hasOwn(contributing, type) ? contributing[type] : undefined
  const present = names?.filter((name) => object[name] !== undefined) ?? []
  if (present.length === 0) return undefined
  const made = Object.fromEntries(
    present.map((name) => [name, name === 'hashes' ? oneHash(object[name]) : object[name]]),
  )
  if (checkJson(made, mostNested) !== undefined) return undefined
  return `${String(type)}--${uuidFromName(canonicalBytes(made), 5, namespace)}`
}

function oneHash(hashes: unknown): unknown {
  if (!isMembers(hashes)) return hashes
  const kind = preferredHashes.find((each) => Object.hasOwn(hashes, each)) ?? Object.keys(hashes)[0]
  return kind === undefined ? hashes : { [kind]: hashes[kind] }
}

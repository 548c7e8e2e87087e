import { isMembers, type Members } from '../../members.ts'

/** Properties of 2.0 under the names of 2.1. Source: STIX 2.0 part 4, STIX 2.1 §6. */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  directory: { created: 'ctime', modified: 'mtime', accessed: 'atime' },
  file: { created: 'ctime', modified: 'mtime', accessed: 'atime' },
  process: { created: 'created_time', binary_ref: 'image_ref' },
  'user-account': { password_last_changed: 'credential_last_changed' },
  'windows-registry-key': { modified: 'modified_time' },
}
/** Properties that 2.1 has no more; they are kept as custom ones. */
const dropped: Readonly<Record<string, readonly string[]>> = {
  file: ['is_encrypted', 'encryption_algorithm', 'decryption_key'],
  process: ['name', 'arguments'],
  'archive-ext': ['version'],
  'raster-image-ext': ['image_compression_algorithm'],
  'socket-ext': ['protocol_family'],
}
const hives: Readonly<Record<string, string>> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCC: 'HKEY_CURRENT_CONFIG',
  HKCR: 'HKEY_CLASSES_ROOT',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
}

/** Finds the id of another observable of the same observed-data by its key. */
export type IdOf = (key: string) => string | undefined

/** An observable of 2.0 as one of 2.1, without its id and markings. A reference to what is not there is left out and told to `lose`. */
export function observableOf21(object: Members, idOf: IdOf, lose: (loss: string) => void): Members {
  const type = String(object['type'])
  const members = Object.entries(object).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'type' || name === 'id' || name === 'spec_version') return []
    const upgraded = valueOf21(name, value, idOf, lose)
    return upgraded === undefined ? [] : [[nameOf21(type, name), upgraded]]
  })
  return { type, spec_version: '2.1', ...Object.fromEntries(members) }
}

function nameOf21(type: string, name: string): string {
  const names = Object.hasOwn(renamed, type) ? renamed[type] : undefined
  if (names !== undefined && Object.hasOwn(names, name)) return names[name] ?? name
  const isDropped = Object.hasOwn(dropped, type) && dropped[type]?.includes(name) === true
  return isDropped ? `x_stix20_${name}` : name
}

function valueOf21(name: string, value: unknown, idOf: IdOf, lose: (loss: string) => void): unknown {
  if (name.endsWith('_ref')) return resolved(name, value, idOf, lose)
  if (name.endsWith('_refs')) {
    const ids = (Array.isArray(value) ? value : []).flatMap((key) => resolved(name, key, idOf, lose) ?? [])
    return ids.length > 0 ? ids : undefined
  }
  if (name === 'hashes' || name === 'file_header_hashes') return hashesOf21(value)
  if (name === 'key' && typeof value === 'string') return keyOf21(value)
  if (name === 'extensions' && isMembers(value)) return extensionsOf21(value, idOf, lose)
  if (Array.isArray(value)) return value.map((one) => (isMembers(one) ? within('', one, idOf, lose) : one))
  return isMembers(value) && name === 'optional_header' ? within('', value, idOf, lose) : value
}

function within(type: string, value: Members, idOf: IdOf, lose: (loss: string) => void): Members {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const upgraded = valueOf21(name, one, idOf, lose)
      return upgraded === undefined ? [] : [[nameOf21(type, name), upgraded]]
    }),
  )
}

function resolved(name: string, key: unknown, idOf: IdOf, lose: (loss: string) => void): string | undefined {
  const id = typeof key === 'string' ? idOf(key) : undefined
  if (id === undefined) lose(`${name} refers to “${String(key)}”, which is not there`)
  return id
}

function extensionsOf21(extensions: Members, idOf: IdOf, lose: (loss: string) => void): Members {
  return Object.fromEntries(
    Object.entries(extensions).map(([type, extension]) => {
      if (!isMembers(extension)) return [type, extension]
      const upgraded = within(type, extension, idOf, lose)
      return [type, type === 'http-request-ext' ? withHeaderLists(upgraded) : upgraded]
    }),
  )
}

/** A field may stand in a request more than once, so each is a list in 2.1. */
function withHeaderLists(extension: Members): Members {
  const header = extension['request_header']
  if (!isMembers(header)) return extension
  const lists = Object.entries(header).map(([name, value]) => [name, Array.isArray(value) ? value : [value]])
  return { ...extension, request_header: Object.fromEntries(lists) }
}

function hashesOf21(hashes: unknown): unknown {
  if (!isMembers(hashes)) return hashes
  return Object.fromEntries(Object.entries(hashes).map(([name, value]) => [name === 'ssdeep' ? 'SSDEEP' : name, value]))
}

function keyOf21(key: string): string {
  const [hive = ''] = key.split('\\')
  const long = hives[hive.toUpperCase()]
  return long === undefined ? key : `${long}${key.slice(hive.length)}`
}

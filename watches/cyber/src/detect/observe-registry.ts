import { longRegistryKey } from '../patterns/registry-key.ts'
import { readTable } from './field-reader.ts'
import { registryFields } from './observed-fields.ts'
import { type Observing, textual } from './observing.ts'

/** The keys of a person who is not a part of the system stand under HKEY_CURRENT_USER to himself. */
const ofPerson = /^HKEY_USERS\\S-1-5-21-[\d-]+(?=\\)/i

/**
 * Keys of the registry: the path that an event names, as a key, and as a value of the key above it, which logs do not tell apart; as written, and with
 * the name of its hive in full.
 */
export function observeRegistry({ fields, add }: Observing): void {
  const { path, data } = readTable(fields, registryFields)
  if (typeof path !== 'string') return
  const whole = longRegistryKey(path)
  for (const key of new Set([path, whole, whole.replace(ofPerson, 'HKEY_CURRENT_USER')])) {
    const cut = key.lastIndexOf('\\')
    const written = textual('data', data)
    add({ type: 'windows-registry-key', key, ...(data !== undefined && { values: [written] }) })
    if (cut <= 0) continue
    const values = [{ name: key.slice(cut + 1), ...written }]
    add({ type: 'windows-registry-key', key: key.slice(0, cut), values })
  }
}

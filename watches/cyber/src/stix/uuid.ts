import { sha1 } from '@noble/hashes/legacy.js'
import { utf8Bytes } from '@yagura/record'

/**
 * A UUID made of a name, the same wherever it is made.
 *
 * @param version - 5 for an id that says that it is made of a name; 4 where a standard calls for an id that looks like a random one.
 * @param namespace - UUID under which the name is unique.
 *
 * Source: RFC 9562 §5.5.
 */
export function uuidFromName(name: string | Uint8Array, version: 4 | 5, namespace: string = yaguraNamespace): string {
  const bytes = typeof name === 'string' ? utf8Bytes(name) : name
  const space = (namespace.replaceAll('-', '').match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  const hex = [...sha1(Uint8Array.from([...space, ...bytes])).subarray(0, 16)]
    .map((byte, index) => (index === 6 ? (byte & 0x0f) | (version << 4) : index === 8 ? (byte & 0x3f) | 0x80 : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Names of Yagura's own making. */
const yaguraNamespace = '6f3f4b3e-58a1-4f0e-9c1d-2f5d7a1b6c84'

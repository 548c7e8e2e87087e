import { type Faulty, faulty } from '../fault.ts'
import { tileWidth } from './tile-path.ts'

const longestEntry = 0xff_ff

/**
 * A bundle of entries: each with its length before it, two bytes, big-endian. Source: C2SP tlog-tiles.
 *
 * @param entries - 1 to 256, each at most 65,535 bytes.
 */
export function encodeEntries(
  entries: readonly Uint8Array[],
): { readonly ok: true; readonly bundle: Uint8Array } | Faulty {
  if (entries.length < 1 || entries.length > tileWidth) {
    return faulty('record/bundle-count', `a bundle has 1 to ${tileWidth} entries, not ${entries.length}`)
  }
  if (entries.some((entry) => entry.length > longestEntry)) {
    return faulty('record/entry-too-long', `an entry is longer than ${longestEntry} bytes`)
  }
  const bundle = new Uint8Array(entries.reduce((total, entry) => total + 2 + entry.length, 0))
  let offset = 0
  for (const entry of entries) {
    bundle[offset] = entry.length >> 8
    bundle[offset + 1] = entry.length & 0xff
    bundle.set(entry, offset + 2)
    offset += 2 + entry.length
  }
  return { ok: true, bundle }
}

/**
 * The entries of a bundle.
 *
 * @returns Parts of `bundle`, not copies; a fault where it is cut off or has not 1 to 256 entries.
 */
export function decodeEntries(
  bundle: Uint8Array,
): { readonly ok: true; readonly entries: readonly Uint8Array[] } | Faulty {
  const entries: Uint8Array[] = []
  let offset = 0
  while (offset < bundle.length && entries.length <= tileWidth) {
    const length = (bundle[offset] ?? 0) * 256 + (bundle[offset + 1] ?? 0)
    const end = offset + 2 + length
    if (end > bundle.length) return faulty('record/bundle-cut-off', `entry ${entries.length} of the bundle is cut off`)
    entries.push(bundle.subarray(offset + 2, end))
    offset = end
  }
  if (entries.length < 1 || entries.length > tileWidth) {
    return faulty('record/bundle-count', `a bundle has 1 to ${tileWidth} entries`)
  }
  return { ok: true, entries }
}

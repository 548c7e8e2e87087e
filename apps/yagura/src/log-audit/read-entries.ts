import { decodeEntries, entryBundlePath, tileWidth } from '@yagura/record'
import type { LogSource } from './log-source.ts'

/** 256 entries of 65,535 bytes, each with its length. */
const bundleBytes = tileWidth * (2 + 0xff_ff)

/**
 * The entries of a bundle as a tree has them. Where a partial bundle is no longer kept, the full one that came after it serves.
 *
 * @param width - Entries that the tree has in it, 1 to 256.
 * @param report - Hears why there are none.
 */
export async function readEntries(
  source: LogSource,
  index: number,
  width: number,
  report: (problem: string) => void,
): Promise<readonly Uint8Array[] | undefined> {
  const path = entryBundlePath(index, width)
  const partial = await source.read(path, bundleBytes)
  const bytes = partial ?? (width === tileWidth ? undefined : await source.read(entryBundlePath(index), bundleBytes))
  if (bytes === undefined) {
    report(`${path} is missing`)
    return undefined
  }
  const decoded = decodeEntries(bytes)
  if (!decoded.ok) {
    report(`${path}: ${decoded.fault.reason}`)
    return undefined
  }
  const count = decoded.entries.length
  if (count !== (partial === undefined ? tileWidth : width)) {
    report(`${path} has ${count} entries`)
    return undefined
  }
  return decoded.entries.slice(0, width)
}

import type { Store } from '@yagura/core'
import { encodeEntries, parseTilePath, tileWidth, utf8Bytes } from '@yagura/record'
import { type HeldLog, readBundle, readTile } from './stored-log.ts'

/** A file of a log as it is served: its bytes and its media type. */
export type LogFile = { readonly bytes: Uint8Array; readonly type: string; readonly isFinal: boolean }

/**
 * A file of a log by its path below the log's prefix. Source: C2SP tlog-tiles.
 *
 * @returns Undefined where the log has no such file (yet).
 */
export function readLogFile(store: Store, held: HeldLog, path: string): LogFile | undefined {
  const { checkpoint, size, number } = held.head
  if (checkpoint === undefined) return undefined
  if (path === 'checkpoint') {
    return { bytes: utf8Bytes(checkpoint), type: 'text/plain; charset=utf-8', isFinal: false }
  }
  const parsed = parseTilePath(path)
  if (!parsed.ok) return undefined
  const { address } = parsed
  const type = 'application/octet-stream'
  if (address.kind === 'hashes') {
    const bytes = readTile(store, held, address)
    return bytes === undefined ? undefined : { bytes, type, isFinal: true }
  }
  if (address.index * tileWidth + address.width > size) return undefined
  const encoded = encodeEntries(readBundle(store, number, address.index).slice(0, address.width))
  return encoded.ok ? { bytes: encoded.bundle, type, isFinal: true } : undefined
}

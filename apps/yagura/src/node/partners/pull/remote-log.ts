import {
  decodeEntries,
  entryBundlePath,
  type Faulty,
  faulty,
  hashInTile,
  largestNoteBytes,
  openCheckpoint,
  placeOfHash,
  type ReadHash,
  type SignedCheckpoint,
  tilePath,
  tileWidth,
  type VerifierKey,
  type VerifyEd25519,
  widthInTree,
} from '@yagura/record'
import { NotNowError } from '../errors.ts'
import type { PartnerAnswer } from '../link/partner-client.ts'

/** Where files of a log come from: a partner, or a folder that somebody carried here. */
export type FileSource = { readonly get: (path: string, mostBytes: number) => Promise<PartnerAnswer> }

const okStatus = 200
/** Answers that say "not now", and what they mean. */
const delays: ReadonlyMap<number, string> = new Map([
  [429, 'too much was asked for at once'],
  [503, 'its node has not heard yet how far it had come before it was started'],
])
const hashBytes = 32
/** Entries of the largest size with their lengths. */
const largestBundleBytes = tileWidth * (65_535 + 2)

/**
 * A log as somebody else serves it; nothing of it is believed by being read. Every question rejects with NotNowError where the answer is
 * "not now", of which nobody is accused.
 */
export type RemoteLog = {
  /** @returns Code `record/checkpoint-missing` where there is none. */
  readonly checkpoint: () => Promise<({ readonly ok: true; readonly bytes: Uint8Array } & SignedCheckpoint) | Faulty>
  /** Entries of one bundle of a log of `size`. */
  readonly bundle: (
    index: number,
    size: number,
  ) => Promise<{ readonly ok: true; readonly entries: readonly Uint8Array[] } | Faulty>
  /** Reads hashes of a log of `size` out of its tiles. */
  readonly hashes: (size: number) => ReadHash
}

/**
 * @param origin - Of the log.
 * @param key - Of the log, out of the card of its node; the checkpoint must bear its signature.
 */
export function createRemoteLog(
  source: FileSource,
  origin: string,
  key: VerifierKey,
  verify: VerifyEd25519,
): RemoteLog {
  const get = async (path: string, mostBytes: number): Promise<{ ok: true; bytes: Uint8Array } | Faulty> => {
    const { status, body } = await source.get(`/t/${origin}/${path}`, mostBytes)
    if (status === okStatus) return { ok: true, bytes: body }
    const delay = delays.get(status)
    if (delay !== undefined) throw new NotNowError(origin, delay)
    const code = path === 'checkpoint' ? 'record/checkpoint-missing' : 'record/withheld'
    return faulty(code, `${path} of ${origin} was asked for and not given (status ${status})`)
  }
  return {
    checkpoint: async () => {
      const got = await get('checkpoint', largestNoteBytes)
      if (!got.ok) return got
      const opened = openCheckpoint(got.bytes, [key], verify)
      if (!opened.ok) return opened
      if (opened.checkpoint.origin !== origin) {
        return faulty('record/other-log', `it is signed as the checkpoint of another log than ${origin}`)
      }
      return { ...opened, bytes: got.bytes }
    },
    bundle: async (index, size) => {
      const width = widthInTree(size, 0, index)
      const got = await get(entryBundlePath(index, width), largestBundleBytes)
      const decoded = got.ok ? decodeEntries(got.bytes) : got
      if (!decoded.ok || decoded.entries.length === width) return decoded
      return faulty('record/withheld', `bundle ${index} has ${decoded.entries.length} of ${width} entries`)
    },
    hashes: (size) => {
      const tiles = new Map<string, Promise<Uint8Array | undefined>>()
      return async (level, index) => {
        const place = placeOfHash(level, index)
        const path = tilePath(place.level, place.index, widthInTree(size, place.level, place.index))
        const tile = tiles.get(path) ?? get(path, tileWidth * hashBytes).then((got) => (got.ok ? got.bytes : undefined))
        tiles.set(path, tile)
        const bytes = await tile
        return bytes === undefined ? undefined : hashInTile(bytes, place)
      }
    },
  }
}

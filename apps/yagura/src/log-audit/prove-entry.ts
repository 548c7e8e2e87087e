import {
  type Checkpoint,
  type Faulty,
  faulty,
  hashInTile,
  inclusionProof,
  largestNoteBytes,
  parseCheckpoint,
  parseNote,
  placeOfHash,
  type ReadHash,
  tilePath,
  tileWidth,
  verifyInclusion,
  widthInTree,
} from '@yagura/record'
import type { LogSource } from './log-source.ts'

/** What is proved of an entry. */
export type EntryProof = {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
  readonly path: readonly Uint8Array[]
}

/**
 * Makes the proof that an entry is in a log out of its tiles, for the tree of its newest checkpoint.
 *
 * @returns A fault where a tile is missing, and where the tiles do not lead to the root of the checkpoint. Its signature is not looked at.
 */
export async function proveEntry(
  source: LogSource,
  index: number,
): Promise<{ readonly ok: true; readonly proof: EntryProof } | Faulty> {
  const head = await readHead(source)
  if (!head.ok) return head
  const { size, root } = head.checkpoint
  const readHash = hashReader(source, size)
  const built = await inclusionProof(index, size, readHash)
  if (!built.ok) return built
  const leafHash = await readHash(0, index)
  if (leafHash === undefined) return faulty('record/proof-missing-hash', `the hash of entry ${index} is not there`)
  const proof = { leafHash, index, size, root, path: built.path }
  const verdict = verifyInclusion(proof)
  return verdict.ok ? { ok: true, proof } : verdict
}

/** The newest checkpoint, its signatures not looked at. */
async function readHead(source: LogSource): Promise<{ readonly ok: true; readonly checkpoint: Checkpoint } | Faulty> {
  const bytes = await source.read('checkpoint', largestNoteBytes)
  if (bytes === undefined) return faulty('record/checkpoint-missing', `${source.name} has no checkpoint`)
  const note = parseNote(bytes)
  return note.ok ? parseCheckpoint(note.note.text) : note
}

function hashReader(source: LogSource, size: number): ReadHash {
  return async (level, index) => {
    const place = placeOfHash(level, index)
    const width = widthInTree(size, place.level, place.index)
    if (width === 0) return undefined
    const tile =
      (await source.read(tilePath(place.level, place.index, width), tileWidth * 32)) ??
      (await source.read(tilePath(place.level, place.index), tileWidth * 32))
    return tile === undefined ? undefined : hashInTile(tile, place)
  }
}

import {
  type Checkpoint,
  hashInTile,
  openCheckpoint,
  parseCheckpoint,
  placeOfHash,
  type ReadHash,
  sameHash,
  utf8Text,
  type VerifierKey,
  widthInTree,
} from '@yagura/record'
import { type HeldLog, readTile } from '../channels/stored-log.ts'
import type { KnownPartner } from '../partner-book.ts'
import { contradictionOf, type Found } from './find-fork.ts'
import type { FileSource } from './remote-log.ts'
import type { TakeParts } from './take-parts.ts'

const largestNote = 64 * 1024

/** What a partner has seen of a log that is held here too. */
export type Sighting = {
  readonly checkpoint: Checkpoint
  readonly note: string
  /** Whether the partner itself cosigned it. */
  readonly isCosigned: boolean
}

/**
 * Asks a partner for its newest cosigned checkpoint of a log.
 *
 * @param logKey - Of the node whose log it is.
 * @returns Undefined where it shows none that this node signed.
 */
export async function askSighting(
  { verify }: Pick<TakeParts, 'verify'>,
  source: FileSource,
  witness: KnownPartner,
  origin: string,
  logKey: VerifierKey,
): Promise<Sighting | undefined> {
  const { status, body } = await source.get(`/t/${origin}/checkpoint`, largestNote)
  if (status !== 200) return undefined
  const opened = openCheckpoint(body, [logKey, witness.cosignKey], verify)
  if (!opened.ok || opened.checkpoint.origin !== origin) return undefined
  const signers = opened.signedBy.map(({ key }) => key)
  if (!signers.includes(logKey)) return undefined
  return { checkpoint: opened.checkpoint, note: utf8Text(body) ?? '', isCosigned: signers.includes(witness.cosignKey) }
}

/** The largest tree of each log that others were shown, as signed notes; kept while the node runs. */
export type Sightings = {
  readonly note: (origin: string, sighting: Sighting) => void
  readonly largestOf: (origin: string) => Sighting | undefined
}

/** @returns Sightings of no log yet. */
export function createSightings(): Sightings {
  const largest = new Map<string, Sighting>()
  return {
    note: (origin, sighting) => {
      if (sighting.checkpoint.size > (largest.get(origin)?.checkpoint.size ?? 0)) largest.set(origin, sighting)
    },
    largestOf: (origin) => largest.get(origin),
  }
}

/**
 * Whether a node shows others more of its log than it shows here.
 *
 * @param sighted - Seen before the node was asked: an honest log never shows less than it has shown.
 * @param shown - The newest checkpoint that it showed here when it was asked, as a signed note.
 */
export function compareShown(sighted: Sighting | undefined, shown: string | undefined): Found | undefined {
  const parsed = shown === undefined ? undefined : parseCheckpoint(`${shown.split('\n\n')[0]}\n`)
  if (sighted === undefined || shown === undefined || parsed?.ok !== true) return undefined
  if (parsed.checkpoint.size >= sighted.checkpoint.size) return undefined
  return { kind: 'withheld', held: sighted.note, offered: shown, proof: undefined }
}

/** @returns Reads hashes of a log that is held here. */
export function ownHashes({ context }: Pick<TakeParts, 'context'>, held: HeldLog): ReadHash {
  return (level, index) => {
    const place = placeOfHash(level, index)
    const width = widthInTree(held.head.size, place.level, place.index)
    const tile = width === 0 ? undefined : readTile(context.store, held, { ...place, width })
    return tile === undefined ? undefined : hashInTile(tile, place)
  }
}

/**
 * Compares what a partner saw of a third node's log with what is held here.
 *
 * @returns Evidence where that node showed each another log; undefined where the two agree, or the partner saw more than is held here.
 */
export async function compareSighting(
  parts: Pick<TakeParts, 'context'>,
  held: HeldLog,
  { checkpoint, note }: Sighting,
): Promise<Found | undefined> {
  const heldNote = held.head.checkpoint
  const parsed = heldNote === undefined ? undefined : parseCheckpoint(`${heldNote.split('\n\n')[0]}\n`)
  if (heldNote === undefined || parsed?.ok !== true || checkpoint.size > parsed.checkpoint.size) return undefined
  if (checkpoint.size === parsed.checkpoint.size) {
    if (sameHash(checkpoint.root, parsed.checkpoint.root)) return undefined
    return { kind: 'equivocation', held: heldNote, offered: note, proof: undefined }
  }
  const proof = await contradictionOf(checkpoint, parsed.checkpoint, ownHashes(parts, held))
  return proof === undefined ? undefined : { kind: 'equivocation', held: note, offered: heldNote, proof }
}

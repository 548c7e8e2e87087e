import { judgeOffer, type Store } from '@yagura/core'
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
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { closed } from '../../../api/contract/common.ts'
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

/** A tree that a node signed, whether or not its entries ever came. */
export type Sighted = Pick<Sighting, 'checkpoint' | 'note'>

/** The largest tree of each log that a node showed, here or to others. */
export type Sightings = {
  /**
   * @param note - A checkpoint whose signature is right.
   * @throws what the store throws (rejects) where it cannot be kept; then it is not remembered either.
   */
  readonly note: (origin: string, note: string) => Promise<void>
  readonly largestOf: (origin: string) => Sighted | undefined
}

const sightingCollection = 'partner-sightings'
const KeptSighting = closed({ note: Type.String() })

function sightedOf(note: string): Sighted | undefined {
  const parsed = parseCheckpoint(`${note.split('\n\n')[0]}\n`)
  return parsed.ok ? { checkpoint: parsed.checkpoint, note } : undefined
}

/**
 * @param seenOf - The newest checkpoint that is kept with a log: what is no larger needs no keeping beside it.
 * @returns The sightings that a store keeps: a lie told over a restart contradicts them too.
 */
export function openSightings(
  store: Pick<Store, 'list' | 'commit'>,
  seenOf: (origin: string) => string | undefined,
): Sightings {
  const largest = new Map(
    store.list(sightingCollection).flatMap(({ id, body }) => {
      const sighted = Check(KeptSighting, body) ? sightedOf(body.note) : undefined
      return sighted === undefined ? [] : [[id, sighted] as const]
    }),
  )
  return {
    note: async (origin, note) => {
      const sighted = sightedOf(note)
      if (sighted === undefined || sighted.checkpoint.size <= (largest.get(origin)?.checkpoint.size ?? 0)) return
      const seen = seenOf(origin)
      if (sighted.checkpoint.size > (seen === undefined ? 0 : (sightedOf(seen)?.checkpoint.size ?? 0))) {
        await store.commit({ put: [{ collection: sightingCollection, id: origin, body: { note } }] })
      }
      largest.set(origin, sighted)
    },
    largestOf: (origin) => largest.get(origin),
  }
}

/**
 * Whether what a node shows contradicts what it showed before, here or to others, whose entries need not have come here.
 *
 * @param held - The log after the node was asked.
 * @param sighted - Seen before the node was asked: an honest log never shows less than it has shown.
 * @param shown - What it showed now, as a signed note.
 */
export async function compareShown(
  parts: Pick<TakeParts, 'context'>,
  held: HeldLog | undefined,
  sighted: Sighted | undefined,
  shown: string | undefined,
): Promise<Found | undefined> {
  const parsed = shown === undefined ? undefined : parseCheckpoint(`${shown.split('\n\n')[0]}\n`)
  if (sighted === undefined || shown === undefined || parsed?.ok !== true) return undefined
  if (parsed.checkpoint.size < sighted.checkpoint.size) {
    return { kind: 'withheld', held: sighted.note, offered: shown, proof: undefined }
  }
  if (judgeOffer(sighted.checkpoint, parsed.checkpoint) === 'equivocation') {
    return { kind: 'equivocation', held: sighted.note, offered: shown, proof: undefined }
  }
  return held === undefined ? undefined : compareSighting(parts, held, sighted)
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
  { checkpoint, note }: Sighted,
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

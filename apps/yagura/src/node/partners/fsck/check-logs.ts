import { emptyTree, growTree, type LogTree, type Store } from '@yagura/core'
import {
  base64Of,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  rootOf,
  sameHash,
  tileWidth,
  utf8Bytes,
  type VerifierKey,
} from '@yagura/record'
import { Check } from 'typebox/value'
import type { PartnerCard } from '../../../api/contract/partners.ts'
import { verifyEd25519 } from '../../../crypto/verify-ed25519.ts'
import type { NodeMode } from '../../context.ts'
import {
  type LogHead,
  listHeads,
  logCollection,
  LogHead as logHeadSchema,
  readBundle,
  readRoot,
  rootsText,
} from '../channels/stored-log.ts'
import { readIdentity } from '../identity/own-identity.ts'
import { KeptPartner } from '../partner-book.ts'

/** What checking one log came to. */
export type CheckedLog = {
  readonly origin: string
  readonly size: number
  /** Root recomputed from the entries, base64. */
  readonly root: string
  /** What is wrong; undefined where nothing is. */
  readonly error: string | undefined
}

/**
 * Recomputes every log of a store from its entries and compares what is kept beside them: tiles, compact range, checkpoint and its
 * signature by the pinned key.
 */
export async function* checkLogs(store: Store, dataFolder: string, mode: NodeMode): AsyncGenerator<CheckedLog> {
  const keys = await logKeys(store, dataFolder, mode)
  for (const { id, body } of store.list(logCollection)) {
    if (!Check(logHeadSchema, body)) yield { origin: id, size: 0, root: '', error: 'its head cannot be read' }
  }
  for (const head of listHeads(store)) yield checkLog(store, head, keys)
}

async function logKeys(store: Store, dataFolder: string, mode: NodeMode): Promise<ReadonlyMap<string, VerifierKey>> {
  const identity = await readIdentity(dataFolder, mode)
  const partners = store.list('partners').flatMap(({ body }) => (Check(KeptPartner, body) ? [body.card] : []))
  const cards: readonly PartnerCard[] = [...(identity === undefined ? [] : [identity.card]), ...partners]
  return new Map(
    cards.flatMap(({ node, log }) => {
      const parsed = parseVerifierKey(log)
      return parsed.ok ? [[node, parsed.key] as const] : []
    }),
  )
}

function checkLog(store: Store, head: LogHead, keys: ReadonlyMap<string, VerifierKey>): CheckedLog {
  const { tree, error } = recompute(store, head)
  const root = base64Of(rootOf(tree.range))
  const { origin } = head
  return { origin, size: tree.range.size, root, error: error ?? checkHead(head, tree, keys.get(head.node)) }
}

function recompute(store: Store, head: LogHead): { readonly tree: LogTree; readonly error: string | undefined } {
  let tree = emptyTree
  for (let bundle = 0; bundle * tileWidth < head.size; bundle += 1) {
    const expected = Math.min(tileWidth, head.size - bundle * tileWidth)
    const lines = readBundle(store, head.number, bundle)
    if (lines.length !== expected) {
      return { tree, error: `bundle ${bundle} has ${lines.length} of ${expected} entries` }
    }
    const grown = growTree(
      tree,
      lines.map((line) => leafHash(line)),
    )
    if (!grown.ok) return { tree, error: grown.fault.reason }
    tree = grown.tree
    for (const tile of grown.fullTiles) {
      const kept = readRoot(store, head.number, tile)
      if (kept === undefined || !sameHash(kept, tile.root)) {
        return { tree, error: `the root of tile ${tile.index} of level ${tile.level} is not that of the entries` }
      }
    }
  }
  const isBeyond = readBundle(store, head.number, Math.floor(head.size / tileWidth)).length > head.size % tileWidth
  return { tree, error: isBeyond ? `entries lie behind the ${head.size} that count` : undefined }
}

function checkHead(head: LogHead, tree: LogTree, key: VerifierKey | undefined): string | undefined {
  if (rootsText(tree).join() !== head.roots.join()) return 'the compact range is not that of the entries'
  const { checkpoint, seen, size } = head
  if (checkpoint === undefined && size === 0) return undefined
  if (key === undefined) return 'no key is pinned for its node'
  const isWhole = Number((checkpoint ?? '').split('\n')[1]) >= size
  // Entries are kept before their tree is cosigned: until then the newest checkpoint is the one that they were verified against.
  return isWhole ? checkNote(checkpoint, head, tree, key) : checkNote(seen, head, tree, key)
}

/** Whether the entries are those of a checkpoint, or some that it begins with: a log may be fetched half-way. */
function checkNote(
  note: string | undefined,
  { origin, size, checkpoint }: LogHead,
  tree: LogTree,
  key: VerifierKey,
): string | undefined {
  if (note === undefined) return 'it has entries and no checkpoint'
  const opened = openCheckpoint(utf8Bytes(note), [key], verifyEd25519)
  if (!opened.ok) return `checkpoint: ${opened.fault.reason}`
  const signed = opened.checkpoint
  if (signed.origin !== origin) return 'the checkpoint is of another log'
  if (signed.size < size) return 'entries lie behind its newest checkpoint'
  if (signed.size === size) {
    return sameHash(signed.root, rootOf(tree.range)) ? undefined : 'the checkpoint has another root than the entries'
  }
  return note === checkpoint ? `the checkpoint says ${signed.size} entries, and ${size} are there` : undefined
}

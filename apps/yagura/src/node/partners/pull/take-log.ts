import { type FullTile, growTree, type JudgedEntry, judgeOffer, judgeReceived, type LogTree } from '@yagura/core'
import {
  base64UrlBytes,
  type CheckedRecord,
  consistencyProof,
  type Fault,
  type KeyHistory,
  leafHash,
  parseCheckpoint,
  preAuthenticationEncoding,
  type RecordAnswer,
  readRecord,
  recordType,
  rootOf,
  type SignedCheckpoint,
  sameHash,
  tileWidth,
  utf8Text,
  type VerifyEd25519,
  verifyConsistency,
} from '@yagura/record'
import type { PartnerCard } from '../../../api/contract/partners.ts'
import { type SignatureClaim, verifyAhead } from '../../../crypto/verify-ahead.ts'
import { restoreHistory } from '../channels/key-records.ts'
import { type HeldLog, positionOf } from '../channels/stored-log.ts'
import { commitGrowth, commitWitness } from './commit-growth.ts'
import { type Found, findFork } from './find-fork.ts'
import { createRemoteLog, type FileSource, type RemoteLog } from './remote-log.ts'
import type { TakeParts } from './take-parts.ts'

/** What came of asking for a log. */
export type TakeOutcome = {
  readonly origin: string
  /** Entries that are new here. */
  readonly received: number
  readonly quarantined: number
  /** Why it did not go on; the rest of what was received is kept. */
  readonly fault: Fault | undefined
  /** Evidence that was found. */
  readonly found: readonly Found[]
  /** The signed checkpoint that was offered, as text, whatever became of its entries; undefined where there was none. */
  readonly shown: string | undefined
}

/** Bundles that are fetched, verified and kept at once: it bounds memory, not what can be taken over. */
const bundlesAtOnce = 4
const entriesBetweenTurns = 32

/**
 * Brings what is held of one log up to what its node offers: verifies the checkpoint, fetches entries, extends the compact range,
 * compares roots, judges every entry, keeps all in one commit, then cosigns.
 *
 * @param card - Of the node whose log it is.
 * @param source - Who serves it: that node, another that holds it, or a folder.
 */
export async function takeLog(
  parts: TakeParts,
  card: PartnerCard,
  logKey: Parameters<typeof createRemoteLog>[2],
  source: FileSource,
  origin: string,
): Promise<TakeOutcome> {
  const remote = createRemoteLog(source, origin, logKey, parts.verify)
  const outcome = { origin, received: 0, quarantined: 0, fault: undefined, found: [], shown: undefined }
  const offered = await remote.checkpoint()
  if (!offered.ok) return { ...outcome, fault: offered.fault }
  const held = parts.book.get(origin)
  const judgement = judgeOffer(seenState(held), offered.checkpoint)
  if (judgement === 'rollback' || judgement === 'equivocation') {
    const found = {
      ...{ kind: judgement, offered: textOf(offered.bytes), proof: undefined },
      held:
        (judgement === 'rollback' ? cosignedAbove(held, offered.checkpoint.size) : undefined) ?? held?.head.seen ?? '',
    }
    const reason = `${origin} was offered at ${offered.checkpoint.size} entries ${judgement === 'rollback' ? 'after more had been signed' : 'with another root than was signed before'}`
    return { ...outcome, found: [found], shown: textOf(offered.bytes), fault: { code: `record/${judgement}`, reason } }
  }
  return growTo(parts, card, remote, offered, origin)
}

/** What this node cosigned itself, where that is larger: with it the word of this node proves a rollback to strangers. */
function cosignedAbove(held: HeldLog | undefined, size: number): string | undefined {
  const note = held?.head.checkpoint
  return note !== undefined && seenSize(note) > size ? note : undefined
}

function seenState(held: HeldLog | undefined) {
  const text = held?.head.seen?.split('\n\n')[0]
  const parsed = text === undefined ? undefined : parseCheckpoint(`${text}\n`)
  return parsed?.ok === true ? parsed.checkpoint : undefined
}

function textOf(bytes: Uint8Array): string {
  return utf8Text(bytes) ?? ''
}

type Offered = SignedCheckpoint & { readonly bytes: Uint8Array }

async function growTo(
  parts: TakeParts,
  card: PartnerCard,
  remote: RemoteLog,
  offered: Offered,
  origin: string,
): Promise<TakeOutcome> {
  const { size } = offered.checkpoint
  let received = 0
  let quarantined = 0
  const answer = (fault: Fault | undefined, found: readonly Found[] = []): TakeOutcome => ({
    ...{ origin, received, quarantined, fault, found, shown: textOf(offered.bytes) },
  })
  let held = parts.book.get(origin) ?? parts.book.begin(origin)
  if (held === undefined) return answer({ code: 'record/other-log', reason: `${origin} is no name of a log` })
  let history = restoreHistory(parts.context.store, held, card, parts.verify)
  const fetchFrom = (tree: LogTree): Promise<Batch> => fetchBatch(parts, remote, tree, offered, history)
  let coming = held.head.size < size ? fetchFrom(held.tree) : undefined
  while (coming !== undefined) {
    const batch: Batch = await coming
    if (!batch.ok) {
      const fork = batch.isRoot ? await findFork(held, remote, offered) : undefined
      return answer(batch.fault, fork === undefined ? [] : [fork])
    }
    // The next entries are fetched, and their signatures verified on other threads, while these are judged and kept.
    coming = batch.tree.range.size < size ? fetchFrom(batch.tree) : undefined
    // Where keeping these fails, nobody asks how the next ones came.
    coming?.catch(() => undefined)
    const judged = await judgeBatch(parts, held, history, batch)
    held = await commitGrowth(parts, held, { ...judged, ...batch, offered: textOf(offered.bytes), party: card.party })
    parts.book.put(held)
    received += judged.entries.length
    quarantined += judged.entries.filter(({ fault }) => fault !== undefined).length
    history = judged.history
  }
  if (held.head.checkpoint === undefined || seenSize(held.head.checkpoint) < size) {
    held = await commitWitness(parts, held, offered)
    parts.book.put(held)
  }
  return answer(undefined)
}

function seenSize(note: string): number {
  return Number(note.split('\n')[1])
}

/** Entries that follow those that are held, proved to be what the checkpoint says. */
type Fetched = {
  readonly ok: true
  readonly lines: readonly Uint8Array[]
  readonly reads: readonly RecordAnswer[]
  /** Knows the answers for signatures by keys that were known before; those by keys that come with the batch are verified in their turn. */
  readonly verify: Promise<VerifyEd25519>
  readonly tree: LogTree
  readonly fullTiles: readonly FullTile[]
}

type Batch = Fetched | { readonly ok: false; readonly fault: Fault; readonly isRoot: boolean }

/** Fetches the next entries and proves that they, behind those of a tree, are what the checkpoint says. */
async function fetchBatch(
  { kinds, fits }: TakeParts,
  remote: RemoteLog,
  tree: LogTree,
  { checkpoint }: Offered,
  known: KeyHistory,
): Promise<Batch> {
  const from = tree.range.size
  const firstBundle = Math.floor(from / tileWidth)
  const to = Math.min(checkpoint.size, (firstBundle + bundlesAtOnce) * tileWidth)
  const lines: Uint8Array[] = []
  for (let bundle = firstBundle; bundle * tileWidth < to; bundle += 1) {
    const got = await remote.bundle(bundle, checkpoint.size)
    if (!got.ok) return { ...got, isRoot: false }
    lines.push(...got.entries.slice(Math.max(0, from - bundle * tileWidth)))
  }
  const grown = growTree(
    tree,
    lines.map((line) => leafHash(line)),
  )
  if (!grown.ok) return { ...grown, isRoot: false }
  const isRight = await isBeginning(remote, grown.tree, checkpoint)
  if (!isRight) {
    const reason = `its entries from ${from} on do not lead to the root that it signed for ${checkpoint.size}`
    return { ok: false, fault: { code: 'record/root', reason }, isRoot: true }
  }
  const reads = lines.map((line) => readRecord(line, kinds, fits))
  const verify = verifyAhead(reads.flatMap((read) => (read.ok ? signaturesOf(read, known) : [])))
  return { ...grown, lines, reads, verify }
}

async function isBeginning(
  remote: RemoteLog,
  { range }: LogTree,
  { size, root }: Offered['checkpoint'],
): Promise<boolean> {
  if (range.size === size) return sameHash(rootOf(range), root)
  const proof = await consistencyProof(range.size, size, remote.hashes(size))
  if (!proof.ok) return false
  const claim = { size1: range.size, root1: rootOf(range), size2: size, root2: root, path: proof.path }
  return verifyConsistency(claim).ok
}

async function judgeBatch(
  { context, kinds }: TakeParts,
  { head, log }: HeldLog,
  before: KeyHistory,
  batch: Fetched,
): Promise<{ readonly entries: readonly JudgedEntry[]; readonly history: KeyHistory }> {
  const entries: JudgedEntry[] = []
  const inBatch = new Set<string>()
  let history = before
  const isKnown = (id: string): boolean => inBatch.has(id) || positionOf(context.store, head.number, id) !== undefined
  const verify = await batch.verify
  for (const [offset, line] of batch.lines.entries()) {
    const read = batch.reads[offset]
    const judged = judgeReceived(history, head.size + offset, line, { log, kinds, verify, isKnown }, read)
    history = judged.history
    entries.push(judged.entry)
    const { checked, fault } = judged.entry
    if (fault === undefined && checked !== undefined) inBatch.add(checked.bodySha256)
    // Judging takes its time; whatever else the node does goes on between.
    if (offset % entriesBetweenTurns === entriesBetweenTurns - 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return { entries, history }
}

/** Signatures by keys that are known. */
function signaturesOf({ record, bodyBytes }: CheckedRecord, { keys }: KeyHistory): readonly SignatureClaim[] {
  const message = preAuthenticationEncoding(recordType, bodyBytes)
  return record.sigs.flatMap(({ k, s }) => {
    const publicKey = keys.get(k)?.publicKey
    const signature = base64UrlBytes(s)
    return publicKey === undefined || signature === undefined ? [] : [{ signature, message, publicKey }]
  })
}

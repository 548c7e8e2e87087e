import { judgeOffer } from '@yagura/core'
import {
  base64Bytes,
  cosignNote,
  formatNote,
  openCheckpoint,
  parseCheckpoint,
  parseOrigin,
  utf8Bytes,
  utf8Text,
  verifyConsistency,
} from '@yagura/record'
import type { PartnerCard } from '../../api/contract/partners.ts'
import { readLogFile } from './channels/serve-log.ts'
import { type HeldLog, headDocument } from './channels/stored-log.ts'
import type { Datasets } from './datasets/datasets.ts'
import type { InTurn } from './in-turn.ts'
import { notFound, type PartnerReply, type PartnerRequest } from './link/partner-listener.ts'
import type { PartnerBook } from './partner-book.ts'
import type { TakeParts } from './pull/take-parts.ts'

/** What answering partners needs. */
export type AnswerParts = TakeParts & {
  readonly partners: PartnerBook
  readonly inTurn: InTurn
  /** Whether this log of our own is known to be where it was before the node was started. */
  readonly isReconciled: (origin: string) => boolean
  /** A partner says that it has something new. */
  readonly onBell: (node: string) => void
  readonly onFork: (node: string, origin: string, held: string, offered: string) => Promise<void>
  readonly datasets: Pick<Datasets, 'readFor'>
}

const plain = 'text/plain; charset=utf-8'
/** Said only to those who may have the log. */
const notReady: PartnerReply = { status: 503, type: plain, bytes: utf8Bytes('not ready\n') }
const longestPath = 400

/**
 * Answers what a partner asks: files of logs whose audience names its nation, blobs that records of these name, its own list of logs,
 * cosignatures, the bell. What is not
 * there and what is not for it have one answer, found without reading the store.
 */
export async function answerPartner(parts: AnswerParts, request: PartnerRequest): Promise<PartnerReply> {
  const { caller, method, path } = request
  if (path.length > longestPath) return notFound
  if (method === 'POST') return answerPost(parts, request)
  const list = /^\/t\/([a-z0-9.-]{1,63})\/ch$/.exec(path)
  if (list?.[1] !== undefined) return answerList(parts, caller, list[1])
  const blob = /^\/b\/([0-9a-f]{64})\/(0|[1-9][0-9]{0,5})$/.exec(path)
  if (blob?.[1] !== undefined) return answerBlob(parts, caller, blob[1], Number(blob[2]))
  const file = /^\/t\/([a-z0-9.-]{1,63}(?:\/[a-z]{1,16})?\/ch\/[A-Z-]{3,127})\/((?:checkpoint|tile\/).{0,100})$/.exec(
    path,
  )
  const held = file?.[1] === undefined ? undefined : logFor(parts, caller, file[1])
  if (held !== undefined && !isReady(parts, held)) return notReady
  const found = held === undefined ? undefined : readLogFile(parts.context.store, held, file?.[2] ?? '')
  return found === undefined ? notFound : { status: 200, type: found.type, bytes: found.bytes }
}

/** The log of an origin if this caller may have it. */
function logFor(parts: AnswerParts, caller: PartnerCard, origin: string): HeldLog | undefined {
  const held = parts.book.get(origin)
  return held !== undefined && mayHave(caller, held) ? held : undefined
}

function mayHave(caller: PartnerCard, { head, log }: HeldLog): boolean {
  return head.checkpoint !== undefined && log.audience.split('-').includes(caller.party)
}

/** A log of our own is not shown before it is known to be where it was: shown shorter than it was, it would look like a lie. */
function isReady({ identity, isReconciled }: AnswerParts, { head }: HeldLog): boolean {
  return head.node !== identity.card.node || isReconciled(head.origin)
}

/** A part of a blob that a record names in a log for this caller. */
async function answerBlob(
  parts: AnswerParts,
  caller: PartnerCard,
  sha256: string,
  part: number,
): Promise<PartnerReply> {
  const mayRead = (held: HeldLog): boolean => mayHave(caller, held) && isReady(parts, held)
  const found = await parts.datasets.readFor(mayRead, sha256, part)
  if (found === undefined) return notFound
  return { status: 200, type: 'application/octet-stream', bytes: found.bytes, given: found.dataset }
}

function answerList(parts: AnswerParts, caller: PartnerCard, node: string): PartnerReply {
  const logs = parts.book.list().filter((held) => held.head.node === node && mayHave(caller, held))
  if (logs.length === 0 && node !== parts.identity.card.node) return notFound
  const bytes = utf8Bytes(`${JSON.stringify({ logs: logs.map(({ head }) => head.origin).sort() })}\n`)
  return { status: 200, type: 'application/json', bytes }
}

async function answerPost(parts: AnswerParts, { caller, path, body }: PartnerRequest): Promise<PartnerReply> {
  if (path === '/bell') {
    parts.onBell(caller.node)
    return { status: 204, type: plain, bytes: new Uint8Array(0) }
  }
  return path === '/w/add-checkpoint' ? addCheckpoint(parts, caller, body) : notFound
}

/** A request for a cosignature, taken apart. Source: C2SP tlog-witness, "add-checkpoint". */
function readRequest(body: Uint8Array) {
  const text = utf8Text(body) ?? ''
  const split = text.indexOf('\n\n')
  const [first = '', ...lines] = text.slice(0, Math.max(0, split)).split('\n')
  const oldSize = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1]
  if (oldSize === undefined || lines.length > 63) return undefined
  const proof = lines.flatMap((line) => {
    const hash = base64Bytes(line)
    return hash === undefined ? [] : [hash]
  })
  if (proof.length !== lines.length) return undefined
  return { oldSize: Number(oldSize), proof, note: utf8Bytes(text.slice(split + 2)) }
}

function reply(status: number, text: string): PartnerReply {
  return { status, type: plain, bytes: utf8Bytes(`${text}\n`) }
}

/** Cosigns a checkpoint of a partner's own log where it goes on from what is held. Source: C2SP tlog-witness. */
async function addCheckpoint(parts: AnswerParts, caller: PartnerCard, body: Uint8Array): Promise<PartnerReply> {
  const asked = readRequest(body)
  if (asked === undefined) return reply(400, 'not a request to add a checkpoint')
  const origin = (utf8Text(asked.note) ?? '').split('\n')[0] ?? ''
  const parsed = parseOrigin(origin)
  const partner = parts.partners.find(caller.node)
  if (!parsed.ok || parsed.node !== caller.node || partner === undefined) return notFound
  if (logFor(parts, caller, origin) === undefined) return notFound
  const opened = openCheckpoint(asked.note, [partner.logKey], parts.verify)
  if (!opened.ok) return reply(403, opened.fault.reason)
  return parts.inTurn(origin, () => witness(parts, caller, origin, opened, asked))
}

async function witness(
  parts: AnswerParts,
  caller: PartnerCard,
  origin: string,
  { checkpoint, note }: Extract<ReturnType<typeof openCheckpoint>, { ok: true }>,
  { oldSize, proof, note: bytes }: NonNullable<ReturnType<typeof readRequest>>,
): Promise<PartnerReply> {
  const held = parts.book.get(origin)
  const seenNote = held?.head.seen
  const seen = seenNote === undefined ? undefined : parseCheckpoint(`${seenNote.split('\n\n')[0]}\n`)
  if (held === undefined || seenNote === undefined || seen?.ok !== true) return notFound
  const judgement = judgeOffer(seen.checkpoint, checkpoint)
  if (judgement === 'equivocation') {
    await parts.onFork(caller.node, origin, seenNote, utf8Text(bytes) ?? '')
    return reply(409, String(seen.checkpoint.size))
  }
  if (judgement === 'rollback' || oldSize !== seen.checkpoint.size) return reply(409, String(seen.checkpoint.size))
  const claim = { size1: oldSize, root1: seen.checkpoint.root, size2: checkpoint.size, root2: checkpoint.root }
  if (!verifyConsistency({ ...claim, path: proof }).ok) return reply(422, 'the proof does not lead there')
  const { key, signer } = parts.identity.cosign
  const cosigned = await cosignNote(note.text, key, signer, Math.floor(parts.context.clock.nowMs() / 1000))
  if (!cosigned.ok) return reply(422, cosigned.fault.reason)
  if (judgement === 'ahead') {
    const head = { ...held.head, seen: utf8Text(bytes) ?? '' }
    await parts.context.store.commit({ put: [headDocument(head)] })
    parts.book.put({ ...held, head })
    parts.onBell(caller.node)
  }
  const line = formatNote({ text: note.text, signatures: [cosigned.signature] })
  const text = line.ok ? (utf8Text(line.bytes) ?? '').slice(note.text.length + 1) : ''
  return { status: 200, type: plain, bytes: utf8Bytes(text) }
}

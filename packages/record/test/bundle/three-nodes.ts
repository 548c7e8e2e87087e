import {
  canonicalBytes,
  cosignNote,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  makeVerifierKey,
  type NoteKeyType,
  type NoteSignature,
  type PinnedNode,
  pinCard,
  rollbackStatement,
  signNote,
  type VerifierKey,
} from '../../src/index.ts'
import { keyPairOf } from '../ed25519.ts'
import { auditPath, consistencyPath, treeHash } from '../merkle/recursive-tree.ts'

/** A node that signs logs and cosigns those of others, with keys that are the same each time. */
export type TestNode = {
  readonly card: { readonly node: string; readonly log: string; readonly cosign: string }
  readonly pin: PinnedNode
  readonly sign: (text: string) => Promise<NoteSignature>
  readonly cosign: (text: string, timestampS: number) => Promise<NoteSignature>
}

function accepted<Answer extends { readonly ok: boolean }>(answer: Answer): Extract<Answer, { readonly ok: true }> {
  if (!answer.ok) throw new Error(JSON.stringify(answer))
  return answer as Extract<Answer, { readonly ok: true }>
}

function makeNode(node: string, seed: number): TestNode {
  const pairOf = (use: number) => keyPairOf(new Uint8Array(32).fill(seed * 2 + use))
  const keyOf = (use: number, type: NoteKeyType): VerifierKey =>
    accepted(makeVerifierKey(node, type, pairOf(use).publicKey)).key
  const [log, cosign] = [keyOf(0, 'ed25519'), keyOf(1, 'cosignature')]
  const card = { node, log: formatVerifierKey(log), cosign: formatVerifierKey(cosign) }
  return {
    card,
    pin: accepted(pinCard(card)).pin,
    sign: async (text) => accepted(await signNote(text, log, pairOf(0))).signature,
    cosign: async (text, timestampS) => accepted(await cosignNote(text, cosign, pairOf(1), timestampS)).signature,
  }
}

export const japan = makeNode('jp.ncc.example', 1)
export const australia = makeNode('au.ncc.example', 2)
export const stranger = makeNode('xx.ncc.example', 3)
export const pins = [japan.pin, australia.pin]
export const cards = [japan.card, australia.card]
export const origin = 'jp.ncc.example/ch/AUS-JPN'

const marks = [
  { aud: { AUS: 2, JPN: 2 }, lvl: 1, mode: 'REAL', pol: 'JP' },
  { aud: { AUS: 1, JPN: 2 }, lvl: 1, mode: 'REAL', pol: 'JP' },
  { aud: { JPN: 2, USA: 2 }, lvl: 1, mode: 'REAL', pol: 'JP' },
  { aud: { AUS: 2, JPN: 2 }, lvl: 1, mode: 'EXERCISE', pol: 'JP' },
]

/** Entries of the log: the first belongs there, the second into none, the third to others, the fourth into an exercise. */
const entries = marks.map((mark, index) => canonicalBytes({ body: { id: index, mark }, sigs: [] }))
const leaves = entries.map(leafHash)

/** Text of a checkpoint; `root` of the entries where not given. */
export function headText(size: number, root: Uint8Array = treeHash(leaves.slice(0, size)), name = origin): string {
  return accepted(formatCheckpoint({ origin: name, size, root, extensions: [] })).text
}

export async function noteOf(text: string, ...signatures: readonly Promise<NoteSignature>[]): Promise<string> {
  return Buffer.from(accepted(formatNote({ text, signatures: await Promise.all(signatures) })).bytes).toString()
}

export function bundleOf(bundle: object): Uint8Array {
  return canonicalBytes({ v: 1, ...bundle })
}

export async function equivocation(): Promise<Uint8Array> {
  const texts = [headText(4), headText(4, treeHash(leaves.slice(0, 3)))]
  const checkpoints = await Promise.all(texts.map((text) => noteOf(text, japan.sign(text))))
  return bundleOf({ kind: 'EQUIVOCATION', checkpoints })
}

/** @param root - Of the smaller tree as it was signed; a forged one where not given. */
export async function fork(size: number, root: Uint8Array = new Uint8Array(32)): Promise<Uint8Array> {
  const texts = [headText(size, root), headText(4)]
  const checkpoints = await Promise.all(texts.map((text) => noteOf(text, japan.sign(text))))
  const base64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64')
  const rootByLarger = base64(treeHash(leaves.slice(0, size)))
  return bundleOf({ kind: 'FORK', checkpoints, rootByLarger, path: consistencyPath(size, leaves).map(base64) })
}

/** @returns Root of the first entries of the log. */
export const rootOfFirst = (size: number): Uint8Array => treeHash(leaves.slice(0, size))

/** @param statedAtS - When the witness says that it was served the smaller tree; it saw the larger one at 1,764,000,000. */
export async function rollback(statedAtS = 1_764_000_600, witness = australia): Promise<Uint8Array> {
  const [larger, smaller] = [headText(4), headText(2)]
  const statement = rollbackStatement(
    { origin, size: 4, root: treeHash(leaves), extensions: [] },
    { origin, size: 2, root: treeHash(leaves.slice(0, 2)), extensions: [] },
  )
  return bundleOf({
    kind: 'ROLLBACK',
    checkpoints: [
      await noteOf(larger, japan.sign(larger), witness.cosign(larger, 1_764_000_000)),
      await noteOf(smaller, japan.sign(smaller)),
    ],
    statement: await noteOf(statement, witness.cosign(statement, statedAtS)),
  })
}

export async function entryBundle(kind: 'SPILL' | 'INCLUSION', index: number): Promise<Uint8Array> {
  const text = headText(4)
  const checkpoint = await noteOf(text, japan.sign(text), australia.cosign(text, 1_764_000_000))
  const path = auditPath(index, leaves).map((hash) => Buffer.from(hash).toString('base64'))
  return bundleOf({ kind, checkpoint, entry: Buffer.from(entries[index] ?? []).toString(), index, path })
}

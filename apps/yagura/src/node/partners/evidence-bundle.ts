import {
  base64Of,
  base64UrlBytes,
  canonicalBytes,
  cosignNote,
  formatNote,
  inclusionProof,
  parseCheckpoint,
  rollbackStatement,
  utf8Text,
} from '@yagura/record'
import type { Evidence } from './evidence.ts'
import { ownHashes } from './pull/gossip.ts'
import type { TakeParts } from './pull/take-parts.ts'

type BundleParts = Pick<TakeParts, 'context' | 'book' | 'identity'>

/**
 * A piece of evidence as a file that strangers can check with nothing but partner cards. What no bundle can prove by itself is
 * given as it is kept.
 *
 * @returns Canonical JSON.
 */
export async function bundleOf(parts: BundleParts, evidence: Evidence): Promise<string> {
  const { kind, checkpoints, proof, rootByLarger } = evidence
  if (kind === 'equivocation') {
    const isOneSize = proof === undefined || rootByLarger === undefined
    if (isOneSize) return textOf({ v: 1, kind: 'EQUIVOCATION', checkpoints })
    return textOf({ v: 1, kind: 'FORK', checkpoints, rootByLarger, path: proof })
  }
  const bundle = kind === 'spill' ? await spillBundle(parts, evidence) : undefined
  const stated = kind === 'rollback' ? await rollbackBundle(parts, evidence) : undefined
  return textOf(bundle ?? stated ?? { ...evidence })
}

/** With this node's word that the smaller tree came after the larger, which it had cosigned. */
async function rollbackBundle({ identity }: BundleParts, { checkpoints, atMs }: Evidence) {
  const [larger, smaller] = checkpoints.map((note) => parseCheckpoint(`${note.split('\n\n')[0]}\n`))
  if (larger?.ok !== true || smaller?.ok !== true) return undefined
  const { key, signer } = identity.cosign
  const text = rollbackStatement(larger.checkpoint, smaller.checkpoint)
  const signed = await cosignNote(text, key, signer, Math.floor(atMs / 1000))
  const note = signed.ok ? formatNote({ text, signatures: [signed.signature] }) : signed
  return note.ok ? { v: 1, kind: 'ROLLBACK', checkpoints, statement: utf8Text(note.bytes) } : undefined
}

async function spillBundle({ context, book }: BundleParts, evidence: Evidence) {
  const held = book.get(evidence.origin)
  const { position, entry } = evidence
  const line = entry === undefined ? undefined : utf8Text(base64UrlBytes(entry) ?? new Uint8Array(0))
  if (held?.head.checkpoint === undefined || position === undefined || line === undefined) return undefined
  const proof = await inclusionProof(position, held.head.size, ownHashes({ context }, held))
  if (!proof.ok) return undefined
  const path = proof.path.map((hash) => base64Of(hash))
  return { v: 1, kind: 'SPILL', checkpoint: held.head.checkpoint, entry: line, index: position, path }
}

function textOf(bundle: unknown): string {
  return utf8Text(canonicalBytes(bundle)) ?? ''
}

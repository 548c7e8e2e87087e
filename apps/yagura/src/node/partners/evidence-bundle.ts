import { base64Of, base64UrlBytes, canonicalBytes, inclusionProof, utf8Text } from '@yagura/record'
import type { Evidence } from './evidence.ts'
import { ownHashes } from './pull/gossip.ts'
import type { TakeParts } from './pull/take-parts.ts'

/**
 * A piece of evidence as a file that strangers can check with nothing but partner cards. What no bundle can prove by itself is
 * given as it is kept.
 *
 * @returns Canonical JSON.
 */
export async function bundleOf(parts: Pick<TakeParts, 'context' | 'book'>, evidence: Evidence): Promise<string> {
  const { kind, checkpoints, proof, rootByLarger } = evidence
  if (kind === 'equivocation') {
    const isOneSize = proof === undefined || rootByLarger === undefined
    if (isOneSize) return textOf({ v: 1, kind: 'EQUIVOCATION', checkpoints })
    return textOf({ v: 1, kind: 'FORK', checkpoints, rootByLarger, path: proof })
  }
  const spill = kind === 'spill' ? await spillBundle(parts, evidence) : undefined
  return textOf(spill ?? { ...evidence })
}

async function spillBundle({ context, book }: Pick<TakeParts, 'context' | 'book'>, evidence: Evidence) {
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

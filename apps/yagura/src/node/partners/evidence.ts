import { createHash } from 'node:crypto'
import type { LogDraft, Store, StoredDocument } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { closed, oneOf } from '../../api/contract/common.ts'
import type { EvidenceItem } from '../../api/contract/partners.ts'
import { isoOfUnixMs } from '../unix-time.ts'

/** Evidence against a node, with all that proves it. */
export const Evidence = closed({
  id: Type.String(),
  kind: oneOf(['rollback', 'equivocation', 'spill', 'withheld']),
  node: Type.String(),
  origin: Type.String(),
  atMs: Type.Number(),
  text: Type.String(),
  /** Signed checkpoints as they came, the one that was held first. */
  checkpoints: Type.Array(Type.String()),
  /** Of a spill: where the entry stands, and its line in base64url. */
  position: Type.Optional(Type.Integer()),
  entry: Type.Optional(Type.String()),
  /** Hashes, base64: of a spill that the entry stands in the log of the first checkpoint; of two sizes that the larger begins otherwise. */
  proof: Type.Optional(Type.Array(Type.String())),
  /** Of two sizes: root of the smaller by the larger, base64. */
  rootByLarger: Type.Optional(Type.String()),
})
/** Evidence against a node, with all that proves it. */
export type Evidence = Static<typeof Evidence>

const collection = 'partner-evidence'

/** @returns Evidence with an id that follows from what it says: what is found again is one piece. */
export function evidenceOf(found: Omit<Evidence, 'id' | 'atMs'>, atMs: number): Evidence {
  const { kind, origin, checkpoints, position } = found
  const said = JSON.stringify([kind, origin, checkpoints.map((note) => note.split('\n\n')[0]), position ?? null])
  return { ...found, id: createHash('sha256').update(said).digest('hex').slice(0, 32), atMs }
}

/** @returns The document that keeps it. */
export function evidenceDocument(evidence: Evidence): StoredDocument {
  return { collection, id: evidence.id, body: evidence }
}

/** @returns The line of the log that tells of it. */
export function evidenceLine({ kind, node, text, id, atMs, origin }: Evidence): LogDraft {
  return { atMs, kind: `partner/${kind}`, subject: node, by: 'node', text, body: { evidence: id, origin } }
}

/** @returns Whether this piece is kept already. */
export function isKept(store: Store, { id }: Evidence): boolean {
  return store.get(collection, id) !== undefined
}

/** @returns All that is kept, newest first. */
export function listEvidence(store: Store): readonly Evidence[] {
  const kept = store.list(collection).flatMap(({ body }) => (Check(Evidence, body) ? [body] : []))
  return kept.toSorted((one, other) => other.atMs - one.atMs)
}

/** Whether it proves itself: by signatures of the node it is against, without believing whoever shows it. */
function isPortable({ kind, checkpoints, proof }: Evidence): boolean {
  if (kind === 'spill') return proof !== undefined
  return kind === 'equivocation' && checkpoints.length === 2
}

/** @returns As the API tells it. */
export function viewEvidence(evidence: Evidence): EvidenceItem {
  const { id, kind, node, origin, atMs, text } = evidence
  return { id, kind, node, origin, atUtc: isoOfUnixMs(atMs), text, isPortable: isPortable(evidence) }
}

import { type Faulty, faulty } from '../fault.ts'
import { parseVerifierKey, type VerifierKey } from '../note/verifier-key.ts'

/** What of a partner's card evidence is judged by. */
export type PinnedNode = {
  readonly node: string
  /** Signs the checkpoints of the node's logs. */
  readonly log: VerifierKey
  /** Cosigns the checkpoints of others. */
  readonly cosign: VerifierKey
}

/**
 * Takes the keys out of a partner card.
 *
 * @param card - `log` and `cosign` are verifier keys as text.
 */
export function pinCard(card: {
  readonly node: string
  readonly log: string
  readonly cosign: string
}): { readonly ok: true; readonly pin: PinnedNode } | Faulty {
  const log = parseVerifierKey(card.log)
  if (!log.ok) return log
  const cosign = parseVerifierKey(card.cosign)
  if (!cosign.ok) return cosign
  if (log.key.type !== 'ed25519' || cosign.key.type !== 'cosignature') {
    return faulty('record/verifier-key', `the card of ${card.node} has a key of another type than its use`)
  }
  return { ok: true, pin: { node: card.node, log: log.key, cosign: cosign.key } }
}

import type { Store } from '@yagura/core'
import {
  base64UrlBytes,
  beginKeyHistory,
  coreKinds,
  judgeEntry,
  type KeyHistory,
  readRecord,
  utf8Bytes,
  type VerifyEd25519,
} from '@yagura/record'
import type { PartnerCard } from '../../../api/contract/partners.ts'
import { LogDamagedError } from '../errors.ts'
import { type HeldLog, readEntry } from './stored-log.ts'

/** @returns What is known of a node's keys before the first entry; undefined where its card names no three roots. */
export function beginHistory(card: PartnerCard): KeyHistory | undefined {
  const begun = beginKeyHistory(
    card.node,
    card.roots.map((root) => base64UrlBytes(root) ?? new Uint8Array(0)),
  )
  return begun.ok ? begun.history : undefined
}

/**
 * What a log has said of its node's keys, from the entries that said it.
 *
 * @throws LogDamagedError where such an entry is not there any more, or says it no more.
 */
export function restoreHistory(store: Store, { head }: HeldLog, card: PartnerCard, verify: VerifyEd25519): KeyHistory {
  let history = beginHistory(card)
  for (const position of head.keyPositions) {
    const line = readEntry(store, head.number, position)
    const read = line === undefined ? undefined : readRecord(line, coreKinds)
    if (history === undefined || read === undefined || !read.ok) {
      throw new LogDamagedError(head.origin, `entry ${position}, about a key, cannot be read`)
    }
    const judged = judgeEntry(history, position, read, verify)
    if (!judged.ok) throw new LogDamagedError(head.origin, `entry ${position}: ${judged.fault.reason}`)
    history = judged.history
  }
  if (history === undefined) throw new LogDamagedError(head.origin, 'the card of its node names no three roots')
  return history
}

/** The node's own records about keys: those that were made with the identity, and those that came later. */
export type KeyRecords = {
  /** The record by which a key was added. */
  readonly addedBy: (keyId: string) => Uint8Array | undefined
  readonly put: (line: string) => { readonly keyId: string } | undefined
}

/** Reads records about keys; what is no `key.add` is left out. */
export function readKeyRecords(lines: readonly string[]): KeyRecords {
  const byKey = new Map<string, Uint8Array>()
  const put: KeyRecords['put'] = (text) => {
    const line = utf8Bytes(text)
    const read = readRecord(line, coreKinds)
    if (!read.ok || read.record.body.kind !== 'key.add') return undefined
    const { data } = read.record.body
    if (typeof data !== 'object' || data === null || !('key' in data) || typeof data.key !== 'string') return undefined
    byKey.set(data.key, line)
    return { keyId: data.key }
  }
  for (const line of lines) put(line)
  return { addedBy: (keyId) => byKey.get(keyId), put }
}

import { bytesToHex } from '@noble/hashes/utils.js'
import type { Mandate } from '../envelope/core-kinds.ts'
import { type Faulty, faulty } from '../fault.ts'
import { rootKeyIdsOf } from './key-id.ts'

/** A key with which a node's people or services sign, and where in a log it counts. */
export type AuthorKey = {
  readonly keyId: string
  readonly algorithm: 'Ed25519'
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** Kinds that it may sign: `space.conjunction`, or `space.*`. */
  readonly scope: readonly string[]
  readonly mandate: readonly Mandate[]
  /** Position of its `key.add`; it counts after that. */
  readonly addedAt: number
  /** Position of its `key.end`; it counts before that. */
  readonly endedAt: number | undefined
  /** Position from which on nothing that it signed is believed. */
  readonly compromisedFrom: number | undefined
}

/** What one log of one node has said of its keys so far. It is a value: a new one is made for each record about a key. */
export type KeyHistory = {
  readonly node: string
  /** Root keys by id, as pinned out of band. */
  readonly roots: ReadonlyMap<string, Uint8Array>
  readonly keys: ReadonlyMap<string, AuthorKey>
  /** Position of the last record about a key; −1 before the first. */
  readonly lastPosition: number
}

/**
 * Begins the history of a node's keys in one of its logs.
 *
 * @param node - Name of the node.
 * @param roots - Its three root keys in the order of its partner card, 32 bytes each.
 * @returns Code `record/roots` where they are not three different keys.
 */
export function beginKeyHistory(
  node: string,
  roots: readonly Uint8Array[],
): { readonly ok: true; readonly history: KeyHistory } | Faulty {
  const different = new Set(roots.map((root) => bytesToHex(root)))
  if (different.size !== 3 || roots.length !== 3 || roots.some((root) => root.length !== 32)) {
    return faulty('record/roots', `${node} must have three different root keys of 32 bytes`)
  }
  const ids = rootKeyIdsOf(node, roots)
  const byId = new Map(roots.map((root, index) => [ids[index] ?? '', root]))
  return { ok: true, history: { node, roots: byId, keys: new Map(), lastPosition: -1 } }
}

/**
 * Gives a key if it counts at a position of the log. Asked again with a later history the answer can turn to `undefined`: a
 * `key.compromised` reaches back to the position that it names.
 *
 * @param position - Of the entry that the key signed.
 */
export function keyAt(history: KeyHistory, keyId: string, position: number): AuthorKey | undefined {
  const key = history.keys.get(keyId)
  if (key === undefined || position <= key.addedAt) return undefined
  if (key.endedAt !== undefined && position >= key.endedAt) return undefined
  if (key.compromisedFrom !== undefined && position >= key.compromisedFrom) return undefined
  return key
}

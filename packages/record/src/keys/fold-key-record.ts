import { bytesToHex } from '@noble/hashes/utils.js'
import type { Static } from 'typebox'
import { Check } from 'typebox/value'
import type { VerifyEd25519 } from '../crypto.ts'
import { base64UrlBytes } from '../encoding/base64.ts'
import type { CheckedRecord } from '../envelope/check-record.ts'
import { KeyAdd, KeyCompromised, KeyEnd } from '../envelope/core-kinds.ts'
import type { RecordBody } from '../envelope/record-schema.ts'
import { verifySignatures } from '../envelope/verify-signatures.ts'
import { type Faulty, faulty } from '../fault.ts'
import type { AuthorKey, KeyHistory } from './key-history.ts'
import { keyIdOf } from './key-id.ts'

/** A history, or why a record does not belong to it. */
export type HistoryAnswer = { readonly ok: true; readonly history: KeyHistory } | Faulty

/** A node's root keys are three; so many must sign what is said about its keys. */
const rootsThatMustSign = 2

/** @returns Whether records of this kind are about keys, and so signed by roots. */
export function isAboutKeys(kind: string): boolean {
  return kind === 'key.add' || kind === 'key.end' || kind === 'key.compromised'
}

/**
 * Adds what a record says about a key to the history; positions come in their order. Two different roots must have signed it.
 *
 * @param position - Of the record in the log.
 * @returns Codes of `verifySignatures`, and `record/position`, `record/too-few-roots`, `record/key-id`, `record/key-known`,
 * `record/key-not-known`, `record/not-about-keys`.
 */
export function foldKeyRecord(
  history: KeyHistory,
  position: number,
  checked: CheckedRecord,
  verify: VerifyEd25519,
): HistoryAnswer {
  if (position <= history.lastPosition)
    return faulty('record/position', 'records about keys are taken in the order of the log')
  if (checked.record.sigs.length < rootsThatMustSign) {
    return faulty('record/too-few-roots', 'what is said about keys needs the signatures of two roots')
  }
  const verified = verifySignatures(checked, (keyId) => history.roots.get(keyId), verify)
  if (!verified.ok) return verified
  const change = changedKey(history, position, checked.record.body)
  if (!change.ok) return change
  const keys = new Map(history.keys).set(change.key.keyId, change.key)
  return { ok: true, history: { ...history, keys, lastPosition: position } }
}

type Change = { readonly ok: true; readonly key: AuthorKey } | Faulty

function changedKey(history: KeyHistory, position: number, { kind, data }: RecordBody): Change {
  if (kind === 'key.add' && Check(KeyAdd, data)) return addedKey(history, position, data)
  if (kind === 'key.end' && Check(KeyEnd, data)) return endedKey(history, position, data)
  if (kind === 'key.compromised' && Check(KeyCompromised, data)) return compromisedKey(history, position, data)
  return faulty('record/not-about-keys', `a record of kind ${kind} says nothing about a key`)
}

function addedKey(history: KeyHistory, position: number, data: Static<typeof KeyAdd>): Change {
  const publicKey = base64UrlBytes(data.pub)
  const name = data.key.slice(data.key.indexOf('/') + 1, data.key.indexOf('#'))
  if (publicKey === undefined || keyIdOf(history.node, name, publicKey) !== data.key) {
    return faulty('record/key-id', `${data.key} is not the id of the key that is added, or not of ${history.node}`)
  }
  const hex = bytesToHex(publicKey)
  const known = [...history.roots.values(), ...[...history.keys.values()].map((key) => key.publicKey)]
  if (history.keys.has(data.key) || known.some((other) => bytesToHex(other) === hex)) {
    return faulty('record/key-known', `${data.key} was added before, or is known by another id`)
  }
  const { key: keyId, alg: algorithm, scope, mandate } = data
  return {
    ok: true,
    key: {
      keyId,
      algorithm,
      publicKey,
      scope,
      mandate,
      addedAt: position,
      endedAt: undefined,
      compromisedFrom: undefined,
    },
  }
}

function endedKey(history: KeyHistory, position: number, { key: keyId }: Static<typeof KeyEnd>): Change {
  const key = history.keys.get(keyId)
  if (key === undefined) return faulty('record/key-not-known', `${keyId} was never added`)
  return { ok: true, key: { ...key, endedAt: key.endedAt ?? position } }
}

function compromisedKey(history: KeyHistory, position: number, data: Static<typeof KeyCompromised>): Change {
  const key = history.keys.get(data.key)
  if (key === undefined) return faulty('record/key-not-known', `${data.key} was never added`)
  if (data.from > position)
    return faulty('record/position', 'a key is compromised from a position that is still to come')
  return { ok: true, key: { ...key, compromisedFrom: Math.min(key.compromisedFrom ?? data.from, data.from) } }
}

import {
  type AuthorKey,
  base64UrlBytes,
  beginKeyHistory,
  coreKinds,
  fingerprintOf,
  isAboutKeys,
  judgeEntry,
  type KeyHistory,
  keyAt,
  keyIdOf,
  readRecord,
  utf8Bytes,
  type VerifyEd25519,
} from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { OfficerKey } from '../../api/contract/releases.ts'
import type { NodeContext } from '../context.ts'
import { NoIdentityError } from '../partners/errors.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import { KeyRefusedError, UnknownKeyError } from './errors.ts'
import { officerKeyName } from './key-names.ts'
import type { OwnParty, SharedLogs } from './release-dependencies.ts'

/** Collections of keys that were asked for, and of what the roots have said of them. */
export const officerKeys = { keys: 'officer-keys', records: 'officer-key-records' } as const

const KeyDocument = Type.Object({
  keyId: Type.String(),
  officer: Type.String(),
  publicKey: Type.String(),
  askedMs: Type.Number(),
})
type KeyDocument = Static<typeof KeyDocument>
const RecordDocument = Type.Object({ line: Type.String() })

/** Whether a document is a key of an officer. */
export function isKeyDocument(body: unknown): body is KeyDocument {
  return Check(KeyDocument, body)
}

/** Whether a document is a record about a key. */
export function isKeyRecord(body: unknown): body is Static<typeof RecordDocument> {
  return Check(RecordDocument, body)
}

/** A key and whose it is. */
export type KnownKey = {
  readonly keyId: string
  readonly officer: string
  /** What the roots let it do; undefined while they let it nothing, or nothing any more. */
  readonly valid: AuthorKey | undefined
  readonly view: OfficerKey
}

/** The keys of this node's officers. */
export type KeyBook = {
  /** Newest first. */
  readonly list: () => readonly KnownKey[]
  /** @throws UnknownKeyError */
  readonly get: (keyId: string) => KnownKey
  /** @throws KeyRefusedError, NoIdentityError (rejects) */
  readonly ask: (asked: KeyRequest, by: string) => Promise<KnownKey>
  /**
   * Takes a record about a key that two roots have signed.
   * @param officer - Whose key it is, where nobody asked for it.
   * @throws KeyRefusedError, NoIdentityError (rejects)
   */
  readonly certify: (record: string, officer: string | undefined, by: string) => Promise<KnownKey>
  /** Hands the logs every record about a key anew: they take each but once, also one that a stop kept from them. */
  readonly handOn: () => void
  /** Resolves when the logs have taken what was handed to them, or have refused. */
  readonly settled: () => Promise<void>
}

/** A key that an officer asks for. */
type KeyRequest = { readonly officer: string; readonly name: string | undefined; readonly publicKey: string }

/** What a book of keys needs of the rest. */
export type KeyBookParts = { readonly logs: SharedLogs; readonly verify: VerifyEd25519 }

/** Opens the book of keys; what the roots have said is judged anew, so that a document that was changed counts for nothing. */
export function openKeyBook(context: NodeContext, { logs, verify }: KeyBookParts): KeyBook {
  const { store, clock, logger } = context
  const keys = new Map<string, KeyDocument>()
  for (const { body } of store.list(officerKeys.keys)) if (isKeyDocument(body)) keys.set(body.keyId, body)
  let history: KeyHistory | undefined
  const historyNow = (): KeyHistory => {
    history ??= restoredHistory(requireOwn(logs), store.list(officerKeys.records), verify, (problem) =>
      logger.error({ problem }, 'a record about a key is not as it was written'),
    )
    return history
  }
  const known = (key: KeyDocument): KnownKey => describe(key, logs.own() === undefined ? undefined : historyNow())
  // A log may have to wait for a partner before it grows; here the roots' word counts at once.
  let handed: Promise<void> = Promise.resolve()
  const hand = (line: string): void => {
    const taken = logs.takeKeyRecord(utf8Bytes(line)).catch((error: unknown) => {
      logger.warn({ err: error }, 'a record about a key waits for the next start before it goes into the logs')
    })
    handed = Promise.all([handed, taken]).then(() => undefined)
  }
  const get: KeyBook['get'] = (keyId) => {
    const key = keys.get(keyId)
    if (key === undefined) throw new UnknownKeyError(keyId)
    return known(key)
  }
  return {
    list: () => [...keys.values()].toSorted((one, other) => other.askedMs - one.askedMs).map(known),
    get,
    ask: async ({ officer, name, publicKey }, by) => {
      const own = requireOwn(logs)
      const keyId = keyIdOf(own.node, officerKeyName(officer, name), requireKey(publicKey))
      const isTaken = [...keys.values()].some((key) => key.keyId === keyId || key.publicKey === publicKey)
      if (isTaken) throw new KeyRefusedError(`${keyId} is known already; make another key`)
      const document: KeyDocument = { keyId, officer, publicKey, askedMs: clock.nowMs() }
      const text = `${officer} asks for the key ${keyId} to be certified`
      await store.commit({
        put: [{ collection: officerKeys.keys, id: keyId, body: document }],
        append: [{ atMs: clock.nowMs(), kind: 'key/asked', subject: keyId, by, text, body: { officer } }],
      })
      keys.set(keyId, document)
      return known(document)
    },
    certify: async (record, officer, by) => {
      const taken = judgeKeyRecord(historyNow(), record, context.mode, verify)
      const before = keys.get(taken.keyId)
      const document = before ?? newDocument(taken, officer, clock.nowMs())
      if (taken.isAdded && document.publicKey !== taken.publicKey) {
        throw new KeyRefusedError(`the record certifies another key than the one that ${document.officer} asked for`)
      }
      const id = String(store.list(officerKeys.records).length).padStart(8, '0')
      const text = `${taken.keyId} of ${document.officer} ${taken.isAdded ? 'is certified' : 'counts no more'}`
      const kind = taken.isAdded ? 'key/certified' : 'key/ended'
      await store.commit({
        put: [
          { collection: officerKeys.keys, id: taken.keyId, body: document },
          { collection: officerKeys.records, id, body: { line: record } },
        ],
        append: [{ atMs: clock.nowMs(), kind, subject: taken.keyId, by, text, body: { officer: document.officer } }],
      })
      keys.set(taken.keyId, document)
      history = taken.history
      hand(record)
      return known(document)
    },
    handOn: () => {
      if (logs.own() === undefined) return
      for (const { body } of store.list(officerKeys.records)) if (isKeyRecord(body)) hand(body.line)
    },
    settled: () => handed,
  }
}

/** @throws NoIdentityError where the node has no keys. */
export function requireOwn(logs: SharedLogs): OwnParty {
  const own = logs.own()
  if (own === undefined) throw new NoIdentityError('this node')
  return own
}

function requireKey(publicKey: string): Uint8Array {
  const bytes = base64UrlBytes(publicKey)
  if (bytes?.length !== 32) throw new KeyRefusedError('a public key is 32 bytes in unpadded base64url')
  return bytes
}

function restoredHistory(
  own: OwnParty,
  documents: readonly { readonly body: unknown }[],
  verify: VerifyEd25519,
  onProblem: (problem: string) => void,
): KeyHistory {
  const begun = beginKeyHistory(own.node, own.roots)
  if (!begun.ok) throw new NoIdentityError(own.node)
  let { history } = begun
  for (const { body } of documents) {
    const read = isKeyRecord(body) ? readRecord(utf8Bytes(body.line), coreKinds) : undefined
    const judged = read?.ok === true ? judgeEntry(history, history.lastPosition + 1, read, verify) : read
    if (judged?.ok === true) history = judged.history
    else onProblem(judged?.fault.reason ?? 'no record')
  }
  return history
}

type TakenRecord = {
  readonly keyId: string
  readonly publicKey: string
  readonly isAdded: boolean
  readonly history: KeyHistory
}

/** Judges a record as it came, at the next place of the node's own history. */
function judgeKeyRecord(history: KeyHistory, text: string, mode: string, verify: VerifyEd25519): TakenRecord {
  const read = readRecord(utf8Bytes(text), coreKinds)
  if (!read.ok) throw new KeyRefusedError(`${read.fault.reason} (${read.fault.code})`)
  const { kind, mark, data } = read.record.body
  if (!isAboutKeys(kind)) throw new KeyRefusedError(`a record of kind ${kind} says nothing about a key`)
  if (mark.mode !== mode) throw new KeyRefusedError(`the record is ${mark.mode} and this node is ${mode}`)
  if (mark.aud !== undefined) throw new KeyRefusedError('its marking names nations, but a key counts in every log')
  if (kind === 'key.compromised' && !Check(Type.Object({ from: Type.Literal(0) }), data)) {
    throw new KeyRefusedError('“from” must be 0: every log counts its own positions')
  }
  const judged = judgeEntry(history, history.lastPosition + 1, read, verify)
  if (!judged.ok) throw new KeyRefusedError(`${judged.fault.reason} (${judged.fault.code})`)
  if (!Check(Type.Object({ key: Type.String() }), data)) throw new KeyRefusedError('the record names no key')
  const publicKey = Check(Type.Object({ pub: Type.String() }), data) ? data.pub : ''
  return { keyId: data.key, publicKey, isAdded: kind === 'key.add', history: judged.history }
}

function newDocument({ keyId, publicKey }: TakenRecord, officer: string | undefined, askedMs: number): KeyDocument {
  if (officer === undefined) throw new KeyRefusedError(`nobody asked for ${keyId}; say whose key it is`)
  officerKeyName(officer, keyId.slice(keyId.indexOf('/') + 1, keyId.indexOf('#')))
  return { keyId, officer, publicKey, askedMs }
}

function describe({ keyId, officer, publicKey, askedMs }: KeyDocument, history: KeyHistory | undefined): KnownKey {
  const certified = history?.keys.get(keyId)
  const valid = history === undefined ? undefined : keyAt(history, keyId, history.lastPosition + 1)
  const fingerprint = fingerprintOf(base64UrlBytes(publicKey) ?? new Uint8Array())
  const state = valid !== undefined ? 'valid' : certified === undefined ? 'asked' : 'ended'
  const isAuthor = certified?.scope.includes('space.*') === true
  const mandates: OfficerKey['mandates'] = [...(isAuthor ? (['author'] as const) : []), ...(certified?.mandate ?? [])]
  return {
    keyId,
    officer,
    valid,
    view: { keyId, officer, publicKey, fingerprint, state, mandates, askedUtc: isoOfUnixMs(askedMs) },
  }
}

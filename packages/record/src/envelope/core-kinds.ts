import { type Static, Type } from 'typebox'
import { CasePartTold } from './case-part.ts'
import type { KindSchemas } from './record-schema.ts'

const closed = { additionalProperties: false } as const
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const KeyId = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}/[a-z0-9][a-z0-9-]{0,62}#[0-9a-f]{4}$' })
const Kind = Type.String({ pattern: '^[a-z][a-zA-Z]{0,31}\\.[a-z][a-zA-Z]{0,31}$' })
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' })
const Reason = Type.String({ minLength: 1, maxLength: 500 })
const Position = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const Nations = Type.Array(Type.String({ pattern: '^[A-Z]{3}$' }), { minItems: 1, maxItems: 32, uniqueItems: true })

/** What a key may do beyond signing its kinds: let go lower, agree to onward use, take back. */
export const Mandate = Type.Union([Type.Literal('approve'), Type.Literal('recall'), Type.Literal('release')])
/** What a key may do beyond signing its kinds. */
export type Mandate = Static<typeof Mandate>

/** `key.add`: from the next position on this key counts. Signed by two of the node's roots. */
export const KeyAdd = Type.Object(
  {
    /** Algorithm: it stands here and never in a message, so that no message can choose a weaker one. */
    alg: Type.Literal('Ed25519'),
    key: KeyId,
    /** Acts that call for a mandate. */
    mandate: Type.Array(Mandate, { maxItems: 3, uniqueItems: true }),
    /** 32 bytes in unpadded base64url. */
    pub: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    /** Kinds that it may sign: `space.conjunction`, or `space.*` for all of a domain. */
    scope: Type.Array(Type.String({ pattern: '^[a-z][a-zA-Z]{0,31}\\.([a-z][a-zA-Z]{0,31}|\\*)$' }), {
      minItems: 1,
      maxItems: 64,
      uniqueItems: true,
    }),
  },
  closed,
)

/** `key.end`: from its own position on the key counts no more; what it signed before stays. Signed by two of the node's roots. */
export const KeyEnd = Type.Object({ key: KeyId, why: Type.Optional(Reason) }, closed)

/** `key.compromised`: from the named position on nothing that the key signed is believed. Signed by two of the node's roots. */
export const KeyCompromised = Type.Object({ from: Position, key: KeyId, why: Type.Optional(Reason) }, closed)

/** `release.approve`: the originator lets others pass an ORCON record on. */
const ReleaseApproval = Type.Object(
  {
    /** The record, by the SHA-256 of its body. */
    record: Sha256,
    /** Nations to which it may go on. */
    to: Nations,
    until: Type.Optional(Instant),
  },
  closed,
)

/** `recall.ask`: hide or purge the body of a record; its place in the log stays. */
export const RecallAsk = Type.Object(
  { act: Type.Union([Type.Literal('hide'), Type.Literal('purge')]), record: Sha256, why: Reason },
  closed,
)

/** `recall.ack`: a partner's promise that it did as it was asked. */
export const RecallAck = Type.Object(
  {
    /** The `recall.ask`, by the SHA-256 of its body. */
    ask: Sha256,
    done: Type.Union([
      Type.Literal('hidden'),
      Type.Literal('purged'),
      Type.Literal('notHeld'),
      Type.Literal('refused'),
    ]),
    record: Sha256,
  },
  closed,
)

/** `dataset.add`: volume data, fetched apart as a blob; the blob's marking is the record's. */
export const DatasetAdd = Type.Object(
  {
    blob: Sha256,
    mediaType: Type.String({ pattern: '^[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}$' }),
    sizeBytes: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    /** What it holds, in the words of the watch whose it is. */
    what: Kind,
  },
  closed,
)

/** `evidence.complaint`: an entry of somebody's log that could not be taken, and why. */
export const Complaint = Type.Object(
  {
    /** Origin of the log. */
    log: Type.String({ pattern: '^[a-z0-9][A-Za-z0-9./-]{0,254}$' }),
    position: Position,
    /** Hash of the leaf (RFC 6962 §2.1). */
    leaf: Sha256,
    /** Code of the fault. */
    code: Type.String({ pattern: '^[a-z]{1,32}/[a-z0-9-]{1,64}$' }),
  },
  closed,
)

const words = (mostCharacters: number) => Type.String({ minLength: 1, maxLength: mostCharacters })

/** `alert.told`: an alert of any watch by its words alone; a watch that has more to say has a kind of its own. */
export const AlertTold = Type.Object(
  {
    /** Id of the watch that raised it. */
    watch: words(60),
    priority: Type.Union([
      Type.Literal('critical'),
      Type.Literal('serious'),
      Type.Literal('caution'),
      Type.Literal('advisory'),
    ]),
    title: Type.Optional(words(300)),
    reason: Type.Optional(words(2000)),
    consequence: Type.Optional(words(1000)),
    action: Type.Optional(words(1000)),
    firstUtc: Type.Optional(Instant),
    actByUtc: Type.Optional(Instant),
  },
  closed,
)
/** An alert of any watch by its words alone. */
export type AlertTold = Static<typeof AlertTold>

/** Schemas of the core's own kinds; a watch hands in those of its domain beside them. */
export const coreKinds: KindSchemas = {
  'alert.told': AlertTold,
  'case.part': CasePartTold,
  'dataset.add': DatasetAdd,
  'evidence.complaint': Complaint,
  'key.add': KeyAdd,
  'key.compromised': KeyCompromised,
  'key.end': KeyEnd,
  'recall.ack': RecallAck,
  'recall.ask': RecallAsk,
  'release.approve': ReleaseApproval,
}

import { Marking } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { CatalogueNumber, closed, nullable, type Operation, oneOf, page, paging, text, Utc } from './common.ts'

const KeyId = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}/[a-z0-9][a-z0-9-]{0,62}#[0-9a-f]{4}$' })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })

/** A key of an officer: it is asked for in the page or on the command line, and holds once two root keys have certified it. */
export const OfficerKey = closed({
  keyId: KeyId,
  officer: Type.String(),
  publicKey: Type.String({ description: '32 bytes, unpadded base64url.' }),
  fingerprint: Type.String({ description: 'SHA-256 of the public key, in groups of four hex digits, to be read out.' }),
  state: oneOf(['asked', 'valid', 'ended'], 'asked: not certified yet, nobody believes it.'),
  mandates: Type.Array(oneOf(['author', 'release', 'recall', 'approve']), {
    description: 'What it may do: write what is shared; let what another wrote leave; take back; agree to onward use.',
  }),
  askedUtc: Utc,
})

/** What of this node's picture is shared: one thing by its id, or the newest element set of each of many objects. */
const ReleaseSubject = Type.Union([
  closed({ kind: oneOf(['alert', 'approach', 'case-part']), id: text(100) }),
  closed({
    kind: oneOf(['elements']),
    /** Only sets of these sources, by their ids; of all where absent. */
    sources: Type.Optional(Type.Array(text(100), { minItems: 1, maxItems: 32, uniqueItems: true })),
    /** Only these objects; all where absent. */
    objects: Type.Optional(Type.Array(CatalogueNumber, { minItems: 1, maxItems: 10_000, uniqueItems: true })),
  }),
])

/** What is to be shared, with whom, and what of it is left out. */
export const ReleaseRequest = closed({
  subject: ReleaseSubject,
  mark: Marking,
  /** The author’s key; one’s own newest valid one where absent. */
  keyId: Type.Optional(KeyId),
  /** Records of partners on which it rests besides the node’s own data. */
  derivedFrom: Type.Optional(Type.Array(Sha256, { maxItems: 16, uniqueItems: true })),
  /** Members of the record that are left out, as JSON pointers (RFC 6901) into its data. */
  leaveOut: Type.Optional(Type.Array(text(200), { maxItems: 64 })),
  /** A tear-line: the signed record that this is a part of, for readers who may not see the whole. */
  tearLineOf: Type.Optional(Sha256),
})

/** What one partner gets, or why it gets nothing. */
const RecipientView = closed({
  node: Type.String(),
  party: Type.String({ description: 'ISO 3166-1 alpha-3' }),
  leaves: Type.Boolean(),
  grade: oneOf(['release', 'display', 'none']),
  rule: nullable(Type.String({ description: 'Stable code of the rule that holds it back.' })),
  reason: nullable(Type.String()),
})

/** Bulk data that a record names by their hash and that leave with it. */
export const AttachedBlob = closed({
  sha256: Sha256,
  sizeBytes: Type.Integer(),
  mediaType: Type.String(),
  rows: Type.Integer({ description: 'How many element sets it holds.' }),
  head: Type.String({ description: 'Its first lines, byte for byte.' }),
})
export type AttachedBlob = Static<typeof AttachedBlob>

/** What would leave, byte for byte, and what would not. */
export const ReleasePreview = closed({
  body: Type.String({ description: 'Canonical JSON of the record’s body: what is signed.' }),
  bodySha256: Sha256,
  origin: nullable(Type.String({ description: 'The log that it goes to; null where its marking names none.' })),
  refusal: nullable(
    closed({ code: Type.String(), reason: Type.String() }, 'Why it would not be taken as a draft, or not be let go.'),
  ),
  recipients: Type.Array(RecipientView),
  heldBack: Type.Array(
    closed({ field: Type.String({ description: 'JSON pointer' }), rule: Type.String(), reason: Type.String() }),
  ),
  sourceMark: nullable(Marking),
  attached: nullable(AttachedBlob),
  banner: closed({ en: Type.String(), ja: Type.String() }),
  portion: closed({ en: Type.String(), ja: Type.String() }),
})

const Signature = closed({ keyId: KeyId, officer: Type.String(), atUtc: Utc })

/** What an officer signs to take a released record back. */
const RecallDraft = closed({
  keyId: KeyId,
  body: Type.String({ description: 'Canonical JSON of the recall’s body: what is signed.' }),
  bodySha256: Sha256,
})

/** A release: written by its author, let go by another officer with the mandate. */
export const Release = closed({
  id: Type.String({ description: 'ULID; the record’s own.' }),
  state: oneOf(['draft', 'signed', 'released', 'withdrawn'], 'signed: by its author, waits for a second officer.'),
  kind: Type.String({ description: 'Kind of the record.' }),
  title: Type.String(),
  /** What was asked for: its subject, and what a changed draft begins with. */
  request: ReleaseRequest,
  preview: ReleasePreview,
  draftedBy: Type.String(),
  draftedUtc: Utc,
  signatures: Type.Array(Signature),
  authorKeyId: Type.String({ description: 'The key whose signature comes first.' }),
  releasedUtc: nullable(Utc),
  index: nullable(Type.Integer({ description: 'Place in the log, once released.' })),
  recallDraft: nullable(RecallDraft),
  recalledUtc: nullable(Utc),
})
/** A release. */
export type Release = Static<typeof Release>
export type OfficerKey = Static<typeof OfficerKey>
export type ReleaseRequest = Static<typeof ReleaseRequest>
export type ReleasePreview = Static<typeof ReleasePreview>

/** A record as one partner may see it: nothing of it tells what else there is. */
export const SeenRecord = closed({
  id: Sha256,
  kind: Type.String(),
  by: Type.String(),
  atUtc: Utc,
  grade: oneOf(['release', 'display'], 'release: the partner has it; display: it may be shown to its people here.'),
  recalled: Type.Boolean(),
  mark: Marking,
  banner: closed({ en: Type.String(), ja: Type.String() }),
  portion: closed({ en: Type.String(), ja: Type.String() }),
  data: nullable(Type.Unknown({ description: 'By the schema of its kind; null once it was recalled.' })),
})
/** A record as one partner may see it. */
export type SeenRecord = Static<typeof SeenRecord>

const id = closed({ id: Type.String({ minLength: 1, maxLength: 40 }) })
const signature = closed({ keyId: KeyId, signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }) })

export const releaseOperations = {
  listOfficerKeys: {
    method: 'GET',
    url: '/api/v1/officer-keys',
    tag: 'releases',
    access: 'officer',
    summary: 'Keys of the officers of this node.',
    answer: closed({ items: Type.Array(OfficerKey) }),
  },
  askForKey: {
    method: 'POST',
    url: '/api/v1/officer-keys',
    tag: 'releases',
    access: 'officer',
    summary: 'Ask for one’s own public key to be certified; the private key stays where it was made.',
    body: closed({
      publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
      name: Type.Optional(
        Type.String({
          pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
          description: 'Of the key; made of the officer’s where absent.',
        }),
      ),
      officer: Type.Optional(text(100, 'Whose key it is; only from the machine of the node, else it is one’s own.')),
    }),
    answer: OfficerKey,
  },
  certifyKey: {
    method: 'POST',
    url: '/api/v1/officer-keys/certificates',
    tag: 'releases',
    access: 'administrator',
    summary: 'Take a key.add, key.end or key.compromised record that two root keys have signed.',
    body: closed({
      record: text(16_384, 'The signed record, one line of canonical JSON.'),
      officer: Type.Optional(text(100, 'Whose key it is, where nobody asked for it here.')),
    }),
    answer: OfficerKey,
  },
  previewRelease: {
    method: 'POST',
    url: '/api/v1/releases/preview',
    tag: 'releases',
    access: 'officer',
    summary: 'Show what would leave to whom, and what is held back and why. Nothing is kept.',
    body: ReleaseRequest,
    answer: ReleasePreview,
  },
  draftRelease: {
    method: 'POST',
    url: '/api/v1/releases',
    tag: 'releases',
    access: 'officer',
    summary: 'Write the record that is to be signed.',
    body: ReleaseRequest,
    answer: Release,
  },
  listReleases: {
    method: 'GET',
    url: '/api/v1/releases',
    tag: 'releases',
    access: 'officer',
    summary: 'Releases, newest first.',
    query: closed({ state: Type.Optional(oneOf(['draft', 'signed', 'released', 'withdrawn'])), ...paging }),
    answer: page(Release),
  },
  signRelease: {
    method: 'POST',
    url: '/api/v1/releases/:id/signatures',
    tag: 'releases',
    access: 'officer',
    summary: 'Sign with one’s own key: first the author, then another officer with the mandate, by which it leaves.',
    params: id,
    body: signature,
    answer: Release,
  },
  withdrawRelease: {
    method: 'DELETE',
    url: '/api/v1/releases/:id',
    tag: 'releases',
    access: 'officer',
    summary: 'Withdraw what has not left yet.',
    params: id,
    answer: Release,
  },
  readRelease: {
    method: 'GET',
    url: '/api/v1/releases/:id',
    tag: 'releases',
    access: 'officer',
    summary: 'One release.',
    params: id,
    answer: Release,
  },
  changeRelease: {
    method: 'PUT',
    url: '/api/v1/releases/:id',
    tag: 'releases',
    access: 'officer',
    summary: 'Write the record anew before it has left; every signature is void.',
    params: id,
    body: ReleaseRequest,
    answer: Release,
  },
  draftRecall: {
    method: 'POST',
    url: '/api/v1/releases/:id/recall',
    tag: 'releases',
    access: 'officer',
    summary: 'Write the record by which a released one is taken back; one officer signs it.',
    params: id,
    body: closed({ why: text(500), keyId: Type.Optional(KeyId) }),
    answer: Release,
  },
  signRecall: {
    method: 'POST',
    url: '/api/v1/releases/:id/recall/signature',
    tag: 'releases',
    access: 'officer',
    summary: 'Sign the recall, by which it is told to all who have the record.',
    params: id,
    body: signature,
    answer: Release,
  },
  viewAsPartner: {
    method: 'GET',
    url: '/api/v1/partners/:node/view',
    tag: 'releases',
    access: 'officer',
    summary: 'What a partner may see of this node’s records, newest first, and nothing that tells of others.',
    params: closed({ node: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}$' }) }),
    query: closed({ ...paging }),
    answer: closed({ party: Type.String(), ...page(SeenRecord).properties }),
  },
} as const satisfies Record<string, Operation>

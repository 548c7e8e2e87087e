import { Marking } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, page, paging, text, Utc } from './common.ts'

const KeyId = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}/[a-z0-9][a-z0-9-]{0,62}#[0-9a-f]{4}$' })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })

/** A key of an officer: it is asked for in the page or on the command line, and holds once two root keys have certified it. */
export const OfficerKey = closed({
  keyId: KeyId,
  officer: Type.String(),
  publicKey: Type.String({ description: '32 bytes, unpadded base64url.' }),
  fingerprint: Type.String({ description: 'SHA-256 of the public key, in groups of four hex digits, to be read out.' }),
  state: oneOf(['asked', 'valid', 'ended'], 'asked: not certified yet, nobody believes it.'),
  mandates: Type.Array(oneOf(['author', 'release'])),
  askedUtc: Utc,
})

/** What is to be shared, with whom, and what of it is left out. */
export const ReleaseRequest = closed({
  subject: closed({ kind: oneOf(['alert', 'approach']), id: text(100) }),
  mark: Marking,
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

/** What would leave, byte for byte, and what would not. */
export const ReleasePreview = closed({
  body: Type.String({ description: 'Canonical JSON of the record’s body: what is signed.' }),
  bodySha256: Sha256,
  origin: Type.String({ description: 'The log that it goes to.' }),
  recipients: Type.Array(RecipientView),
  heldBack: Type.Array(
    closed({ field: Type.String({ description: 'JSON pointer' }), rule: Type.String(), reason: Type.String() }),
  ),
  sourceMark: Marking,
  banner: closed({ en: Type.String(), ja: Type.String() }),
  portion: closed({ en: Type.String(), ja: Type.String() }),
})

const Signature = closed({ keyId: KeyId, officer: Type.String(), atUtc: Utc })

/** A release: written by its author, let go by another officer with the mandate. */
export const Release = closed({
  id: Type.String({ description: 'ULID; the record’s own.' }),
  state: oneOf(['draft', 'signed', 'released', 'withdrawn'], 'signed: by its author, waits for a second officer.'),
  kind: Type.String({ description: 'Kind of the record.' }),
  title: Type.String(),
  preview: ReleasePreview,
  tearLineOf: nullable(Sha256),
  draftedBy: Type.String(),
  draftedUtc: Utc,
  signatures: Type.Array(Signature),
  index: nullable(Type.Integer({ description: 'Place in the log, once released.' })),
  recalledUtc: nullable(Utc),
})
/** A release. */
export type Release = Static<typeof Release>

const id = closed({ id: Type.String({ minLength: 1, maxLength: 40 }) })

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
    body: closed({ publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }),
    answer: OfficerKey,
  },
  certifyKey: {
    method: 'POST',
    url: '/api/v1/officer-keys/certificates',
    tag: 'releases',
    access: 'administrator',
    summary: 'Take a key.add, key.end or key.compromised record that two root keys have signed.',
    body: closed({ record: text(16_384, 'The signed record, one line of canonical JSON.') }),
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
    body: closed({ keyId: KeyId, signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }) }),
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
} as const satisfies Record<string, Operation>

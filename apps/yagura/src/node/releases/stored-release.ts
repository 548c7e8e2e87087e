import { Marking, parseCanonical, RecordBody, utf8Bytes } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { AttachedBlob, ReleasePreview, ReleaseRequest } from '../../api/contract/releases.ts'

/** Collection of releases. */
export const releaseCollection = 'releases'

const Place = Type.Object({ origin: Type.String(), position: Type.Integer() })
const StoredSignature = Type.Object({
  keyId: Type.String(),
  officer: Type.String(),
  /** Base64url. */
  signature: Type.String(),
  atMs: Type.Number(),
})

/** A release as it is kept. */
export const StoredRelease = Type.Object({
  id: Type.String(),
  state: Type.Union([
    Type.Literal('draft'),
    Type.Literal('signed'),
    Type.Literal('released'),
    Type.Literal('withdrawn'),
  ]),
  kind: Type.String(),
  title: Type.String(),
  request: ReleaseRequest,
  authorKeyId: Type.String(),
  /** Canonical JSON of the record's body: what is signed. */
  body: Type.String(),
  bodySha256: Type.String(),
  sourceMark: Type.Optional(Marking),
  heldBack: ReleasePreview.properties.heldBack,
  attached: Type.Optional(AttachedBlob),
  /** Partners' records that it was made from, by the SHA-256 of their bodies. */
  restsOn: Type.Optional(Type.Array(Type.String())),
  /** The subject's own marking, where it has one. */
  subjectMark: Type.Optional(Marking),
  /** Markings of this node’s things that it tells of. */
  tellsOf: Type.Optional(
    Type.Array(Type.Object({ mark: Marking, originator: Type.String(), approvals: Type.Array(Type.String()) })),
  ),
  /** As they were when it left. */
  recipients: Type.Optional(ReleasePreview.properties.recipients),
  /** Of a tear-line: by it the record that it is a part of can be recognised; it never leaves. Base64url. */
  salt: Type.Optional(Type.String()),
  draftedBy: Type.String(),
  draftedMs: Type.Number(),
  signatures: Type.Array(StoredSignature),
  place: Type.Optional(Place),
  releasedMs: Type.Optional(Type.Number()),
  recall: Type.Optional(
    Type.Object({ keyId: Type.String(), body: Type.String(), bodySha256: Type.String(), draftedBy: Type.String() }),
  ),
  recalledMs: Type.Optional(Type.Number()),
})
/** A release as it is kept. */
export type StoredRelease = Static<typeof StoredRelease>

/** Whether a document is a release. */
export function isStoredRelease(body: unknown): body is StoredRelease {
  return Check(StoredRelease, body)
}

/** The body that a canonical text holds; undefined where it holds none, as after somebody edited it. */
export function parseBody(text: string): RecordBody | undefined {
  const parsed = parseCanonical(utf8Bytes(text))
  return parsed.ok && Check(RecordBody, parsed.value) ? parsed.value : undefined
}

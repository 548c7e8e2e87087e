import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, page, paging, SecondSignature, text, Utc } from './common.ts'

const NodeName = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}$', description: 'Such as `jp.ncc.example`.' })
const Party = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 3166-1 alpha-3.' })
const VerifierKeyText = Type.String({ maxLength: 512, description: 'C2SP signed-note: `name+hash+base64`.' })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Origin = Type.String({ maxLength: 255, description: 'Name of a log, such as `jp.ncc.example/ch/JPN-USA`.' })

/** What a node tells its partners of itself, handed over by people: the keys by which it is known. */
export const PartnerCard = closed({
  v: Type.Literal(1),
  node: NodeName,
  party: Party,
  roots: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), {
    minItems: 3,
    maxItems: 3,
    description: 'Root keys, Ed25519, unpadded base64url.',
  }),
  log: VerifierKeyText,
  cosign: VerifierKeyText,
  tls: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the public key of its certificate.' }),
  url: Type.String({ pattern: '^https://[A-Za-z0-9.:\\[\\]-]{1,255}$', description: 'Where partners reach it.' }),
})

/** What a partner can handle: by it every exit is guarded. */
export const PartnerClearance = closed({
  policies: Type.Array(Type.String({ pattern: '^[A-Z][A-Z0-9-]{0,15}$' }), { maxItems: 16, uniqueItems: true }),
  level: nullable(closed({ pol: Type.String({ maxLength: 16 }), lvl: Type.Integer({ minimum: 0, maximum: 4 }) })),
  compartments: Type.Array(text(64), { maxItems: 64, uniqueItems: true }),
})

const Complaint = closed({ code: Type.String(), reason: Type.String(), atUtc: Utc })

/** A log that a partner keeps for us or we for it. */
export const PartnerLog = closed({
  origin: Origin,
  isOwn: Type.Boolean(),
  size: Type.Integer({ description: 'Entries that are held here.' }),
  root: Type.String({ description: 'Root of their tree, base64.' }),
  seenSize: Type.Integer({
    description: 'Entries of the newest checkpoint: of a partner’s log as it says, of ours as signed.',
  }),
  witnessedSize: Type.Integer({ description: 'Of our log: entries that this partner has cosigned.' }),
  checkpointUtc: nullable(Utc),
  quarantined: Type.Integer({ description: 'Entries that are held and not believed.' }),
})

/** An entry of this node's logs that a partner does not believe. */
const EntryComplaint = closed({
  origin: Origin,
  position: Type.Integer(),
  code: Type.String({ description: 'Of the fault, as the partner says.' }),
  isOurs: Type.Boolean({ description: 'Whether the entry that it received is the one that stands there.' }),
  atUtc: Utc,
})

/** By how much a partner’s clock is ahead of this node’s: it lies between the two. */
const ClockOffset = closed({ leastS: Type.Number(), mostS: Type.Number(), atUtc: Utc })

/** A partner with the state of the link to it. */
export const Partner = closed({
  card: PartnerCard,
  fingerprint: Type.String(),
  clearance: PartnerClearance,
  state: oneOf(['ok', 'waiting', 'failing', 'suspended']),
  addedUtc: Utc,
  addedBy: Type.String(),
  lastContactUtc: nullable(Utc),
  /** Since when this node's logs wait for its answer: the store of this node was put back from a copy. */
  awaitedSinceUtc: nullable(Utc),
  lagEntries: Type.Integer({ description: 'Entries that its checkpoints promise and that are not held here.' }),
  lastFailure: nullable(Complaint),
  lastComplaint: nullable(Complaint),
  evidenceCount: Type.Integer(),
  complaintCount: Type.Integer({ description: 'Entries of this node’s logs that it does not believe.' }),
  complaints: Type.Array(EntryComplaint, { description: 'The newest of them.' }),
  clockOffset: nullable(ClockOffset),
  certificateExpiresUtc: nullable(Utc),
  logs: Type.Array(PartnerLog),
})

/** Proof that somebody did what no honest node does, or could not have meant. */
export const EvidenceItem = closed({
  id: Type.String(),
  kind: oneOf(['rollback', 'equivocation', 'spill', 'withheld']),
  node: NodeName,
  origin: Origin,
  atUtc: Utc,
  text: Type.String(),
  isPortable: Type.Boolean({ description: 'Whether it proves itself to anybody who knows the card.' }),
})

/** What a partner that has a record answered to its recall: its word, which nothing proves. */
export const RecallAnswer = closed({
  node: NodeName,
  party: Party,
  done: nullable(oneOf(['hidden', 'purged', 'notHeld', 'refused'])),
  atUtc: nullable(Utc),
})

/** A record of a log. */
export const SharedRecord = closed({
  origin: Origin,
  position: Type.Integer(),
  id: nullable(Sha256),
  by: nullable(Type.String()),
  kind: nullable(Type.String()),
  atUtc: nullable(Utc),
  receivedUtc: Utc,
  state: oneOf(['believed', 'quarantined', 'recalled']),
  complaint: nullable(Type.String()),
  line: nullable(Type.String({ description: 'The signed record; absent where it was recalled or is not believed.' })),
})

const node = closed({ node: NodeName })
const Folder = Type.String({ pattern: '^/', maxLength: 1000, description: 'Absolute path.' })
const officer = { tag: 'partners', access: 'officer' } as const
const administrator = { tag: 'partners', access: 'administrator' } as const

export const partnerOperations = {
  readOwnCard: {
    ...{ method: 'GET', url: '/api/v1/partners/own-card', ...officer },
    summary: 'The card that this node’s partners need, and its fingerprint.',
    answer: closed({
      card: PartnerCard,
      fingerprint: Type.String(),
      listening: Type.Boolean(),
      certificateExpiresUtc: Utc,
    }),
  },
  listPartners: {
    ...{ method: 'GET', url: '/api/v1/partners', ...officer },
    summary: 'Partners with the state of the link to each.',
    answer: closed({ items: Type.Array(Partner) }),
  },
  readPartner: {
    ...{ method: 'GET', url: '/api/v1/partners/:node', ...officer },
    summary: 'One partner.',
    params: node,
    answer: Partner,
  },
  addPartner: {
    ...{ method: 'POST', url: '/api/v1/partners', ...administrator },
    summary: 'Pin a partner’s keys, by two administrators; the fingerprint must be the one heard from its people.',
    body: closed({
      card: PartnerCard,
      fingerprint: text(100),
      clearance: Type.Optional(PartnerClearance),
      second: Type.Optional(SecondSignature),
    }),
    answer: Partner,
  },
  changePartner: {
    ...{ method: 'PATCH', url: '/api/v1/partners/:node', ...administrator },
    summary: 'Suspend a partner, take it up again by two administrators, or change what it can handle.',
    params: node,
    body: closed({
      suspended: Type.Optional(Type.Boolean()),
      clearance: Type.Optional(PartnerClearance),
      second: Type.Optional(SecondSignature),
    }),
    answer: Partner,
  },
  removePartner: {
    ...{ method: 'DELETE', url: '/api/v1/partners/:node', ...administrator },
    summary: 'Forget a partner’s keys; what came from it stays.',
    params: node,
  },
  pullPartner: {
    ...{ method: 'POST', url: '/api/v1/partners/:node/pull', ...officer },
    summary: 'Ask a partner now and wait for what comes of it.',
    params: node,
    answer: Partner,
  },
  exportPartnerLogs: {
    ...{ method: 'POST', url: '/api/v1/partners/:node/export', ...administrator },
    summary: 'Write the logs that a partner may have into a folder of the node’s machine, to be carried there.',
    params: node,
    body: closed({ folder: Folder }),
    answer: closed({ logs: Type.Integer(), files: Type.Integer() }),
  },
  importPartnerLogs: {
    ...{ method: 'POST', url: '/api/v1/partner-media', ...administrator },
    summary: 'Take over logs that were carried here, verified as if they were fetched.',
    body: closed({ folder: Folder }),
    answer: closed({
      items: Type.Array(
        closed({
          origin: Origin,
          received: Type.Integer(),
          quarantined: Type.Integer(),
          fault: nullable(Type.String()),
        }),
      ),
    }),
  },
  listEvidence: {
    ...{ method: 'GET', url: '/api/v1/evidence', ...officer },
    summary: 'Evidence against partners, newest first.',
    query: closed({ node: Type.Optional(NodeName) }),
    answer: closed({ items: Type.Array(EvidenceItem) }),
  },
  exportEvidence: {
    ...{ method: 'GET', url: '/api/v1/evidence/:id', ...officer },
    summary: 'One piece of evidence as a bundle that a stand-alone program checks.',
    params: closed({ id: Type.String({ minLength: 1, maxLength: 64 }) }),
    answer: closed({ item: EvidenceItem, bundle: Type.String({ description: 'JSON text.' }) }),
  },
  listPartnerRecords: {
    ...{ method: 'GET', url: '/api/v1/shared-records', ...officer },
    summary: 'Records of the logs that are held here, newest first within each log.',
    query: closed({ node: Type.Optional(NodeName), origin: Type.Optional(Origin), ...paging }),
    answer: page(SharedRecord),
  },
  readPartnerRecord: {
    ...{ method: 'GET', url: '/api/v1/shared-records/:id', ...officer },
    summary: 'A record by the SHA-256 of its body.',
    params: closed({ id: Sha256 }),
    answer: SharedRecord,
  },
  listRecallAnswers: {
    ...{ method: 'GET', url: '/api/v1/shared-records/:id/answers', ...officer },
    summary: 'What each partner of its log answered to a recall of this node; null where nothing has come.',
    params: closed({ id: Sha256 }),
    answer: closed({ items: Type.Array(RecallAnswer) }),
  },
  appendRecord: {
    ...{ method: 'POST', url: '/api/v1/shared-records', ...administrator },
    summary: 'Put a signed record into the log of its marking: from then on partners of that log receive it.',
    bodyLimitBytes: 128 * 1024,
    body: closed({ line: text(65_535, 'The signed record, canonical JSON.') }),
    answer: closed({ origin: Origin, position: Type.Integer(), id: Sha256 }),
  },
} as const satisfies Record<string, Operation>

export type PartnerCard = Static<typeof PartnerCard>
export type PartnerClearance = Static<typeof PartnerClearance>
export type PartnerLog = Static<typeof PartnerLog>
export type Partner = Static<typeof Partner>
export type EvidenceItem = Static<typeof EvidenceItem>
export type SharedRecord = Static<typeof SharedRecord>
export type RecallAnswer = Static<typeof RecallAnswer>

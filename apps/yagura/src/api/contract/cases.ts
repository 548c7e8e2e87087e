import { CaseContent, Marking } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, page, paging, text, Utc } from './common.ts'

const Ulid = Type.String({ pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$', description: 'ULID' })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })
const PartKey = Type.String({ description: '`<node>/<ULID>` of a part; `here/<ULID>` on a node that has no keys.' })
const Words = closed({ en: Type.String(), ja: Type.String() })

/** Largest file of evidence that is taken, bytes. */
const largestFileBytes = 64 * 1024 * 1024

const standing = {
  title: nullable(Type.String()),
  owner: nullable(Type.String()),
  state: nullable(oneOf(['open', 'closed'])),
}

/** A case in a list. */
export const CaseSummary = closed({
  id: Ulid,
  title: nullable(Type.String({ description: 'Null where nobody has said it to this node.' })),
  owner: nullable(Type.String()),
  state: oneOf(['open', 'closed']),
  parties: Type.Array(Type.String(), { description: 'Nations that have said something of it, to this node.' }),
  parts: Type.Integer(),
  openTasks: Type.Integer(),
  nextDueUtc: nullable(Utc),
  firstUtc: Utc,
  lastUtc: Utc,
  portion: nullable(Words),
  marks: Type.Array(Marking, { description: 'How it is marked; several where no policy has words for all of them.' }),
})
/** A case in a list. */
export type CaseSummary = Static<typeof CaseSummary>

/** Where a partner’s part came from. */
const Provenance = closed({
  recordId: Sha256,
  origin: Type.String(),
  index: Type.Integer(),
  receivedUtc: Utc,
  by: Type.String(),
  signedBy: Type.Array(Type.String()),
  isTearLine: Type.Boolean(),
})

/** Where a part of this node went. */
const WentTo = closed({ recordId: Sha256, origin: Type.String(), index: Type.Integer(), recalled: Type.Boolean() })

/** One part of a case. What it refers to is written by keys. */
export const CasePartView = closed({
  key: PartKey,
  node: Type.String(),
  party: nullable(Type.String()),
  isOwn: Type.Boolean(),
  author: nullable(Type.String()),
  atUtc: Utc,
  mark: Marking,
  portion: Words,
  corrects: Type.Array(Type.String()),
  absent: Type.Integer({ description: 'How many parts it refers to that are not here.' }),
  what: CaseContent,
  provenance: nullable(Provenance),
  went: Type.Array(WentTo),
})
/** One part of a case. */
export type CasePartView = Static<typeof CasePartView>

const CustodyFinding = oneOf([
  'no-first-holder',
  'gap',
  'hash-differs',
  'not-measured',
  'before-collected',
  'hash-disputed',
])

/** Who held evidence. */
const CustodyView = closed({
  firstHolder: nullable(Type.String()),
  holder: nullable(Type.String()),
  registeredSha256: Type.Array(Sha256),
  heldHere: Type.Boolean({ description: 'Whether the bytes of a registered hash are at this node.' }),
  steps: Type.Array(
    closed({
      part: PartKey,
      from: Type.String(),
      to: Type.String(),
      atUtc: Utc,
      sha256: nullable(Sha256),
      findings: Type.Array(CustodyFinding),
    }),
  ),
  findings: Type.Array(CustodyFinding),
})

/** Everything that was said of one thing: what holds now, and every version. */
export const CaseThreadView = closed({
  key: PartKey,
  kind: Type.String(),
  isWithdrawn: Type.Boolean(),
  heads: Type.Array(PartKey, { description: 'What holds now; more than one where nations or officers differ.' }),
  versions: Type.Array(CasePartView, { description: 'In the order of time.' }),
  custody: nullable(CustodyView),
})
/** Everything that was said of one thing. */
export type CaseThreadView = Static<typeof CaseThreadView>

/** A case with all its parts. */
export const CaseView = closed({
  ...CaseSummary.properties,
  banner: nullable(Words),
  leftOut: Type.Integer({ description: 'Parts that are not shown because one partner told too many.' }),
  standings: Type.Array(closed({ node: Type.String(), party: nullable(Type.String()), ...standing })),
  threads: Type.Array(CaseThreadView),
})
/** A case with all its parts. */
export type CaseView = Static<typeof CaseView>

const RatingWord = oneOf(['CC', 'C', 'N', 'I', 'II', 'NA'])

const Conclusion = closed({
  node: nullable(Type.String({ description: 'Null: of all together, where a shared source counts once.' })),
  party: nullable(Type.String()),
  ranking: Type.Array(
    closed({
      hypothesis: PartKey,
      rank: nullable(Type.Integer({ description: 'Null: no rating applies to it, so that nothing is known.' })),
      inconsistency: nullable(Type.Number({ description: 'Null as the rank is.' })),
      against: Type.Integer(),
      unrated: Type.Integer({ description: 'How much of all evidence of the case is not rated against it.' }),
    }),
  ),
  withoutSource: Type.Array(closed({ source: PartKey, leading: Type.Array(PartKey), changesLead: Type.Boolean() })),
})

/** Evidence against hypotheses. */
export const CaseMatrix = closed({
  hypotheses: Type.Array(closed({ key: PartKey, title: Type.String() })),
  rows: Type.Array(
    closed({
      evidence: PartKey,
      title: Type.String(),
      source: PartKey,
      isShared: Type.Boolean(),
      diagnosticity: nullable(Type.Number({ description: '0 tells nothing apart, 4 the most; null: not known.' })),
    }),
  ),
  cells: Type.Array(
    closed({
      node: Type.String(),
      evidence: PartKey,
      hypothesis: PartKey,
      rating: RatingWord,
      isContested: Type.Boolean(),
    }),
  ),
  conclusions: Type.Array(Conclusion),
  judgements: Type.Array(
    closed({
      key: PartKey,
      node: Type.String(),
      party: nullable(Type.String()),
      author: nullable(Type.String({ description: 'Who judged; null where the nation does not say.' })),
      hypothesis: PartKey,
      likelihood: Type.String(),
      lowPercent: Type.Integer(),
      highPercent: Type.Integer(),
      confidence: oneOf(['low', 'moderate', 'high']),
    }),
  ),
})
/** Evidence against hypotheses. */
export type CaseMatrix = Static<typeof CaseMatrix>

/** A file that was given as evidence. */
const CaseFile = closed({
  sha256: Sha256,
  sizeBytes: Type.Integer(),
  mediaType: Type.String(),
  name: Type.String(),
})

const id = closed({ id: Ulid })
const MediaType = Type.String({ pattern: '^[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}$' })

export const caseOperations = {
  listCases: {
    method: 'GET',
    url: '/api/v1/cases',
    tag: 'cases',
    access: 'officer',
    summary: 'Cases, the one that changed last first.',
    query: closed({ state: Type.Optional(oneOf(['open', 'closed'])), ...paging }),
    answer: page(CaseSummary),
  },
  openCase: {
    method: 'POST',
    url: '/api/v1/cases',
    tag: 'cases',
    access: 'officer',
    summary: 'Open a case.',
    body: closed({ title: text(300), text: Type.Optional(text(8000)), mark: Type.Optional(Marking) }),
    answer: CaseView,
  },
  readCase: {
    method: 'GET',
    url: '/api/v1/cases/:id',
    tag: 'cases',
    access: 'officer',
    summary: 'One case with all its parts, this node’s and what partners released of theirs.',
    params: id,
    answer: CaseView,
  },
  addCasePart: {
    method: 'POST',
    url: '/api/v1/cases/:id/parts',
    tag: 'cases',
    access: 'officer',
    summary: 'Add a part, or correct, withdraw, close, reopen: nothing is changed, all is said anew.',
    params: id,
    body: closed({
      what: CaseContent,
      /** Keys of the parts in whose place it stands. */
      corrects: Type.Optional(Type.Array(text(100), { minItems: 1, maxItems: 32, uniqueItems: true })),
      /** This nation alone at the lowest level where absent. */
      mark: Type.Optional(Marking),
    }),
    answer: CasePartView,
  },
  addThingToCase: {
    method: 'POST',
    url: '/api/v1/cases/:id/things',
    tag: 'cases',
    access: 'officer',
    summary:
      'Link a thing of any watch with a case, and keep what of it is evidence: a file with its hash, and an event.',
    params: id,
    body: closed({
      rel: Type.String({ pattern: '^[a-z][A-Za-z-]{0,39}$', description: 'How the thing stands to the case.' }),
      to: closed({ type: text(60), id: text(500), title: Type.Optional(text(300)), path: Type.Optional(text(500)) }),
      mark: Type.Optional(Marking),
    }),
    answer: closed({
      link: PartKey,
      evidence: nullable(PartKey),
      event: nullable(PartKey),
    }),
  },
  uploadCaseFile: {
    method: 'POST',
    url: '/api/v1/cases/:id/files',
    tag: 'cases',
    access: 'officer',
    summary: 'Give the bytes of evidence; their hash is computed on arrival. A part of kind evidence then names them.',
    params: id,
    query: closed({ name: text(200), mediaType: Type.Optional(MediaType) }),
    bodyType: 'application/octet-stream',
    bodyLimitBytes: largestFileBytes,
    answer: CaseFile,
  },
  readCaseFile: {
    method: 'GET',
    url: '/api/v1/cases/:id/files/:sha256',
    tag: 'cases',
    access: 'officer',
    summary: 'The bytes of evidence, checked against their hash.',
    params: closed({ id: Ulid, sha256: Sha256 }),
    answerType: 'application/octet-stream',
  },
  readCaseMatrix: {
    method: 'GET',
    url: '/api/v1/cases/:id/matrix',
    tag: 'cases',
    access: 'officer',
    summary: 'Evidence against hypotheses: what speaks against each, what tells them apart, what hangs on one source.',
    params: id,
    answer: CaseMatrix,
  },
  exportCase: {
    method: 'GET',
    url: '/api/v1/cases/:id/export',
    tag: 'cases',
    access: 'officer',
    summary: 'A case as a file with the marking of each part: one JSON document, or a line a part.',
    params: id,
    query: closed({ form: Type.Optional(oneOf(['json', 'ndjson'])) }),
    answerType: 'application/json',
  },
} as const satisfies Record<string, Operation>

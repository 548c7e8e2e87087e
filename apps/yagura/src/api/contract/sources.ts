import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, page, paging, text, Utc } from './common.ts'

const sourceKinds = ['file', 'folder', 'url', 'celestrak', 'space-track', 'upload', 'simulated'] as const

const definition = {
  name: text(100),
  kind: oneOf(sourceKinds),
  reads: oneOf(['elements', 'satcat', 'cdm'], 'What it gives.'),
  location: Type.String({
    maxLength: 2000,
    description: 'Path, URL, CelesTrak group (`active`) or Space-Track class (`gp`, `cdm_public`).',
  }),
  intervalMin: Type.Number({ minimum: 1, maximum: 10_080, description: 'How often it is asked, minutes.' }),
  enabled: Type.Boolean(),
  allowPrivateAddress: Type.Boolean({ description: 'Whether it may be on a private, loopback or link-local address.' }),
}

/** Where data comes from, with its state. */
export const Source = closed({
  id: Type.String(),
  ...definition,
  fromCommandLine: Type.Boolean(),
  account: nullable(Type.String({ description: 'Name of the account it signs in with; never the password.' })),
  state: oneOf(['ok', 'waiting', 'fetching', 'failing', 'stale', 'disabled']),
  lastAttemptUtc: nullable(Utc),
  lastSuccessUtc: nullable(Utc),
  lastChangeUtc: nullable(Utc),
  nextDueUtc: nullable(Utc),
  lastError: nullable(closed({ code: Type.String(), message: Type.String(), atUtc: Utc })),
  records: Type.Integer(),
  problemCount: Type.Integer(),
  staleAfterMin: Type.Number(),
})

/** A record that could not be used. */
export const RecordProblemView = closed({
  file: Type.String(),
  line: Type.Integer(),
  field: Type.String(),
  reason: Type.String(),
})

/** What reading a file came to. */
export const IngestReport = closed({
  sourceId: Type.String(),
  file: Type.String(),
  records: Type.Integer(),
  added: Type.Integer({ description: 'Records that were not known.' }),
  known: Type.Integer(),
  problemCount: Type.Integer(),
  problems: Type.Array(RecordProblemView, { description: 'The first hundred.' }),
})

const id = closed({ id: Type.String({ minLength: 1, maxLength: 40 }) })

export const sourceOperations = {
  listSources: {
    method: 'GET',
    url: '/api/v1/sources',
    tag: 'sources',
    access: 'officer',
    summary: 'All sources with state, age and last error.',
    answer: closed({ items: Type.Array(Source) }),
  },
  addSource: {
    method: 'POST',
    url: '/api/v1/sources',
    tag: 'sources',
    access: 'administrator',
    summary: 'Add a source; it is asked at once.',
    body: closed({
      name: definition.name,
      kind: definition.kind,
      reads: definition.reads,
      location: definition.location,
      intervalMin: Type.Optional(definition.intervalMin),
      enabled: Type.Optional(definition.enabled),
      allowPrivateAddress: Type.Optional(definition.allowPrivateAddress),
      account: Type.Optional(closed({ name: text(200), password: text(200) })),
    }),
    answer: Source,
  },
  changeSource: {
    method: 'PATCH',
    url: '/api/v1/sources/:id',
    tag: 'sources',
    access: 'administrator',
    summary: 'Change a source: what is left out stays.',
    params: id,
    body: closed({
      name: Type.Optional(definition.name),
      location: Type.Optional(definition.location),
      intervalMin: Type.Optional(definition.intervalMin),
      enabled: Type.Optional(definition.enabled),
      allowPrivateAddress: Type.Optional(definition.allowPrivateAddress),
      account: Type.Optional(closed({ name: text(200), password: text(200) })),
    }),
    answer: Source,
  },
  removeSource: {
    method: 'DELETE',
    url: '/api/v1/sources/:id',
    tag: 'sources',
    access: 'administrator',
    summary: 'Remove a source; what it gave is kept.',
    params: id,
  },
  fetchSource: {
    method: 'POST',
    url: '/api/v1/sources/:id/fetch',
    tag: 'sources',
    access: 'officer',
    summary: 'Ask a source now, as far as its usage policy allows.',
    params: id,
    answer: Source,
  },
  listSourceProblems: {
    method: 'GET',
    url: '/api/v1/sources/:id/problems',
    tag: 'sources',
    access: 'officer',
    summary: 'Records of the last reading that could not be used.',
    params: id,
    query: closed({ ...paging }),
    answer: page(RecordProblemView),
  },
  uploadFile: {
    method: 'POST',
    url: '/api/v1/uploads',
    tag: 'sources',
    access: 'officer',
    summary: 'Read a file of element sets, a SATCAT or conjunction data messages; the body is the file.',
    query: closed({ name: text(200), reads: Type.Optional(definition.reads) }),
    bodyType: 'application/octet-stream',
    bodyLimitBytes: 256 * 1024 * 1024,
    answer: IngestReport,
  },
} as const satisfies Record<string, Operation>

export type Source = Static<typeof Source>
export type IngestReport = Static<typeof IngestReport>
export type RecordProblemView = Static<typeof RecordProblemView>

import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, text, Utc } from './common.ts'
import { Job } from './jobs.ts'

function stixId(description: string) {
  const pattern = '^[a-z][a-z0-9-]*--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
  return Type.String({ maxLength: 300, pattern, description })
}

const StixId = stixId('Identity of an object of STIX.')
const StixTypes = Type.String({
  maxLength: 1000,
  pattern: '^[a-z][a-z0-9-]{0,249}(,[a-z][a-z0-9-]{0,249})*$',
  description: 'One type of STIX, or several with commas.',
})
const Nation = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 3166-1 alpha-3.' })

/** An object as relations and references name it. */
const NamedObject = closed({
  id: Type.String(),
  type: Type.String(),
  title: Type.String({ description: 'Its name or value; its id where this node does not have it.' }),
  isKnown: Type.Boolean({ description: 'Whether this node has it.' }),
  mark: Type.Unknown({ description: 'Marking of its newest version; null where this node does not have it.' }),
})

/** What a list shows of an object: its newest version. */
const StixRow = closed({
  id: Type.String(),
  type: Type.String(),
  title: Type.String(),
  attackId: nullable(Type.String({ description: 'Such as T1055.011.' })),
  labels: Type.Array(Type.String()),
  confidence: nullable(Type.Number()),
  createdUtc: nullable(Utc),
  modifiedUtc: nullable(Utc),
  validFromUtc: nullable(Utc),
  validUntilUtc: nullable(Utc),
  addedUtc: Utc,
  createdBy: nullable(NamedObject),
  named: Type.Array(NamedObject, { description: 'Whom its title names: the ends of a relationship, what was seen.' }),
  isWithdrawn: Type.Boolean({ description: 'Revoked by its creator, or deprecated by ATT&CK.' }),
  source: Type.String({ description: 'Where it came from: a file, a feed, an account, an officer.' }),
  originator: Type.String({ description: 'ISO 3166-1 alpha-3; empty for this node’s own.' }),
  mark: Type.Unknown({ description: 'Marking of this version.' }),
})

/** By which objects a list is narrowed; each member narrows. */
const filter = {
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  type: Type.Optional(StixTypes),
  source: Type.Optional(text(300)),
  label: Type.Optional(text(100)),
  technique: Type.Optional(Type.String({ pattern: '^T\\d{4}(\\.\\d{3})?$' })),
  createdBy: Type.Optional(StixId),
  revoked: Type.Optional(Type.Boolean()),
  sinceUtc: Type.Optional(Utc),
}

const sorts = ['added', 'created', 'modified', 'name', 'type', 'confidence', 'relevance'] as const

/** A relation of an object, as seen from it. */
const StixRelation = closed({
  id: Type.String({ description: 'Of a relationship or sighting; of a reference made up of its ends.' }),
  kind: Type.String({ description: 'Such as `uses`, or the property of a reference.' }),
  direction: oneOf(['from', 'to'], '`from`: the object is its source.'),
  other: NamedObject,
})

/** One version of an object as the list of versions shows it. */
const StixVersionRow = closed({
  version: Type.String(),
  addedUtc: Utc,
  source: Type.String(),
  originator: Type.String(),
  mark: Type.Unknown(),
})

const KindCount = closed({ kind: Type.String(), direction: oneOf(['from', 'to']), count: Type.Integer() })

/** What an analyst said of an object. */
const StixComment = closed({
  row: StixRow,
  content: Type.String(),
  opinion: nullable(Type.String({ description: 'Of an opinion: how far its author agrees.' })),
  authors: Type.Array(Type.String()),
})

/** What became of the objects of an import, and what was wrong with the first of those that were not usable. */
const ImportOutcome = closed(
  {
    read: Type.Integer(),
    added: Type.Integer(),
    unchanged: Type.Integer(),
    quarantined: Type.Integer(),
    invalid: Type.Integer(),
    problems: Type.Array(closed({ place: Type.String(), message: Type.String() })),
    problemCount: Type.Integer({ description: 'How many there were in all.' }),
  },
  'Null until it is finished, and after the node was started again.',
)

const shared = Type.Optional(
  Type.Boolean({
    description:
      'Whether who may see the object may see this too, without the name of the officer; else it stays with this node’s own nation.',
  }),
)
const objectId = closed({ id: StixId })
const officer = { tag: 'cyber', access: 'officer' } as const

const Opinion = oneOf(['strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree'])

const Technique = closed({
  id: Type.String(),
  attackId: Type.String(),
  name: Type.String(),
  variants: Type.Integer({ description: 'Sub-techniques; their users count at the technique.' }),
  uses: closed({
    indicators: Type.Integer(),
    detections: Type.Integer(),
    groups: Type.Integer(),
    campaigns: Type.Integer(),
    software: Type.Integer(),
  }),
})

export const cyberOperations = {
  listStixObjects: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/objects',
    summary: 'Objects of STIX, newest version of each, with how many fit by type.',
    query: closed({
      ...filter,
      relationships: Type.Optional(
        Type.Boolean({
          description: 'False leaves them out of the list where no type is asked for; they are counted.',
        }),
      ),
      sort: Type.Optional(oneOf([...sorts])),
      descending: Type.Optional(Type.Boolean()),
      cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    }),
    answer: closed({
      items: Type.Array(StixRow),
      next: nullable(Type.String({ description: 'Asks for the next page; absent after the last.' })),
      counts: Type.Array(closed({ type: Type.String(), count: Type.Integer() })),
      total: Type.Integer({ description: 'How many the list has in all.' }),
    }),
  },
  readStixObject: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/objects/:id',
    summary: 'One object: its newest version, all versions, relations, and what analysts said of it.',
    params: objectId,
    answer: closed({
      row: StixRow,
      object: Type.Unknown({ description: 'As it was read.' }),
      versions: Type.Array(StixVersionRow, { description: 'Newest first.' }),
      references: Type.Array(NamedObject, { description: 'Objects that it names.' }),
      relations: Type.Array(StixRelation, { description: 'The most telling first; `counts` says how many there are.' }),
      counts: Type.Array(KindCount),
      comments: Type.Array(StixComment, { description: 'Notes and opinions, newest first.' }),
    }),
  },
  readStixVersion: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/objects/:id/versions/:version',
    summary: 'One version of an object.',
    params: closed({ id: StixId, version: Type.String({ minLength: 1, maxLength: 40 }) }),
    answer: closed({ version: StixVersionRow, object: Type.Unknown() }),
  },
  readStixGraph: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/objects/:id/graph',
    summary: 'What lies around an object, and how much was left out.',
    params: objectId,
    query: closed({
      nodes: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      distance: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 })),
    }),
    answer: closed({
      nodes: Type.Array(closed({ ...NamedObject.properties, distance: Type.Integer() })),
      relations: Type.Array(
        closed({ id: Type.String(), kind: Type.String(), sourceId: Type.String(), targetId: Type.String() }),
      ),
      leftOut: Type.Array(closed({ kind: Type.String(), type: Type.String(), count: Type.Integer() })),
      unread: Type.Integer({ description: 'Relations of the object beyond those that were read.' }),
    }),
  },
  listTechniques: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/attack',
    summary: 'The matrices of ATT&CK with how many use each technique.',
    query: closed({
      by: Type.Optional(stixId('Only what this object uses.')),
    }),
    answer: closed({
      matrices: Type.Array(
        closed({
          id: Type.String(),
          domain: Type.String(),
          name: Type.String(),
          tactics: Type.Array(
            closed({
              id: Type.String(),
              attackId: Type.String(),
              name: Type.String(),
              techniques: Type.Array(Technique),
            }),
          ),
        }),
      ),
      marks: Type.Array(Type.Unknown(), { description: 'Markings of what is shown, each once.' }),
    }),
  },
  writeStixNote: {
    ...officer,
    method: 'POST',
    url: '/api/v1/cyber/objects/:id/notes',
    summary: 'Add a note about an object, as an object of STIX by this node.',
    params: objectId,
    body: closed({
      abstract: Type.Optional(text(200)),
      content: text(5000),
      confidence: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
      shared,
    }),
    answer: StixRow,
  },
  writeStixOpinion: {
    ...officer,
    method: 'POST',
    url: '/api/v1/cyber/objects/:id/opinions',
    summary: 'Say how far one agrees with an object, as an object of STIX by this node.',
    params: objectId,
    body: closed({ opinion: Opinion, explanation: text(5000), shared }),
    answer: StixRow,
  },
  importStix: {
    ...officer,
    method: 'POST',
    url: '/api/v1/cyber/imports',
    summary: 'Import a file of STIX 2.0 or 2.1, also packed by gzip, as a job; the body is the file.',
    query: closed({
      name: text(200),
      tlp: Type.Optional(
        oneOf(
          ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'],
          'Of what says none; without it, it stays with this node.',
        ),
      ),
      mark: Type.Optional(text(4000, 'Marking of what says none, as JSON, in place of `tlp`.')),
      originator: Type.Optional(Nation),
    }),
    bodyType: 'application/octet-stream',
    bodyLimitBytes: 512 * 1024 * 1024,
    ifLarger:
      'pack it by gzip, split it, or stop the node and run `yagura cyber import` on its data folder, which takes any size',
    answer: Job,
  },
  readStixImport: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/imports/:id',
    summary: 'An import by the id of its job, and what it did.',
    params: closed({ id: Type.String({ minLength: 1, maxLength: 40 }) }),
    answer: closed({
      job: Job,
      outcome: nullable(ImportOutcome),
    }),
  },
  exportStix: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/export',
    summary: 'The objects that fit, newest version of each, as a bundle of STIX 2.1 or one object a line.',
    query: closed({
      ...filter,
      as: Type.Optional(
        Type.String({ pattern: '^[A-Z]{3}$', description: 'Only what may leave to people of this nation.' }),
      ),
      form: Type.Optional(oneOf(['bundle', 'ndjson'])),
    }),
    answerType: 'application/stix+json',
  },
} as const satisfies Record<string, Operation>

export type ImportOutcome = Static<typeof ImportOutcome>
export type StixRow = Static<typeof StixRow>
export type NamedObject = Static<typeof NamedObject>

import { type Static, type TProperties, Type } from 'typebox'

const closed = <Members extends TProperties>(members: Members) => Type.Object(members, { additionalProperties: false })
const words = (mostCharacters: number) => Type.String({ minLength: 1, maxLength: mostCharacters })
const Utc = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\d(\\.\\d{1,6})?Z$' })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Ulid = Type.String({ pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' })
const Title = words(300)
const Text = words(8000)
const Name = words(100)

/**
 * Another part of the same case: `<ULID>` is one of the node that says it, `<node>/<ULID>` one of another node, `withheld` one
 * that the readers of this part do not have.
 */
const PartReference = Type.String({
  pattern: '^(withheld|([a-z0-9][a-z0-9.-]{0,62}/)?[0-7][0-9A-HJKMNP-TV-Z]{25})$',
})

/** A word of some list, such as a technique of a catalogue of techniques. */
const Label = closed({ scheme: words(60), id: words(200), name: Type.Optional(words(200)) })

/** A thing outside the case: a record, an alert, an object of a catalogue, a page. */
const LinkTarget = closed({
  /** What kind of name `id` is, in the words of whoever keeps such things. */
  type: words(60),
  id: words(500),
  title: Type.Optional(Title),
  /** Path of its page in a console. */
  path: Type.Optional(words(500)),
})

const Opened = closed({ kind: Type.Literal('opened'), title: Title, text: Type.Optional(Text) })
const Renamed = closed({ kind: Type.Literal('renamed'), title: Title })
const Owned = closed({ kind: Type.Literal('owned'), owner: Name })
const Closed = closed({ kind: Type.Literal('closed'), why: Text })
const Reopened = closed({ kind: Type.Literal('reopened'), why: Text })

/** Something for the timeline. */
const Entry = closed({ kind: Type.Literal('entry'), atUtc: Utc, text: Text })

/** Something that happened, with the words that watches have for it. */
const Event = closed({
  kind: Type.Literal('event'),
  title: Title,
  text: Type.Optional(Text),
  /** Absent where nobody knows. */
  fromUtc: Type.Optional(Utc),
  untilUtc: Type.Optional(Utc),
  labels: Type.Optional(Type.Array(Label, { maxItems: 64 })),
})

/** What it did to whom or what. */
const Impact = closed({
  kind: Type.Literal('impact'),
  /** What was hit. */
  on: Title,
  text: Type.Optional(Text),
  fromUtc: Type.Optional(Utc),
  untilUtc: Type.Optional(Utc),
  /** How many of what: 30,000 modems. */
  count: Type.Optional(closed({ number: Type.Number({ minimum: 0 }), of: words(100) })),
})

const Task = closed({
  kind: Type.Literal('task'),
  title: Title,
  text: Type.Optional(Text),
  assignee: Type.Optional(Name),
  dueUtc: Type.Optional(Utc),
  state: Type.Union([Type.Literal('open'), Type.Literal('done'), Type.Literal('dropped')]),
  outcome: Type.Optional(Text),
})

/** Where evidence comes from. Two nations that know one source agree on a salt and say its commitment, and need not name it. */
const Source = closed({ name: Type.Optional(words(200)), commitment: Type.Optional(Sha256) })

const Evidence = closed({
  kind: Type.Literal('evidence'),
  title: Title,
  text: Type.Optional(Text),
  source: Type.Optional(Source),
  collectedUtc: Type.Optional(Utc),
  /** Who has held it from then on. */
  holder: Type.Optional(Name),
  file: Type.Optional(
    closed({
      sha256: Sha256,
      sizeBytes: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
      mediaType: Type.String({ pattern: '^[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}$' }),
      name: Type.Optional(words(200)),
    }),
  ),
})

/** Evidence goes from hand to hand; what was measured when it did. */
const Custody = closed({
  kind: Type.Literal('custody'),
  evidence: PartReference,
  from: Name,
  to: Name,
  atUtc: Utc,
  sha256: Type.Optional(Sha256),
  why: Type.Optional(Text),
})

const Hypothesis = closed({ kind: Type.Literal('hypothesis'), title: Title, text: Type.Optional(Text) })

/** How evidence fits a hypothesis: very consistent, consistent, neutral, inconsistent, very inconsistent, not applicable. */
const Rating = closed({
  kind: Type.Literal('rating'),
  evidence: PartReference,
  hypothesis: PartReference,
  rating: Type.Union([
    Type.Literal('CC'),
    Type.Literal('C'),
    Type.Literal('N'),
    Type.Literal('I'),
    Type.Literal('II'),
    Type.Literal('NA'),
  ]),
  why: Type.Optional(Text),
})
const Weight = Type.Union([Type.Literal('high'), Type.Literal('medium'), Type.Literal('low')])

/** How far evidence is believed and how much it bears on the question. */
const Weighing = closed({
  kind: Type.Literal('weighing'),
  evidence: PartReference,
  credibility: Weight,
  relevance: Weight,
  why: Type.Optional(Text),
})

/** How likely a hypothesis is, and, apart from it, how sure whoever says so is. Source: ICD 203 (2015), D.6.e(2). */
const Judgement = closed({
  kind: Type.Literal('judgement'),
  hypothesis: PartReference,
  likelihood: Type.Union([
    Type.Literal('almost-no-chance'),
    Type.Literal('very-unlikely'),
    Type.Literal('unlikely'),
    Type.Literal('roughly-even-chance'),
    Type.Literal('likely'),
    Type.Literal('very-likely'),
    Type.Literal('almost-certain'),
  ]),
  confidence: Type.Union([Type.Literal('low'), Type.Literal('moderate'), Type.Literal('high')]),
  why: Type.Optional(Text),
})

/** A thing stands to the case, or to another thing, as `rel` says. */
const Link = closed({
  kind: Type.Literal('link'),
  rel: Type.String({ pattern: '^[a-z][A-Za-z-]{0,39}$' }),
  to: LinkTarget,
  from: Type.Optional(LinkTarget),
  text: Type.Optional(Text),
})

const Note = closed({ kind: Type.Literal('note'), text: Text, about: Type.Optional(PartReference) })
const Withdrawn = closed({ kind: Type.Literal('withdrawn'), why: Text })

/** What a part of a case says. */
export const CaseContent = Type.Union([
  Opened,
  Renamed,
  Owned,
  Closed,
  Reopened,
  Entry,
  Event,
  Impact,
  Task,
  Evidence,
  Custody,
  Hypothesis,
  Rating,
  Weighing,
  Judgement,
  Link,
  Note,
  Withdrawn,
])
/** What a part of a case says. */
export type CaseContent = Static<typeof CaseContent>

/** `case.part`: one part of a case as its author’s node tells it to others. */
export const CasePartTold = closed({
  /** When its author wrote it. */
  atUtc: Utc,
  /** Who wrote it, by the name that its node has for people. */
  author: Type.Optional(Name),
  case: Ulid,
  /** Parts in whose place it stands. */
  corrects: Type.Optional(Type.Array(PartReference, { minItems: 1, maxItems: 32, uniqueItems: true })),
  part: Ulid,
  what: CaseContent,
})
/** One part of a case as its author’s node tells it to others. */
export type CasePartTold = Static<typeof CasePartTold>

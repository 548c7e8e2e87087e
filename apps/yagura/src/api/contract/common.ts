import { Marking } from '@yagura/record'
import { type Static, type TEnum, type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** An object that takes no member but those named: what is misspelt is refused, never dropped. */
export function closed<Properties extends TProperties>(properties: Properties, description?: string) {
  return Type.Object(properties, { additionalProperties: false, ...(description === undefined ? {} : { description }) })
}

/** A value, or null where it is not known. */
export function nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()])
}

/** One of a few words. */
export function oneOf<const Words extends string[]>(words: readonly [...Words], description?: string): TEnum<Words> {
  return Type.Enum<Words>(words, { type: 'string', ...(description === undefined ? {} : { description }) })
}

/** An instant of UTC in ISO 8601 with `Z`, to the millisecond at least. */
export const Utc = Type.String({
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\d(\\.\\d{1,6})?Z$',
  description: 'UTC, ISO 8601',
})

/** Text that a person typed. */
export function text(maxLength: number, description?: string) {
  return Type.String({ minLength: 1, maxLength, ...(description === undefined ? {} : { description }) })
}

export const Priority = oneOf(['critical', 'serious', 'caution', 'advisory'])
export const CatalogueNumber = Type.Integer({ minimum: 1, maximum: 999_999_999 })

const Bilingual = closed({ en: Type.String(), ja: Type.String() })

/** The marking of what is told, with its words. */
export const SaidMarking = closed(
  { mark: Marking, banner: Bilingual, portion: Bilingual },
  'Of what it tells, where that has one of its own; the node’s own holds besides.',
)
export type SaidMarking = Static<typeof SaidMarking>

/** A second administrator signs beside who asks: by password where accounts exist, else by name alone. */
export const SecondSignature = closed({ name: text(100), password: Type.Optional(Type.String({ maxLength: 200 })) })
export type SecondSignature = Static<typeof SecondSignature>

/** A part of a longer list. */
export function page<Item extends TSchema>(item: Item) {
  return closed({
    items: Type.Array(item),
    total: Type.Integer({ description: 'How many there are in all that fit the question.' }),
    offset: Type.Integer(),
  })
}

/** Members of a query that pages through a list. */
export const paging = {
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
}

/** What every refusal and failure says. Source: RFC 9457, with Yagura's stable code and remedy. */
export const Problem = closed({
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String({ description: 'Stable; explained in docs/errors.md.' }),
  remedy: oneOf(['correct-input', 'ask-originator', 'retry-later', 'call-operator']),
  problems: Type.Optional(Type.Array(closed({ path: Type.String(), found: Type.String(), expected: Type.String() }))),
})

export type ProblemAnswer = Static<typeof Problem>

/** How an operation is asked, answered and guarded. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify notation, `/api/v1/jobs/:id`. */
  readonly url: string
  readonly summary: string
  readonly tag: string
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  /** Largest body read, bytes; 64 KiB where absent. */
  readonly bodyLimitBytes?: number
  /** What a person may do with a larger one. */
  readonly ifLarger?: string
  /** Media type of a body that is no JSON. */
  readonly bodyType?: string
  /** JSON answer; absent where the answer is a stream or empty. */
  readonly answer?: TSchema
  /** Media type of an answer that is no JSON. */
  readonly answerType?: string
  /** Who may ask beyond loopback: `open` needs no session. */
  readonly access: 'open' | 'officer' | 'administrator'
}

type Part<Schema> = Schema extends TSchema ? Static<Schema> : undefined

/** What a handler is given. */
export type Asked<Op extends Operation> = {
  readonly params: Part<Op['params']>
  readonly query: Part<Op['query']>
  readonly body: Part<Op['body']>
}

/** What a handler of a JSON operation gives. */
export type Answer<Op extends Operation> = Part<Op['answer']>

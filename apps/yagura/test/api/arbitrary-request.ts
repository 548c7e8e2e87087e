import fc, { type Arbitrary } from 'fast-check'
import type { Operation } from '../../src/api/contract/common.ts'

type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
}

/** What is asked of an operation: path and query as text, body as JSON. */
export type ArbitraryRequest = { readonly url: string; readonly body: unknown }

const mostItems = 5
const mostCharacters = 300

/** Text without lone surrogates, which cannot be sent. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}

function numbers(schema: Schema): Arbitrary<number> {
  const min = schema.minimum ?? schema.exclusiveMinimum ?? -1e6
  const max = schema.maximum ?? 1e6
  if (schema.type === 'integer') return fc.integer({ min, max })
  return fc.double({
    min,
    max,
    minExcluded: schema.exclusiveMinimum !== undefined,
    noNaN: true,
    noDefaultInfinity: true,
  })
}

function texts({ format, pattern, minLength = 0, maxLength = mostCharacters }: Schema): Arbitrary<string> {
  if (format === 'date-time') {
    const [min, max] = [new Date('1950-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z')]
    return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString())
  }
  if (pattern !== undefined) {
    // The one pattern of the contract with a lookahead, which fast-check cannot make: a path of the console.
    const path = fc.webPath().map((text) => `/a${text}`)
    const short = pattern.includes('(?!') ? path : fc.stringMatching(new RegExp(pattern))
    return short.filter((text) => text.length >= minLength && text.length <= maxLength)
  }
  // Units of whole characters: a lone surrogate cannot be sent.
  const unit = fc.constantFrom('grapheme', 'binary-ascii' as const, 'grapheme-composite')
  const limit = Math.min(maxLength, mostCharacters)
  return unit
    .chain((kind) => fc.string({ unit: kind as 'grapheme', minLength, maxLength: limit }))
    .map((text) => [...text].slice(0, Math.max(limit, minLength)).join(''))
}

/** Values that a JSON schema of the contract takes. */
function valid(given: object): Arbitrary<unknown> {
  const schema = given as Schema
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(valid))
  if (schema.type === 'object') {
    const members = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, valid(one)]))
    return fc.record(members, { requiredKeys: [...(schema.required ?? [])] })
  }
  if (schema.type === 'array') {
    const { minItems = 0, maxItems = mostItems, uniqueItems = false } = schema
    const length = { minLength: minItems, maxLength: Math.min(maxItems, minItems + mostItems) }
    const items = valid(schema.items ?? {})
    return uniqueItems ? fc.uniqueArray(items, { ...length, selector: JSON.stringify }) : fc.array(items, length)
  }
  if (schema.type === 'integer' || schema.type === 'number') return numbers(schema)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'string') return texts(schema)
  return schema.type === 'null' ? fc.constant(null) : fc.jsonValue()
}

const nasty = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    'null',
    '[object Object]',
    '../../etc/passwd',
    '%00',
    "' OR 1=1 --",
    '__proto__',
    '1e309',
  ),
  fc.constantFrom(
    '2024-02-30T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '=cmd()',
    '<script>',
    '☃\u202e',
  ),
  fc.string({ maxLength: 60 }),
)

/** Objects of the schema with members taken away, put in the place of others, or of wrong types. */
function damaged(schema: object): Arbitrary<unknown> {
  const { properties = {} } = schema as Schema
  const names = [...Object.keys(properties), '__proto__', 'extra', '']
  const changes = fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), nasty)), { maxLength: 3 })
  const edited = fc
    .tuple(valid(schema), changes)
    .map(([value, members]) =>
      typeof value === 'object' && value !== null ? Object.fromEntries([...Object.entries(value), ...members]) : value,
    )
  return fc.oneof({ weight: 4, arbitrary: edited }, { weight: 1, arbitrary: fc.jsonValue() })
}

/** A value as text: an object by its JSON, since it may have a `toString` of its own that is none. */
function plainText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function queryText(query: unknown): string {
  if (typeof query !== 'object' || query === null) return ''
  return Object.entries(query)
    .map(
      ([name, value]) => `${encodeURIComponent(wellFormed(name))}=${encodeURIComponent(wellFormed(plainText(value)))}`,
    )
    .join('&')
}

function pathText(url: string, params: unknown): string {
  const values: Readonly<Record<string, unknown>> = { ...(typeof params === 'object' ? params : {}) }
  return url.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(wellFormed(plainText(values[name] ?? 'x'))))
}

function requests(operation: Operation, member: (schema: object) => Arbitrary<unknown>): Arbitrary<ArbitraryRequest> {
  const params = operation.params === undefined ? fc.constant({}) : member(operation.params)
  const query = operation.query === undefined ? fc.constant({}) : member(operation.query)
  const body = operation.body === undefined ? fc.constant(undefined) : member(operation.body)
  return fc.tuple(params, query, body).map(([pathValues, queryValues, bodyValue]) => {
    const search = queryText(queryValues)
    return { url: `${pathText(operation.url, pathValues)}${search === '' ? '' : `?${search}`}`, body: bodyValue }
  })
}

/** Requests that the schemas of an operation take. */
export function validRequests(operation: Operation): Arbitrary<ArbitraryRequest> {
  return requests(operation, valid)
}

/** Requests of any kind: right, nearly right, and wrong. */
export function anyRequests(operation: Operation): Arbitrary<ArbitraryRequest> {
  return fc.oneof(requests(operation, valid), requests(operation, damaged))
}

/** Requests that are right but for one member that nothing names, in the query or in the body. */
export function requestsWithUnknownMember(operation: Operation): Arbitrary<ArbitraryRequest> {
  const name = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x-${wellFormed(text)}`)
  return fc
    .tuple(validRequests(operation), name, fc.boolean(), fc.jsonValue())
    .map(([request, unknown, inBody, value]) => {
      if (inBody && typeof request.body === 'object' && request.body !== null) {
        return { ...request, body: { ...request.body, [unknown]: value } }
      }
      const mark = request.url.includes('?') ? '&' : '?'
      return { ...request, url: `${request.url}${mark}${encodeURIComponent(unknown)}=1` }
    })
}

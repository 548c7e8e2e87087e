import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readSchemas, type SchemaReading } from '../../src/stix/json-schema/read-schemas.ts'
import { resolveReference } from '../../src/stix/json-schema/resolve-reference.ts'

type Verdicts = {
  readonly schema: unknown
  readonly values: readonly { readonly value: unknown; readonly valid: boolean }[]
}

const vectors = new URL('../../../../vectors/json-schema/verdicts.json', import.meta.url)
const verdicts: readonly Verdicts[] = JSON.parse(readFileSync(vectors, 'utf8'))
const manySteps = 100_000

function read(value: unknown, others: Readonly<Record<string, unknown>> = {}): SchemaReading | undefined {
  const files = Object.entries({ 'main.json': value, ...others })
  const documents = files.map(([name, one]) => ({ value: one, base: `schemas:///${name}` }))
  return readSchemas(documents, () => undefined)[0]
}

/** Places and words of what does not fit. */
function faultsOf(schema: unknown, value: unknown, others: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const reading = read(schema, others)
  if (reading?.ok !== true) return [reading?.reason ?? '']
  return reading.ask(value, manySteps).faults.map(({ place, message }) => `/${place.join('/')}: ${message}`)
}

describe('a schema', () => {
  test.each(verdicts)('judges as another implementation does: $schema', ({ schema, values }) => {
    const judged = values.map(({ value }) => faultsOf(schema, value).length === 0)
    expect(judged).toEqual(values.map(({ valid }) => valid))
  })

  test('tells the place of each fault', () => {
    const schema = {
      properties: { kept: { items: { required: ['name'], properties: { name: { type: 'string' } } } } },
      additionalProperties: false,
    }
    expect(faultsOf(schema, { kept: [{ name: 'a' }, {}, { name: 7 }], more: 1 })).toEqual([
      '/kept/1: “name” is required',
      '/kept/2/name: “7” is not of type string',
      '/more: “more” is no property of it',
    ])
  })

  test('that fits none of its forms tells what the nearest lacks', () => {
    const circle = { properties: { kind: { const: 'circle' } }, required: ['radius'] }
    const square = { properties: { kind: { const: 'square' }, side: { minimum: 0 } }, required: ['side'] }
    expect(faultsOf({ oneOf: [circle, square] }, { kind: 'square', side: -1 })).toEqual([
      '/side: “-1” is below 0 (it fits none of 2 forms; nearest)',
    ])
  })

  test('counts fractions of ten as they are written', () => {
    expect(faultsOf({ multipleOf: 0.01 }, 19.99)).toEqual([])
    expect(faultsOf({ multipleOf: 0.01 }, 19.995)).toHaveLength(1)
    expect(faultsOf({ multipleOf: 1e-300 }, 1e300)).toHaveLength(1)
  })

  test('takes members that every object has for none', () => {
    expect(faultsOf({ required: ['toString', '__proto__'] }, {})).toHaveLength(2)
    expect(faultsOf({ properties: { constructor: false } }, {})).toEqual([])
    expect(faultsOf({ const: { a: 1 } }, JSON.parse('{"__proto__":{"a":1}}'))).toHaveLength(1)
  })
})

describe('words and references', () => {
  test('reads the words of earlier drafts', () => {
    const schema = {
      definitions: { small: { maximum: 9 } },
      dependencies: { a: ['b'], c: { properties: { d: { $ref: '#/definitions/small' } } } },
    }
    expect(faultsOf(schema, { a: 1, c: 1, d: 10 })).toEqual(['/: “b” is required', '/d: “10” is above 9'])
    expect(faultsOf({ items: [{ type: 'string' }], additionalItems: false }, ['a', 1])).toEqual([
      '/1: is one more than may be',
    ])
  })

  test('leads to others by where they lie, by their $id, by an anchor, and with or without encryption', () => {
    const schema = {
      $id: 'https://example.org/schemas/main.json',
      properties: {
        near: { $ref: 'parts/text.json' },
        named: { $ref: 'http://example.com/number.json#whole' },
        own: { $ref: '#/$defs/a~1b' },
      },
      $defs: { 'a/b': { type: 'null' } },
    }
    const others = {
      'parts/text.json': { type: 'string' },
      'x.json': { $id: 'https://example.com/number.json', $defs: { whole: { $anchor: 'whole', type: 'integer' } } },
    }
    expect(faultsOf(schema, { near: 'a', named: 1, own: null }, others)).toEqual([])
    expect(faultsOf(schema, { near: 1, named: 'a', own: 1 }, others)).toHaveLength(3)
  })
})

describe('a schema that cannot be asked', () => {
  test.each([
    [
      'refers to what is not given',
      { $ref: 'http://example.org/other.json' },
      /refers to http:\/\/example\.org\/other\.json/,
    ],
    ['looks ahead', { pattern: '^(?!x)' }, /linear time/],
    [
      'has too many expressions',
      { allOf: Array.from({ length: 90 }, (_, at) => ({ pattern: `a{1000}b{1000}${at}cccccccccc` })) },
      /20000 characters/,
    ],
    ['names a type that there is not', { type: 'text' }, /“type”/],
    ['requires in the way of draft 3', { properties: { a: { required: true } } }, /“required”/],
    ['is text', { properties: { a: 'string' } }, /a schema is an object/],
    ['refers to what is only known when it runs', { $dynamicRef: '#a' }, /\$dynamicRef/],
    ['is nested too deep', JSON.parse(`${'{"not":'.repeat(5000)}{}${'}'.repeat(5000)}`), /deeper than 100/],
  ])('as it %s, is refused as a whole, and why', (_, schema, reason) => {
    const reading = read(schema)
    expect(reading).toMatchObject({ ok: false, reason: expect.stringMatching(reason) })
  })
})

/** Each form leads to two of the next: 2^60 ways. */
const branching = {
  allOf: [{ $ref: '#/$defs/f0' }],
  $defs: Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `f${at}`,
      at === 59 ? {} : { anyOf: [{ allOf: [{ $ref: `#/$defs/f${at + 1}` }, false] }, { $ref: `#/$defs/f${at + 1}` }] },
    ]),
  ),
}

describe('a schema that never comes to an end', () => {
  test.each([
    ['leads to itself', { $ref: '#' }, {}],
    ['leads to itself twice', { allOf: [{ $ref: '#' }, { $ref: '#' }] }, {}],
    ['branches at each step', branching, {}],
    [
      'asks expressions of a long text',
      { allOf: Array.from({ length: 300 }, () => ({ pattern: '(a{1000}){1}(a|aa)*$' })) },
      'a'.repeat(200_000),
    ],
  ])('%s: it is given up when its steps are spent', (_, schema, value) => {
    const reading = read(schema)
    const startMs = performance.now()
    const answer = reading?.ok === true ? reading.ask(value, manySteps) : undefined
    expect(answer?.isSpent).toBe(true)
    expect(performance.now() - startMs).toBeLessThan(2000)
  })
})

/** Source: RFC 3986 §5.4, of those with a path and a fragment. */
test.each([
  ['g:h', 'g:h'],
  ['g', 'http://a/b/c/g'],
  ['./g', 'http://a/b/c/g'],
  ['g/', 'http://a/b/c/g/'],
  ['/g', 'http://a/g'],
  ['//g', 'http://g'],
  ['#s', 'http://a/b/c/d;p#s'],
  ['g#s', 'http://a/b/c/g#s'],
  ['', 'http://a/b/c/d;p'],
  ['.', 'http://a/b/c/'],
  ['..', 'http://a/b/'],
  ['../g', 'http://a/b/g'],
  ['../..', 'http://a/'],
  ['../../../g', 'http://a/g'],
])('%s is resolved to %s', (reference, address) => {
  expect(resolveReference(reference, 'http://a/b/c/d;p')).toBe(address)
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkStix, checksNamed, readSchemaFiles } from '../../src/index.ts'

type Vector = {
  readonly instance: unknown
  readonly valid: boolean
  readonly strict: boolean | null
  readonly disabled: readonly string[] | string | null
  readonly enabled: readonly string[] | string | null
  readonly strict_types: boolean | null
  readonly strict_properties: boolean | null
  readonly test: string
}

const folder = sharedData('cyber/stix')
const vectors: readonly Vector[] =
  folder === undefined ? [] : JSON.parse(readFileSync(join(folder, 'validator_vectors.json'), 'utf8'))

const grade = 'extension-definition--993ce403-6fdd-4efa-8279-31cf2d91b1c8'
const foo = 'extension-definition--d83fce45-ef58-4c6c-a3f4-1fbc32e98c6e'
/** What the suite of the validator gives it by its option for additional schemas, laid out as there: by extension, and by type. */
const additional = readSchemaFiles([
  {
    path: `${grade}.json`,
    value: {
      properties: { grade: { type: 'string', pattern: '^[ABCDF]$' }, extensions: { type: 'object' } },
      required: ['grade', 'extensions'],
    },
  },
  {
    path: 'file.json',
    value: { properties: { extensions: { patternProperties: { [`^${foo}$`]: { required: ['foo_value'] } } } } },
  },
])
const schemas = additional.ok ? additional.schemas : undefined
/** Vectors that the suite asks with those schemas. */
const withSchemas = new Set([61, 62, 149])

function checks(words: Vector['disabled']): ReadonlySet<string> {
  return new Set((Array.isArray(words) ? words : []).flatMap((word) => checksNamed(word) ?? []))
}

function judge(vector: Vector, isWithSchemas: boolean): boolean {
  return checkStix(vector.instance, {
    isStrict: vector.strict === true,
    hasStrictTypes: vector.strict_types === true,
    hasStrictProperties: vector.strict_properties === true,
    disabled: checks(vector.disabled),
    enabled: checks(vector.enabled),
    ...(isWithSchemas && schemas !== undefined ? { schemas } : {}),
  }).isValid
}

describe.skipIf(folder === undefined)('objects as the validator of OASIS judges them', () => {
  test('there are 262', () => {
    expect(vectors).toHaveLength(262)
  })

  test.each(vectors.map((vector, index) => ({ ...vector, index })))('$index $test: $valid', (vector) => {
    expect(judge(vector, withSchemas.has(vector.index))).toBe(vector.valid)
  })

  test('what the additional schemas ask for is told where it is missing, and a grade of theirs is let be', () => {
    const asked = (index: number, members: object = {}) =>
      checkStix(
        { ...(vectors[index]?.instance ?? {}), ...members },
        schemas === undefined ? {} : { schemas },
      ).issues.flatMap(({ severity, code, path, section }) => (severity === 'error' ? [{ code, path, section }] : []))
    expect(asked(61)).toEqual([{ code: 'schema', path: '', section: '7.3' }])
    expect(asked(62)).toEqual([{ code: 'schema', path: 'grade', section: '7.3' }])
    expect(asked(62, { grade: 'A' })).toEqual([])
    expect(asked(149)).toEqual([{ code: 'schema', path: `extensions.${foo}`, section: 'file.json' }])
  })
})

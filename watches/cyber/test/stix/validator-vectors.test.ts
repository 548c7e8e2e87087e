import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkStix, checksNamed } from '../../src/index.ts'

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

/**
 * Judged by JSON schemas of extensions that only the suite of the validator has: a property “grade” of one letter, a “foo_value”.
 * Nothing in the object says so.
 */
const bySchemasOfTheSuite = new Set([61, 62, 149])

function checks(words: Vector['disabled']): ReadonlySet<string> {
  return new Set((Array.isArray(words) ? words : []).flatMap((word) => checksNamed(word) ?? []))
}

function judge(vector: Vector): boolean {
  return checkStix(vector.instance, {
    isStrict: vector.strict === true,
    hasStrictTypes: vector.strict_types === true,
    hasStrictProperties: vector.strict_properties === true,
    disabled: checks(vector.disabled),
    enabled: checks(vector.enabled),
  }).isValid
}

describe.skipIf(folder === undefined)('objects as the validator of OASIS judges them', () => {
  test('there are 262', () => {
    expect(vectors).toHaveLength(262)
  })

  test.each(vectors.map((vector, index) => ({ ...vector, index })))('$index $test: $valid', (vector) => {
    if (bySchemasOfTheSuite.has(vector.index)) expect([judge(vector), vector.valid]).toEqual([true, false])
    else expect(judge(vector)).toBe(vector.valid)
  })
})

import { expect, test } from 'vitest'
import { flatFields } from '../../src/detect/log-event.ts'

const fieldsOf = (json: string) => Object.fromEntries(flatFields(JSON.parse(json)))

test('nested and dotted names are the same field', () => {
  expect(fieldsOf('{"id":{"orig_h":"192.0.2.1"},"id.orig_h":"192.0.2.2"}')).toEqual({
    id: [],
    'id.orig_h': ['192.0.2.1', '192.0.2.2'],
  })
})

test('a list of objects gives the values of each', () => {
  expect(fieldsOf('{"answers":[{"rdata":"192.0.2.1"},{"rdata":"192.0.2.2"}]}')).toEqual({
    answers: [],
    'answers.rdata': ['192.0.2.1', '192.0.2.2'],
  })
})

test('what is there without a value keeps its name', () => {
  expect(fieldsOf('{"a":null,"b":[],"c":{}}')).toEqual({ a: [null], b: [], c: [] })
})

test('nesting beyond reason is cut, and does not fail', () => {
  expect(flatFields(JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`)).size).toBe(64)
})

import { expect, test } from 'vitest'
import { pageOf } from '../../src/cases/part/target-page.ts'
import { subjectOf } from '../../src/partners/release/subject.ts'

test('a link of a case leads to pages of this console and nowhere else, whoever wrote it', () => {
  expect(pageOf({ type: 'alert', id: '01J' })).toBe('/a/01J')
  expect(pageOf({ type: 'record', id: 'a'.repeat(64) })).toBe(`/r/${'a'.repeat(64)}`)
  expect(pageOf({ type: 'satellite', id: '25544', path: '/space?sel=25544' })).toBe('/space?sel=25544')
  for (const path of ['//evil.example', 'https://evil.example', 'javascript:alert(1)', '/\\evil.example', ''])
    expect(pageOf({ type: 'url', id: 'x', path })).toBeUndefined()
  expect(pageOf({ type: 'record', id: '../settings' })).toBeUndefined()
  expect(pageOf({ type: 'url', id: 'https://evil.example' })).toBeUndefined()
})

test('a part of a case is released under an address of its own', () => {
  expect(subjectOf(new URLSearchParams('case-part=jp.example/01J'))).toEqual({
    kind: 'case-part',
    id: 'jp.example/01J',
  })
})

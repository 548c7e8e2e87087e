import { expect, test } from 'vitest'
import { fieldRows, isWithin, toggleField } from '../../src/partners/release/fields.ts'

const source = { title: 'x', approach: { primary: { id: 1, name: 'A' }, rtnKm: [1, 2] }, 'a/b~c': 0 }

test('every member of the source is a row, with what leaves told from what is left out', () => {
  const sent = { title: 'x', approach: { primary: { id: 1 } }, 'a/b~c': 0 }
  expect(fieldRows(source, sent).map(({ pointer, leaves, depth }) => [pointer, leaves, depth])).toEqual([
    ['/title', true, 0],
    ['/approach', true, 0],
    ['/approach/primary', true, 1],
    ['/approach/primary/id', true, 2],
    ['/approach/primary/name', false, 2],
    ['/approach/rtnKm', false, 1],
    ['/a~1b~0c', true, 0],
  ])
})

test('with an object all that it holds is left out', () => {
  const rows = fieldRows(source, { title: 'x' })
  expect(rows.filter(({ leaves }) => leaves).map(({ name }) => name)).toEqual(['title'])
})

test('a list is one value, and text stands as it is signed', () => {
  const rows = fieldRows(source, source)
  expect(rows.find(({ name }) => name === 'rtnKm')?.value).toBe('[1,2]')
  expect(rows.find(({ name }) => name === 'title')?.value).toBe('"x"')
  expect(rows.find(({ name }) => name === 'approach')?.value).toBeUndefined()
})

test('what is no object has no members', () => {
  for (const value of [null, undefined, 3, 'x', [1]]) expect(fieldRows(value, value)).toEqual([])
})

test('an object takes the place of the members that were left out of it, and a second tick takes it in again', () => {
  const some = toggleField(toggleField([], '/approach/primary/name'), '/title')
  expect(some).toEqual(['/approach/primary/name', '/title'])
  const whole = toggleField(some, '/approach')
  expect(whole).toEqual(['/approach', '/title'])
  expect(toggleField(whole, '/approach')).toEqual(['/title'])
})

test('a member whose name begins like another is not within it', () => {
  expect(isWithin('/approach/primary', ['/approach'])).toBe(true)
  expect(isWithin('/approachText', ['/approach'])).toBe(false)
})

import { describe, expect, test } from 'vitest'
import { createTypeAhead, findTyped, stepInList } from '../../src/components/table-keys.ts'
import {
  cellOfTsv,
  formatSort,
  holdOrder,
  parseSort,
  sortRows,
  tableAsTsv,
  toggleSort,
} from '../../src/components/table-order.ts'

describe('sorting', () => {
  const rows = [
    { id: 'a', km: 3 },
    { id: 'b', km: undefined },
    { id: 'c', km: 1 },
    { id: 'd', km: 3 },
  ]
  const value = (row: (typeof rows)[number], column: string) => (column === 'km' ? row.km : row.id)
  const ids = (sort: string) => sortRows(rows, parseSort(sort), value).map((row) => row.id)

  test('leaves equal rows in their order and unknown ones last, both ways', () => {
    expect(ids('km')).toEqual(['c', 'a', 'd', 'b'])
    expect(ids('km:desc')).toEqual(['a', 'd', 'c', 'b'])
  })

  test('goes by further columns where the first is equal', () => {
    expect(ids('km,id:desc')).toEqual(['c', 'd', 'a', 'b'])
  })

  test('takes three columns at most from an address', () => {
    expect(formatSort(parseSort('a,b:desc,c,d'))).toBe('a,b:desc,c')
    expect(parseSort(null)).toEqual([])
  })

  test('turns a column from ascending to descending to none', () => {
    const once = toggleSort([], 'km', false)
    const twice = toggleSort(once, 'km', false)
    expect([formatSort(once), formatSort(twice), formatSort(toggleSort(twice, 'km', false))]).toEqual([
      'km',
      'km:desc',
      '',
    ])
  })

  test('adds a column beside the others with Shift', () => {
    expect(formatSort(toggleSort(parseSort('km:desc'), 'id', true))).toBe('km:desc,id')
  })
})

test('rows under the pointer keep their place and new ones are counted', () => {
  const held = holdOrder([{ id: 'x' }, { id: 'b' }, { id: 'a' }], ['a', 'gone', 'b'], (row) => row.id)
  expect(held.rows.map((row) => row.id)).toEqual(['a', 'b'])
  expect(held.waiting).toBe(1)
})

test('keys move within a list and stop at its ends', () => {
  expect(stepInList('ArrowDown', 9, 10, 5)).toBe(9)
  expect(stepInList('PageUp', 3, 10, 5)).toBe(0)
  expect(stepInList('End', 0, 10, 5)).toBe(9)
  expect(stepInList('x', 0, 10, 5)).toBeUndefined()
})

test('letters typed together find the next row that begins with them', () => {
  const typeAhead = createTypeAhead()
  const rows = ['ISS', 'HIMAWARI', 'IGS 1', 'IGS 2']
  expect(typeAhead.type('I', 0)).toBe('i')
  expect(findTyped(rows, 0, 'i', (row) => row)).toBe(2)
  expect(typeAhead.type('S', 100)).toBe('is')
  expect(findTyped(rows, 2, 'is', (row) => row)).toBe(0)
  expect(typeAhead.type('H', 5000)).toBe('h')
  expect(findTyped(rows, 0, 'zz', (row) => row)).toBeUndefined()
})

test('a copied table has mode and marking before it and in each row', () => {
  expect(tableAsTsv(['No.', 'Name'], [['1', 'A']], ['SIMULATED', 'LEVEL 1'])).toBe(
    'SIMULATED\tLEVEL 1\nNo.\tName\t\n1\tA\tSIMULATED\tLEVEL 1',
  )
})

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-12.5', '-12.5'],
  ['+3.1e-3', '+3.1e-3'],
  ['a\tb\nc', 'a b c'],
])('a cell %j is copied as %j, which no spreadsheet calculates', (cell, copied) => {
  expect(cellOfTsv(cell)).toBe(copied)
})

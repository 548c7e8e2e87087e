import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCsvReader } from '../src/index.ts'

type Table = { header: readonly string[]; rows: { line: number; values: (string | undefined)[] }[]; problems: number[] }

function readTable(text: string, pieceBytes: number = 4096): Table {
  const table: Table = { header: [], rows: [], problems: [] }
  const reader = createCsvReader({
    header(columns) {
      table.header = columns
      return true
    },
    row: (row) => table.rows.push({ line: row.line, values: table.header.map((column) => row.get(column)) }),
    problem: (line) => table.problems.push(line),
  })
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.write(bytes.subarray(at, at + pieceBytes))
  reader.end()
  return table
}

describe('a CSV table', () => {
  test('has fields with commas, quotes and line ends in quotes', () => {
    const table = readTable('a,b\r\n"x, ""y""","two\r\nlines"\r\n\r\n1,\r\n')
    expect(table.rows).toEqual([
      { line: 2, values: ['x, "y"', 'two\nlines'] },
      { line: 5, values: ['1', ''] },
    ])
    expect(table.problems).toEqual([])
  })

  test.each([
    ['"open,2\n3,4\n5,6\n', [2]],
    ['"open\n3,4\n5,6', [2]],
    ['1"2,3\n3,4\n5,6\n', [2]],
    ['"1"2,3\n3,4\n5,6\n', [2]],
    ['1\n3,4\n5,6\n', [2]],
    ['1,2,3\n3,4\n5,6\n', [2]],
  ])('loses one row to damage: %j', (rows, problems) => {
    const table = readTable(`a,b\n${rows}`)
    expect(table.problems).toEqual(problems)
    expect(table.rows.map(({ values }) => values)).toEqual([
      ['3', '4'],
      ['5', '6'],
    ])
  })

  test('comes back from its own print, in pieces of any size', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', ' ', 'é', '塔'), maxLength: 6 })
    const rows = fc.array(fc.tuple(field, field, field), { maxLength: 5 })
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 20 }), (values, pieceBytes) => {
        const printed = values.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
        const table = readTable(`a,b,c\n${printed.map((row) => `${row}\n`).join('')}`, pieceBytes)
        expect(table.rows.map((row) => row.values)).toEqual(values)
        expect(table.problems).toEqual([])
      }),
    )
  })
})

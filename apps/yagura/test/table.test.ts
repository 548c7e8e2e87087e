import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTable, type TableFormat } from '../src/cli/table.ts'

function printed(
  format: TableFormat,
  columns: readonly string[],
  rows: Parameters<ReturnType<typeof createTable>>[0][],
) {
  let text = ''
  const row = createTable(columns, format, (line) => {
    text += line
  })
  for (const cells of rows) row(cells)
  return text
}

test('a CSV table starts with its header, even without rows', () => {
  expect(printed('csv', ['id', 'time'], [])).toBe('id,time\n')
})

test('an ndjson row is one object with the same names as the CSV header', () => {
  expect(printed('ndjson', ['id', 'time'], [[25544, '2024-07-05T00:00:00.000000Z']])).toBe(
    '{"id":25544,"time":"2024-07-05T00:00:00.000000Z"}\n',
  )
})

test('an absent value is an empty CSV cell and null in ndjson', () => {
  expect(printed('csv', ['a', 'b'], [[undefined, Number.NaN]])).toBe('a,b\n,\n')
  expect(printed('ndjson', ['a', 'b'], [[undefined, Number.NaN]])).toBe('{"a":null,"b":null}\n')
})

test('a list is joined by semicolons in CSV and is an array in ndjson', () => {
  expect(printed('csv', ['a'], [[[1.5, 2]]])).toBe('a\n1.5;2\n')
  expect(printed('ndjson', ['a'], [[[1.5, 2]]])).toBe('{"a":[1.5,2]}\n')
})

test('text with a comma, a quote or a line break is quoted (RFC 4180 §2.5–2.7)', () => {
  expect(printed('csv', ['a', 'b', 'c'], [['x,y', 'say "no"', 'two\nlines']])).toBe(
    'a,b,c\n"x,y","say ""no""","two\nlines"\n',
  )
})

test('every finite double reads back as the same double in both forms', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const fromCsv = Number(printed('csv', ['x'], [[value]]).split('\n')[1])
      const fromJson: unknown = JSON.parse(printed('ndjson', ['x'], [[value]])).x
      expect(fromCsv === value && fromJson === value).toBe(true)
    }),
  )
})

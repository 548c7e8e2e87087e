import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createElementSetReader, type RecordProblem } from '../src/index.ts'
import { csvHeader, goesKvn, starletteXml, vanguardCsv, vanguardJson, vanguardLines } from './published.ts'
import { readAll } from './read-all.ts'

const tle = `${vanguardLines.join('\n')}\n`
const mebibyte = 1_048_576

/** Reads a start, then the same filler over and over, then an end, without ever holding the whole. */
function readLong(
  start: string,
  filler: string,
  mebibytes: number,
  end: string,
): { ids: number[]; problems: RecordProblem[] } {
  const ids: number[] = []
  const problems: RecordProblem[] = []
  const reader = createElementSetReader('long', {
    elementSet: (set) => ids.push(set.id),
    problem: (problem) => problems.push(problem),
  })
  const encoder = new TextEncoder()
  reader.write(encoder.encode(start))
  const piece = encoder.encode(filler.repeat(Math.ceil(mebibyte / filler.length)))
  for (let count = 0; count < mebibytes; count += 1) reader.write(piece)
  reader.write(encoder.encode(end))
  reader.end()
  return { ids, problems }
}

describe('a file that holds no element sets', () => {
  test.each([
    ['an empty file', new Uint8Array(0), 'the file is empty'],
    ['blank lines', new TextEncoder().encode('\n \r\n\n'), 'the file is empty'],
    ['a byte order mark alone', Uint8Array.of(0xef, 0xbb, 0xbf), 'the file is empty'],
    [
      'random bytes',
      Uint8Array.from({ length: 100_000 }, (_byte, index) => (index * index * 31 + index * 7) % 256),
      'binary',
    ],
    ['a gzip archive', new Uint8Array(gzipSync(tle)), 'gzip'],
    ['prose', new TextEncoder().encode('No GP data found\n'), 'No GP data found'],
    ['a long text', new TextEncoder().encode('neither nor\n'.repeat(20_000)), 'not a TLE or OMM file'],
    ['another table', new TextEncoder().encode('id,radius_m\n5,2\n'), 'not a TLE or OMM file'],
  ])('is one clear problem: %s', (_what, bytes, reason) => {
    const { sets, problems } = readAll(bytes)
    expect(sets).toEqual([])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ file: 'test', line: 1, field: 'record' })
    expect(problems[0]?.reason).toContain(reason)
  })

  test('is not taken for many problems where binary data follow good records', () => {
    const { sets, problems } = readAll(`${tle.repeat(8)}${'\u0001\u0002 binary\n'.repeat(1000)}${tle}`)
    expect([sets.length, problems.length]).toEqual([9, 1])
  })

  test('is not taken for binary where one byte of a record is damaged', () => {
    const { sets, problems } = readAll(`${tle.replace('U', '\u0001')}${tle}`)
    expect([sets.length, problems.length]).toEqual([1, 1])
  })
})

describe('a record without end', () => {
  test.each([
    ['a line of a TLE', tle, 'x', `\n${tle}`, 5],
    ['a line of CSV', `${csvHeader}\n${vanguardCsv}\n`, 'x', `\n${vanguardCsv}\n`, 5],
    ['a quoted field of CSV', `${csvHeader}\n${vanguardCsv}\n"`, 'x\n', `\n${vanguardCsv}\n`, 5],
    ['a string in JSON', `[${vanguardJson},{"X":"`, 'x', `"},${vanguardJson}]`, 5],
    ['a member in JSON', `[${vanguardJson},{"X":`, '1', `},${vanguardJson}]`, 5],
    ['an element in XML', `<ndm>${starletteXml}<omm><X>`, 'x', `</X></omm>${starletteXml}</ndm>`, 7646],
    ['a line of KVN', `${goesKvn}${goesKvn}COMMENT `, 'x', `\n${goesKvn}`, 23_581],
  ])('is one problem, and the record behind it is read: %s', (what, start, filler, end, id) => {
    const { ids, problems } = readLong(start, filler, 4, end)
    expect(ids).toEqual([id, id])
    // Every line of an unclosed quoted field is a row of its own, and none of them fits.
    if (what !== 'a quoted field of CSV') expect(problems).toHaveLength(1)
    else expect(problems.length).toBeGreaterThan(1)
  })

  test('of 200 MiB takes no more memory than one of 4 MiB', () => {
    const before = process.memoryUsage().arrayBuffers
    const { ids, problems } = readLong(tle, 'y', 200, `\n${tle}`)
    expect([ids, problems.length]).toEqual([[5, 5], 1])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * mebibyte)
  })
})

describe('a file that is cut', () => {
  test.each([
    ['TLE', `${tle}${tle}`, 2],
    ['JSON', `[${vanguardJson},\n${vanguardJson}]`, 1],
    ['XML', `<ndm>${starletteXml}\n${starletteXml}</ndm>`, 1],
    ['CSV', `${csvHeader}\n${vanguardCsv}\n${vanguardCsv}`, 1],
    ['KVN', `${goesKvn}${goesKvn}`, 1],
  ])('anywhere in its second record tells so and keeps the first: %s', (format, content, untold) => {
    const half = content.lastIndexOf(
      { TLE: '1 0', JSON: '{', XML: '<omm', CSV: 'VANG', KVN: 'CCSDS_OMM' }[format] ?? '',
    )
    for (let length = half + 1; length < content.length - untold; length += 1) {
      const { sets, problems } = readAll(content.slice(0, length))
      expect(sets.length, `cut at ${length}`).toBeGreaterThanOrEqual(1)
      // A number that is cut inside its last digits is a shorter number: no reader can tell.
      const cutInLastNumber = (format === 'KVN' || format === 'CSV') && length > content.length - 4
      if (!cutInLastNumber) expect(problems.length, `cut at ${length}`).toBe(1)
    }
  })
})

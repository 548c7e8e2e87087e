import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ElementSet } from '../src/index.ts'
import { csvHeader, goesKvn, starletteXml, vanguardCsv, vanguardJson, vanguardLines } from './published.ts'
import { type Reading, readAll, valuesOf } from './read-all.ts'

const jsonLine = JSON.stringify(JSON.parse(vanguardJson))
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A file of three records in each layout, where an oracle can find a record again by its line. */
const files = {
  tle: `${`${vanguardLines.join('\n')}\n`.repeat(3)}`,
  '3le': `${`0 VANGUARD 1\n${vanguardLines.join('\n')}\n`.repeat(3)}`,
  csv: `${csvHeader}\n${`${vanguardCsv}\n`.repeat(3)}`,
  ndjson: `${jsonLine}\n`.repeat(3),
  json: `[${vanguardJson},\n${vanguardJson},\n${vanguardJson}]\n`,
  kvn: goesKvn.repeat(3),
  xml: `<ndm>\n${`${starletteXml}\n`.repeat(3)}</ndm>\n`,
} as const

type Layout = keyof typeof files
const layouts = ['tle', '3le', 'csv', 'ndjson', 'json', 'kvn', 'xml'] as const

/** One piece of damage to bytes. */
const damage: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc
  .record({
    kind: fc.constantFrom('flip', 'delete', 'insert', 'swap', 'truncate', 'blank', 'exchange'),
    at: fc.double({ min: 0, max: 0.999999, noNaN: true }),
    other: fc.double({ min: 0, max: 0.999999, noNaN: true }),
    bit: fc.integer({ min: 0, max: 7 }),
    byte: fc.constantFrom(...encoder.encode('0159-+. ,"{}[]<>/=:eEA\n\r\t#x'), 0, 0xff),
    length: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ kind, at, other, bit, byte, length }) => (bytes) => {
    const from = Math.floor(at * bytes.length)
    const to = Math.floor(other * bytes.length)
    const list = [...bytes]
    if (kind === 'flip') list[from] = (list[from] ?? 0) ^ (1 << bit)
    else if (kind === 'delete') list.splice(from, length)
    else if (kind === 'insert') list.splice(from, 0, byte)
    else if (kind === 'swap') [list[from], list[from + 1]] = [list[from + 1] ?? 10, list[from] ?? 10]
    else if (kind === 'truncate') list.length = from
    else if (kind === 'blank') list.fill(32, from, from + length)
    else {
      const moved = list.slice(from, from + length)
      list.splice(from, moved.length, ...list.slice(to, to + moved.length))
    }
    return Uint8Array.from(list)
  })

const pristine = new Map(layouts.map((layout) => [layout, readAll(files[layout])]))

function damaged(layout: Layout, damages: readonly ((bytes: Uint8Array) => Uint8Array)[]): Uint8Array {
  return damages.reduce<Uint8Array>((bytes, apply) => apply(bytes), encoder.encode(files[layout]))
}

describe('damaged bytes', () => {
  test.each(layouts)('never throw, and no record is lost without a problem: %s', (layout) => {
    expect(pristine.get(layout)).toMatchObject({ sets: { length: 3 }, problems: [] })
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        const { sets, problems } = readAll(damaged(layout, damages))
        const whole = sets.length >= 3 || problems.length > 0
        // Cutting whole records off the end of TLE, CSV, NDJSON and KVN leaves a shorter but sound file.
        expect(whole || isSoundPrefix(layout, damaged(layout, damages))).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  test.each(layouts)('in pieces of any size give the same records and problems: %s', (layout) => {
    fc.assert(
      fc.property(fc.array(damage, { maxLength: 2 }), fc.integer({ min: 1, max: 200 }), (damages, pieceBytes) => {
        const bytes = damaged(layout, damages)
        expect(readAll(bytes, pieceBytes)).toEqual(readAll(bytes))
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    'tle',
    '3le',
    'csv',
    'ndjson',
    'kvn',
  ] as const)('give no value that the text does not state: %s', (layout) => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 2 }), (damages) => {
        const bytes = damaged(layout, damages)
        for (const set of readAll(bytes).sets)
          expect(numbersOf(set)).toEqual(statedNumbers(layout, decoder.decode(bytes), set))
      }),
      { numRuns: 400 },
    )
  })
})

describe('damage', () => {
  test('of a TLE whose checksum no longer holds is a problem, and the values are never delivered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 139 }), fc.integer({ min: 0, max: 9 }), (at, digit) => {
        const text = files.tle
        const was = text[at] ?? ''
        fc.pre(/[-0-9]/.test(was) && Number(was === '-' ? 1 : was) !== digit && at % 70 !== 0)
        const { sets, problems } = readAll(`${text.slice(0, at)}${digit}${text.slice(at + 1)}`)
        expect([sets.length, problems.length]).toEqual([2, 1])
      }),
    )
  })

  test('of any kind is refused or read, never thrown over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(outcomes(readAll(bytes))).toBeGreaterThan(0)
      }),
    )
    const tokens = fc.constantFrom(
      '1 ',
      '2 ',
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '<omm',
      '</omm>',
      '<!--',
      '-->',
      '<ndm>',
      '\n',
      'EPOCH',
      '=',
    )
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (parts, pieceBytes) => {
        const reading = readAll(parts.join(''), pieceBytes)
        expect(reading).toEqual(readAll(parts.join('')))
      }),
    )
  })
})

function outcomes({ sets, problems }: Reading): number {
  return sets.length + problems.length
}

function isSoundPrefix(layout: Layout, bytes: Uint8Array): boolean {
  const text = decoder.decode(bytes)
  return layout !== 'json' && layout !== 'xml' && files[layout].startsWith(text.trimEnd())
}

/** The element set's numbers by OMM keyword. */
function numbersOf(set: ElementSet): Record<string, number> {
  const values = valuesOf(set)
  return {
    NORAD_CAT_ID: values.id,
    MEAN_MOTION: values.meanMotionRevPerDay,
    ECCENTRICITY: values.eccentricity,
    INCLINATION: values.inclinationDeg,
    RA_OF_ASC_NODE: values.rightAscensionDeg,
    ARG_OF_PERICENTER: values.argumentOfPerigeeDeg,
    MEAN_ANOMALY: values.meanAnomalyDeg,
    MEAN_MOTION_DOT: values.meanMotionDotRevPerDay2,
    REV_AT_EPOCH: values.revolutionAtEpoch,
  }
}

/** The same numbers, taken from the text at the element set's line by other means. */
function statedNumbers(layout: Layout, text: string, set: ElementSet): Record<string, number> {
  const lines = text.split('\n')
  const line = lines[set.origin.line - 1] ?? ''
  const stated = (keyword: string): string => {
    if (layout === 'csv')
      return (
        line.split(',')[
          (lines.find((each) => each.trim() !== '') ?? '')
            .replace(/^\uFEFF/, '')
            .replaceAll('"', '')
            .split(',')
            .findIndex((name) => name.trim() === keyword)
        ] ?? '0'
      )
    if (layout === 'ndjson') return String(firstObject(lines.slice(set.origin.line - 1).join('\n'))[keyword] ?? 0)
    const rest = lines.slice(set.origin.line - 1).find((each) => each.trim().split(/\s*=/)[0] === keyword)
    return rest?.split('=')[1]?.replace(/\[.*/, '') ?? '0'
  }
  if (layout !== 'tle' && layout !== '3le') {
    return Object.fromEntries(
      Object.keys(numbersOf(set)).map((keyword) => [keyword, Number(stated(keyword).replaceAll('"', '')) + 0]),
    )
  }
  const [one = '', two = ''] = lines.slice(set.origin.line - 1).filter((each) => /^[12] /.test(each))
  const columns = (from: number, to: number): number => Number(two.slice(from, to))
  return {
    NORAD_CAT_ID: Number(one.slice(2, 7)),
    MEAN_MOTION: columns(52, 63),
    ECCENTRICITY: Number(`.${two.slice(26, 33)}`),
    INCLINATION: columns(8, 16),
    RA_OF_ASC_NODE: columns(17, 25),
    ARG_OF_PERICENTER: columns(34, 42),
    MEAN_ANOMALY: columns(43, 51),
    MEAN_MOTION_DOT: Number(one.slice(33, 43)) + 0,
    REV_AT_EPOCH: columns(63, 68),
  }
}

/** The first flat object of a text that is valid JSON. */
function firstObject(text: string): Record<string, unknown> {
  for (let end = text.indexOf('}'); end >= 0; end = text.indexOf('}', end + 1)) {
    for (let start = text.lastIndexOf('{', end); start >= 0; start = text.lastIndexOf('{', start - 1)) {
      try {
        return JSON.parse(text.slice(start, end + 1))
      } catch {
        if (start === 0) break
      }
    }
  }
  return {}
}

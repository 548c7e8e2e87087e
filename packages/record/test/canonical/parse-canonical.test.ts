import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalBytes, parseCanonical } from '@yagura/record'
import { sharedData } from '@yagura/testkit'
import canonicalizeModule from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'

/** The package states its types as an ES module's and is a CommonJS one: what is imported is the function itself. */
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string
const jcs = sharedData('core/jcs')
const files = jcs === undefined ? [] : readdirSync(join(jcs, 'input')).map((name) => name.replace('.json', ''))
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function codeOf(line: Uint8Array): string {
  const answer = parseCanonical(line)
  return answer.ok ? 'taken' : answer.fault.code
}

test.skipIf(jcs === undefined)('the three files of the authors of RFC 8785 are there', () => {
  expect(files).toEqual(['arrays', 'structures', 'values'])
})

test.skipIf(jcs === undefined).each(files)(
  '%s of the authors of RFC 8785 becomes the bytes that they state',
  (name) => {
    const input: unknown = JSON.parse(readFileSync(join(jcs ?? '', 'input', `${name}.json`), 'utf8'))
    const output = readFileSync(join(jcs ?? '', 'output', `${name}.json`))
    const stated = readFileSync(join(jcs ?? '', 'outhex', `${name}.txt`), 'utf8').replaceAll(/\s/g, '')
    expect(Buffer.from(canonicalBytes(input)).toString('hex')).toBe(stated)
    expect(Buffer.from(canonicalBytes(input)).toString()).toBe(output.toString().trimEnd())
  },
)

test.skipIf(jcs === undefined).each(files)('the output of %s is taken as it stands, and its input is not', (name) => {
  const stated = readFileSync(join(jcs ?? '', 'outhex', `${name}.txt`), 'utf8').replaceAll(/\s/g, '')
  expect(codeOf(Buffer.from(stated, 'hex'))).toBe('taken')
  expect(codeOf(readFileSync(join(jcs ?? '', 'input', `${name}.json`)))).toBe('record/not-canonical')
})

test('what is written agrees with another implementation and is taken, for every JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = Buffer.from(canonicalBytes(value)).toString()
      expect(text).toBe(canonicalize(value))
    }),
    { numRuns: 2000, seed: 8785 },
  )
})

test('whatever is taken is the one canonical text of what it says', () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (text) => {
      const answer = parseCanonical(bytes(text))
      if (answer.ok) expect(Buffer.from(canonicalBytes(answer.value)).toString()).toBe(text)
    }),
    { numRuns: 2000, seed: 8785 },
  )
})

test('bytes without any order are refused or are canonical, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (line) => {
      const answer = parseCanonical(line)
      if (answer.ok) expect(canonicalBytes(answer.value)).toEqual(line)
    }),
    { numRuns: 5000, seed: 8785 },
  )
})

test.each([
  ['a BOM', '\ufeff{"a":1}', 'record/no-json'],
  ['white space before it', ' {"a":1}', 'record/not-canonical'],
  ['white space in it', '{"a": 1}', 'record/not-canonical'],
  ['a newline after it', '{"a":1}\n', 'record/not-canonical'],
  ['a member said twice', '{"a":1,"a":1}', 'record/not-canonical'],
  ['members in another order', '{"b":1,"a":1}', 'record/not-canonical'],
  ['members by code points and not by code units', '{"\ue000":1,"😀":1}', 'record/not-canonical'],
  ['minus zero', '[-0]', 'record/not-canonical'],
  ['a number with a needless digit', '[1.0]', 'record/not-canonical'],
  ['a number with a needless exponent', '[1e2]', 'record/not-canonical'],
  ['more digits than a double has', '[0.10000000000000001]', 'record/not-canonical'],
  ['an integer that is rounded', '[9007199254740993]', 'record/number'],
  ['an integer beyond ±(2^53 − 1)', '[9007199254740992]', 'record/number'],
  ['such an integer below zero', '[-9007199254740992]', 'record/number'],
  ['a number beyond all doubles', '[1e400]', 'record/number'],
  ['an escape of a letter that needs none', '["\\u0061"]', 'record/not-canonical'],
  ['an escaped solidus', '["\\/"]', 'record/not-canonical'],
  ['an escape in capitals', '["\\u001F"]', 'record/not-canonical'],
  ['a long escape where a short one exists', '["\\u000a"]', 'record/not-canonical'],
  ['half of a surrogate pair, escaped', '["\\ud800"]', 'record/text'],
  ['the other half as a name', '{"\\udfff":1}', 'record/text'],
  ['a member __proto__', '{"__proto__":1}', 'record/member'],
  ['a member constructor', '{"a":{"constructor":1}}', 'record/member'],
  ['a member prototype', '{"a":[{"prototype":1}]}', 'record/member'],
  ['two values', '{}{}', 'record/no-json'],
  ['nothing', '', 'record/no-json'],
  ['a number of another language', '[NaN]', 'record/no-json'],
  ['a comment', '{/**/}', 'record/no-json'],
  ['a comma too many', '[1,]', 'record/no-json'],
])('%s is refused', (_what, text, code) => {
  expect(codeOf(bytes(text))).toBe(code)
})

test.each([
  ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
  ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
  ['a cut end', [0x22, 0xe3, 0x81, 0x22]],
  ['a code point beyond the last', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
  ['UTF-16', [0xff, 0xfe, 0x22, 0x00, 0x22, 0x00]],
])('bytes that are not UTF-8 are refused: %s', (_what, line) => {
  expect(codeOf(Uint8Array.from(line))).toBe('record/utf8')
})

test('16 levels are taken and 17 are not, and 30,000 levels do no harm', () => {
  const nested = (depth: number) => bytes('['.repeat(depth) + ']'.repeat(depth))
  expect(codeOf(nested(16))).toBe('taken')
  expect(codeOf(nested(17))).toBe('record/depth')
  expect(codeOf(nested(30_000))).toBe('record/depth')
})

test('65,535 bytes are taken and 65,536 are not', () => {
  expect(codeOf(bytes(`"${'x'.repeat(65_533)}"`))).toBe('taken')
  expect(codeOf(bytes(`"${'x'.repeat(65_534)}"`))).toBe('record/size')
})

test('the largest integers, the least double and floats written with an exponent are taken', () => {
  for (const text of ['[9007199254740991]', '[-9007199254740991]', '[5e-324]', '[1e+30]', '[1e+21]', '[0]']) {
    expect(codeOf(bytes(text))).toBe('taken')
  }
})

test('a reason never repeats what was said', () => {
  const answer = parseCanonical(bytes('{"canary-name":"canary-text", "a":1}'))
  expect(JSON.stringify(answer)).not.toContain('canary')
})

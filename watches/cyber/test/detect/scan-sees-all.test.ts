import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDetector } from '../../src/detect/detector.ts'
import type { Hit } from '../../src/detect/hit.ts'
import type { Indicator, Sought } from '../../src/detect/indicator.ts'
import type { LogFormat } from '../../src/detect/log-event.ts'
import { createLogLineReader } from '../../src/detect/read-log-line.ts'
import { createBlockScan } from '../../src/detect/scan-block.ts'
import { stixIndicators } from '../../src/detect/stix-indicators.ts'

const nowMs = Date.UTC(2026, 10, 22)
const folder = sharedData('cyber/logs')

function indicatorOf(sought: Sought, index: number): Indicator {
  return { id: `i${index}`, rule: 'r', validFromMs: undefined, validUntilMs: undefined, sought: [sought] }
}

/** Hits by bytes, and hits of the same detector that is handed every line by `JSON.parse` and a split at newlines. */
function bothWays(text: string, format: LogFormat, indicators: readonly Indicator[], before: readonly string[] = []) {
  const make = () => createDetector({ indicators, isHarmless: () => undefined, nowMs })
  const reader = () => {
    const made = createLogLineReader({ format, log: 'log', nowMs })
    for (const line of before) made.read(line, 2)
    return made
  }
  const scan = createBlockScan(make(), format)(new TextEncoder().encode(text), reader(), 1)
  const plain = make()
  const lines = reader()
  const hits: Hit[] = []
  const problems: { line: number; reason: string }[] = []
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const event = lines.read(line, index + 1)
    if (typeof event === 'string') problems.push({ line: index + 1, reason: event })
    else if (event !== undefined) hits.push(...plain.judge(event))
  }
  return { scan, plain: { hits, problems, lines: text.split('\n').length - 1 } }
}

const words = [
  'evil.example', 'www.evil.example', 'EVIL.example.', 'xevil.example', 'evil.example.org', 'a@evil.example', 't.co',
  '198.51.100.7', '198.51.100.70', '198.51.100.7.', '010.0.0.1', '203.0.113.9', '2001:db8::1', '2001:DB8:0:0:0:0:0:1', '2001:db8::2:',
  '::ffff:198.51.100.7', '[2001:db8::1]:443', '198.51.100.7:80', 'http://evil.example/a?b=1', 'HTTP://Evil.Example:80/a?b=1#x', '/a?b=1',
  'd41d8cd98f00b204e9800998ecf8427e', 'D41D8CD98F00B204E9800998ECF8427E', '12345678901234567890123456789012', 'bücher.example',
  'http://u:p@evil.example.:8080/a', 'outside:198.51.100.7/443', 'outside:2001:db8::1/443', 'dmz:2001:db8:0:0:0:0:0:1/22', 'inside:2001:db8:0:0:0:0:0:1', 'fa:2001:db8::1', '2001:db8::1%eth0', '198.51.100.7#53', '2001:0DB8::0:CAFE', 'XN--BCHER-KVA.example', 'bücher.EXAMPLE.:443', '2001:db8::#53',
  'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709', 'da:39:a3:ee:5e:6b:4b:0d:32:55:bf:ef:95:60:18:90:af:d8:07:09', 'CN=evil.example,',
  'C:\\Windows\\evil.exe', 'evil.exe', '\u00a0evil.example', 'evil\u2028example', 'http://evil.example\u3000now', 'see\u3000evil.example', 'http://u@198.51.100.7/a', 'root@203.0.113.9',
  '10.0.0.1-198.51.100.7', '198.51.100.7-10.0.0.1', '«198.51.100.7»', '宛先203.0.113.9へ', '1.198.51.100.7', '198.51.100.7.1', 'x198.51.100.7', '198.51.100.7_', '_203.0.113.9', '203.0.113.9@x', '17:15:20.86', 'ok', '', '{', '}', '"', '#',
] // biome-ignore format: side by side
const soughtValues: readonly Sought[] = [
  { kind: 'value', value: 'evil.example', withSubdomains: false },
  { kind: 'value', value: 'Evil.Example.ORG', withSubdomains: true },
  { kind: 'value', value: 'a@evil.example', withSubdomains: false },
  { kind: 'value', value: 'bücher.example', withSubdomains: false },
  { kind: 'value', value: 'http://evil.example/a?b=1', withSubdomains: false },
  { kind: 'value', value: 'd41d8cd98f00b204e9800998ecf8427e', withSubdomains: false },
  { kind: 'value', value: '12345678901234567890123456789012', withSubdomains: false },
  { kind: 'value', value: 'da39a3ee5e6b4b0d3255bfef95601890afd80709', withSubdomains: false },
  { kind: 'network', value: '198.51.100.7' },
  { kind: 'network', value: '203.0.113.0/28' },
  { kind: 'network', value: '2001:db8::/64' },
]
const patterns = stixIndicators(
  [
    "[file:name = 'evil.exe']",
    "[url:value = 'http://evil.example/a?b=1' AND ipv4-addr:value = '198.51.100.7']",
    "[domain-name:value = 'BÜCHER.example' AND domain-name:value IN ('bücher.example', 'Evil.Example')]",
    "[url:value = 'HTTP://Evil.Example/a?b=1' AND url:value = 'http://evil.example:80/a?b=1']",
    "[file:hashes.MD5 = 'D41D8CD98F00B204E9800998ECF8427E' AND file:hashes.MD5 IN ('d41d8cd98f00b204e9800998ecf8427e')]",
    "[ipv6-addr:value = '2001:DB8:0000::cafe' AND ipv6-addr:value = '2001:db8::CAFE']",
  ].map((pattern, index) => ({ type: 'indicator', id: `indicator--${index}`, pattern })),
)
const indicators = [...soughtValues.map(indicatorOf), ...patterns.indicators]

const word = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 6 }))
const fieldText = fc.array(word, { maxLength: 3 }).map((parts) => parts.join(' '))
const leaf = fc.oneof(
  word,
  fieldText,
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt().map(String),
)
const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(word, leaf, { maxKeys: 2 }))
const name = fc.oneof(
  fc.constantFrom(
    'query',
    'md5',
    'url',
    'message',
    'host',
    'uri',
    'filename',
    'id.orig_h',
    'id.resp_h',
    'http',
    'hashes',
    'fingerprint',
    'subject',
    'url.domain',
    'url.path',
    'url.query',
    'url.port',
  ),
  word,
)
const escapedSomewhere = (json: string, at: number): string => {
  const letters = [...json.matchAll(/[a-z./](?=[^"\\]*")/gi)]
  const found = letters[at % (letters.length || 1)]
  if (found === undefined || json[found.index - 1] === '\\' || /\\u?[0-9a-f]{0,4}$/i.test(json.slice(0, found.index)))
    return json
  const code = found[0].charCodeAt(0).toString(16).padStart(4, '0')
  const escaped = found[0] === '/' && at % 2 === 0 ? '\\/' : `\\u${code}`
  return `${json.slice(0, found.index)}${escaped}${json.slice(found.index + 1)}`
}
const isStillJson = (json: string): boolean => {
  try {
    return typeof JSON.parse(json) === 'object'
  } catch {
    return false
  }
}
const object = fc
  .tuple(fc.array(fc.tuple(name, value), { maxLength: 5 }), fc.nat(), fc.constantFrom('', ' ', '\r'))
  .map(([members, at, end]) => {
    // Names may come twice: the last one counts.
    const json = `{${members.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join(',')}}`
    const escaped = escapedSomewhere(json, at)
    return `${isStillJson(escaped) ? escaped : json}${end}`
  })

/** Places of an address, and blanks beyond ASCII, on which both ways once disagreed; each line holds what is looked for. */
test.each([
  '{"url":"http://u@198.51.100.7/a"}',
  '{"message":"sshd: root@198.51.100.7 port 22"}',
  '{"message":"range: 10.0.0.1-198.51.100.7 denied"}',
  '{"message":"range: 203.0.113.9-10.0.0.1 denied"}',
  '{"message":"x: «203.0.113.9» port"}',
  '{"message":"宛先198.51.100.7へ"}',
  '{"msg":"see http://evil.example\u3000now"}',
  '{"msg":"接続先\u3000evil.example\u3000を拒否"}',
  '{"msg":"see\u00a0evil.example"}',
])('%s is found in both ways', (line) => {
  const lines = [soughtValues[0], soughtValues[4], soughtValues[8], soughtValues[9]].flatMap((one) => one ?? [])
  const host = { kind: 'value', value: 'http://evil.example', withSubdomains: false } as const
  const { scan, plain } = bothWays(`${line}\n`, 'json', [...lines, host].map(indicatorOf))
  expect(scan.hits).toEqual(plain.hits)
  expect(scan.hits).not.toEqual([])
})

describe('the scan of bytes finds what reading every line finds', () => {
  test('in JSON with escapes, other alphabets, nesting and names that come twice', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(object, fc.constantFrom('', 'no JSON', '{"cut":"of', '{bad}', '{"a": }', '{"a":}', '{}', '[1]')),
          { maxLength: 8 },
        ),
        (lines) => {
          const { scan, plain } = bothWays(`${lines.join('\n')}\n`, 'json', indicators)
          expect(scan.hits).toEqual(plain.hits)
          expect(scan.problems).toEqual(plain.problems)
          expect(scan.lines).toBe(plain.lines)
        },
      ),
      // Signs between words stand before an address, and no word does.
      { numRuns: 300, examples: [[['{"\\u0068ashes":[" fa:2001:db8::1"]}', '{"hashes":"(fa:2001:db8::1"}']]] },
    )
  })

  test('in columns with headers, escaped bytes and rows of wrong length', () => {
    const cell = fc
      .oneof(word, fc.constantFrom('-', '(empty)', '\\x65vil.example', 'a,evil.example'))
      .map((text) => text.replace(/[\t\n\r]/g, ' '))
    const row = fc.array(cell, { minLength: 2, maxLength: 3 }).map((cells) => cells.join('\t'))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), fc.constantFrom([], ['#fields\thost\tquery']), (rows, inside) => {
        const head = [
          '#separator \\x09',
          '#set_separator\t,',
          '#path\tdns',
          '#fields\tquery\thost\tanswers',
          '#types\tstring\tstring\tvector[string]',
        ]
        const { scan, plain } = bothWays(`${[...inside, ...rows].join('\n')}\n`, 'zeek', indicators, head)
        expect(scan.hits).toEqual(plain.hits)
        expect(scan.problems).toEqual(plain.problems)
        expect(scan.lines).toBe(plain.lines)
      }),
      { numRuns: 300 },
    )
  })

  test('in syslog', () => {
    fc.assert(
      fc.property(
        fc.array(
          fieldText.map((text) => text.replace(/\n/g, ' ')),
          { maxLength: 8 },
        ),
        (texts) => {
          const lines = texts.map((text) => `<34>Oct 11 22:14:15 host su[1]: ${text}`)
          const { scan, plain } = bothWays(`${lines.join('\n')}\n`, 'syslog', indicators)
          expect(scan.hits).toEqual(plain.hits)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe.skipIf(folder === undefined)('the scan of bytes finds in shared logs what reading every line finds', () => {
  test.each([
    ['zeek', 'zeek/dns.json.gz', 53_615],
    ['zeek', 'zeek/weird.json.gz', 24_202],
    ['zeek', 'zeek/notice.json.gz', 207],
    ['zeek', 'zeek/known_services.json.gz', 1579],
    ['eve', 'suricata/eve-fileinfo.json', 1],
  ] as const)('%s %s', (format, file, lines) => {
    const bytes = readFileSync(join(folder ?? '', file))
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
    const sought = [...text.matchAll(/"(?:query|id\.resp_h|host|hostname)":"([^"\\]+)"/g)].map(
      ([, found = '']) => found,
    )
    const rare = [...new Set(sought)].filter((_, index) => index % 40 === 0)
    const all = rare.map((found, index) =>
      indicatorOf(
        /^[\d.]+$/.test(found)
          ? { kind: 'network', value: found }
          : { kind: 'value', value: found, withSubdomains: index % 2 === 0 },
        index,
      ),
    )
    const { scan, plain } = bothWays(text.endsWith('\n') ? text : `${text}\n`, format, all)
    expect(scan.lines).toBe(lines)
    expect(scan.hits.length).toBeGreaterThan(0)
    expect(scan.hits).toEqual(plain.hits)
    expect(scan.problems).toEqual(plain.problems)
  })
})

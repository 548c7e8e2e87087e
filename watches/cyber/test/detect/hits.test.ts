import { describe, expect, test } from 'vitest'
import { createDetector } from '../../src/detect/detector.ts'
import { groupKey, withHit } from '../../src/detect/hit-group.ts'
import type { Indicator } from '../../src/detect/indicator.ts'
import { createLogLineReader } from '../../src/detect/read-log-line.ts'
import { stixIndicators } from '../../src/detect/stix-indicators.ts'
import { createIndicatorTable } from '../../src/detect/table-indicators.ts'
import { createWarningLists, readWarningList, standardWarningLists } from '../../src/detect/warning-list.ts'

const nowMs = Date.parse('2026-11-22T03:00:00Z')
const eventOf = (members: object) => {
  const event = createLogLineReader({ format: 'json', log: 'log', nowMs }).read(JSON.stringify(members), 1)
  if (typeof event !== 'object') throw new Error('no event')
  return event
}
const table = (type: string, value: string): readonly Indicator[] => {
  const read = createIndicatorTable(['type', 'value'])?.({ get: (column) => (column === 'type' ? type : value) })
  if (read === undefined || typeof read === 'string') throw new Error(read)
  return read
}
const judge = (indicators: readonly Indicator[], members: object) =>
  createDetector({ indicators, isHarmless: () => undefined, nowMs }).judge(eventOf(members))
const ofPattern = (pattern: string) => stixIndicators([{ type: 'indicator', id: 'indicator--1', pattern }]).indicators

test.each([
  ['domain', 'evil.example', { query: 'EVIL.Example.' }, true],
  ['domain', 'evil.example', { query: 'www.evil.example' }, false],
  ['subdomains', 'evil.example', { query: 'a.www.evil.example' }, true],
  ['domain', '*.evil.example', { query: 'evil.example' }, true],
  ['subdomains', 'evil.example', { query: 'notevil.example' }, false],
  ['domain', 'evil.example', { host: 'evil.example:8080' }, true],
  ['ip', '198.51.100.7', { a: { b: ['198.51.100.7'] } }, true],
  ['ip', '198.51.100.7', { a: '198.51.100.70' }, false],
  ['ip', '2001:db8::1', { a: '2001:0DB8:0:0:0:0:0:1' }, true],
  ['cidr', '2001:db8::/32', { a: '2001:db8:ffff::9' }, true],
  ['cidr', '198.51.100.0/23', { a: '198.51.101.255' }, true],
  ['cidr', '198.51.100.0/23', { a: '198.51.102.0' }, false],
  ['url', 'hxxp://evil[.]example/a', { url: 'http://EVIL.example:80/a' }, true],
  ['url', 'http://evil.example/a', { host: 'evil.example', uri: '/a' }, true],
  ['url', 'http://evil.example/a', { host: 'evil.example', uri: '/A' }, false],
  ['md5', 'D41D8CD98F00B204E9800998ECF8427E', { Hashes: 'SHA1=00,MD5=d41d8cd98f00b204e9800998ecf8427e' }, true],
  ['email', 'bob@evil.example', { from: 'Bob <BOB@evil.example>' }, true],
  ['domain', 'evil.example', { message: 'connect to evil.example, port 80.' }, true],
  ['domain', 'evil.example', { comment: 'connect to evil.example, port 80.' }, false],
])('%s %s in %j: %s', (type, value, members, isFound) => {
  expect(judge(table(type, value), members).length > 0).toBe(isFound)
})

describe('patterns are asked of what an event says in the words of STIX', () => {
  test.each([
    [
      "[network-traffic:dst_ref.value = '198.51.100.7' AND network-traffic:dst_port = 443]",
      { 'id.resp_h': '198.51.100.7', 'id.resp_p': 443 },
    ],
    [
      "[network-traffic:dst_ref.value = '198.51.100.7' AND network-traffic:dst_port = 443]",
      { dest_ip: '198.51.100.7', dest_port: 443 },
    ],
    [
      "[file:name = 'evil.exe' AND file:parent_directory_ref.path = 'C:\\\\Temp']",
      { TargetFilename: 'C:\\Temp\\evil.exe' },
    ],
    ["[process:command_line MATCHES 'powershell.+-enc']", { process: { command_line: 'powershell.exe -enc AAAA' } }],
    [
      "[process:parent_ref.image_ref.name = 'winword.exe']",
      { Image: 'C:\\x.exe', ParentImage: 'C:\\Office\\winword.exe' },
    ],
    ["[windows-registry-key:key LIKE 'HKLM%Run']", { TargetObject: 'HKLM\\Software\\Run' }],
    [
      "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'evil']",
      { src_ip: '192.0.2.1', http: { http_method: 'GET', http_user_agent: 'evil' } },
    ],
    ["[ipv4-addr:value ISSUBSET '198.51.100.0/24' OR domain-name:value = 'x.example']", { ip: '198.51.100.7' }],
  ])('%s: %j', (pattern, members) => {
    expect(judge(ofPattern(pattern), members)).toHaveLength(1)
    expect(judge(ofPattern(pattern), { other: 'value' })).toHaveLength(0)
  })

  test('events are kept within bounds, and those of a fit count once', () => {
    const detector = createDetector({
      indicators: ofPattern("[domain-name:value = 'evil.example'] REPEATS 300 TIMES"),
      ...{ isHarmless: () => undefined, nowMs },
    })
    const hits = Array.from({ length: 1000 }, () => detector.judge(eventOf({ query: 'evil.example' }))).flat()
    expect(hits).toEqual([])
    const three = createDetector({
      indicators: ofPattern("[domain-name:value = 'evil.example'] REPEATS 3 TIMES"),
      isHarmless: () => undefined,
      nowMs,
    })
    expect(Array.from({ length: 9 }, () => three.judge(eventOf({ query: 'evil.example' })).length)).toEqual([
      0, 0, 1, 0, 0, 1, 0, 0, 1,
    ])
  })

  test('a time of a log that is none does not stop a pattern', () => {
    const pattern = "[file:created > t'2020-01-01T00:00:00Z' OR file:name = 'evil.exe']"
    expect(judge(ofPattern(pattern), { filename: 'evil.exe' })).toHaveLength(1)
  })
})

test.each([
  '(a+)+$',
  '(a|aa)+$',
  '(a|a?)+$',
  '(.*a){12}$',
  '([a-zA-Z]+)*$',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(\\w+\\s?)+!$',
])('the expression %s takes less than 50 ms of processor', (expression) => {
  const indicators = ofPattern(`[process:command_line MATCHES '${expression.replaceAll('\\', '\\\\')}']`)
  const members = { process: { command_line: `${'a'.repeat(4000)}?` } }
  const detector = createDetector({ indicators, isHarmless: () => undefined, nowMs })
  detector.judge(eventOf(members))
  const begun = process.cpuUsage()
  detector.judge(eventOf(members))
  const { user, system } = process.cpuUsage(begun)
  expect((user + system) / 1000).toBeLessThan(50)
})

describe('warning lists', () => {
  test.each([
    ['10.1.2.3', true],
    ['172.32.0.1', false],
    ['fe80::1', true],
    ['8.8.8.8', true],
    ['localhost', true],
    ['198.51.100.7', false],
  ])('%s is harmless by the standard lists: %s', (value, isHarmless) => {
    expect(createWarningLists(standardWarningLists)(value) !== undefined).toBe(isHarmless)
  })

  test('a network that only overlaps a harmless one is still looked for, but not in the harmless part', () => {
    const detector = createDetector({
      indicators: table('cidr', '0.0.0.0/0'),
      isHarmless: createWarningLists(standardWarningLists),
      nowMs,
    })
    expect(detector.judge(eventOf({ a: '10.0.0.1', b: '198.51.100.7' }))[0]?.matched[0]?.fields).toEqual({
      b: '198.51.100.7',
    })
    expect(detector.counts().harmlessHits).toBe(1)
  })

  test('lists of expressions are refused', () => {
    expect(readWarningList({ name: 'x', type: 'regex', list: ['.*'] })).toMatch(/type regex are not used/)
  })
})

test('hits of one rule, indicator and asset are one group, whose lines and hours are bounded', () => {
  const [hit] = judge(table('domain', 'evil.example'), {
    src_ip: '192.0.2.1',
    query: 'evil.example',
    '@timestamp': '2026-11-22T01:30:00Z',
  })
  if (hit === undefined) throw new Error('no hit')
  let group = withHit(undefined, hit, false, nowMs)
  for (let index = 1; index < 1000; index += 1)
    group = withHit(group, { ...hit, timeMs: nowMs + index * 3_600_000 }, index % 2 === 0, nowMs)
  expect(group).toMatchObject({
    asset: '192.0.2.1',
    count: 501,
    suppressedCount: 499,
    firstMs: Date.parse('2026-11-22T01:30:00Z'),
  })
  expect([group.lines.length, group.hours.length]).toEqual([20, 336])
  expect(groupKey(hit)).toBe(groupKey(group))
})

test('the asset is the end of the traffic that is not what was looked for', () => {
  const [hit] = judge(table('ip', '198.51.100.7'), { 'id.orig_h': '198.51.100.7', 'id.resp_h': '192.0.2.1' })
  expect(hit?.asset).toBe('192.0.2.1')
})

describe('how grave a hit is', () => {
  const evil = { type: 'indicator', id: 'indicator--1', pattern: "[domain-name:value = 'evil.example']" }
  const detectorOf = (more: object) => {
    const { indicators } = stixIndicators([{ ...evil, spec_version: '2.1', ...more }])
    return createDetector({ indicators, isHarmless: () => undefined, nowMs })
  }

  // STIX 2.1, appendix A, scale None / Low / Med / High: 0, 1–29, 30–69, 70–100.
  test.each([
    [{}, undefined],
    [{ confidence: 0 }, undefined],
    [{ confidence: 1 }, 'low'],
    [{ confidence: 29 }, 'low'],
    [{ confidence: 30 }, 'medium'],
    [{ confidence: 69 }, 'medium'],
    [{ confidence: 70 }, 'high'],
    [{ confidence: 100 }, 'high'],
    [{ indicator_types: ['anomalous-activity'] }, 'medium'],
    [{ indicator_types: ['anomalous-activity'], confidence: 90 }, 'medium'],
    [{ indicator_types: ['anomalous-activity'], confidence: 9 }, 'low'],
    [{ indicator_types: ['anomalous-activity', 'malicious-activity'] }, undefined],
    [{ indicator_types: ['benign', 'compromised'], confidence: 85 }, 'high'],
    [{ labels: ['anomalous-activity'] }, undefined],
    [{ labels: ['anomalous-activity'], spec_version: undefined }, 'medium'],
  ])('an indicator that says %j makes %s', (says, level) => {
    expect(detectorOf(says).judge(eventOf({ query: 'evil.example' }))).toMatchObject([{ level }])
  })

  test('one that is only benign is not looked for and told', () => {
    const detector = detectorOf({ indicator_types: ['benign'], confidence: 90 })
    expect(detector.judge(eventOf({ query: 'evil.example' }))).toEqual([])
    expect(detector.leftOut).toEqual([{ id: 'indicator--1', reason: 'it says that it is benign' }])
  })
})

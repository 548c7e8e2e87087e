import { describe, expect, test } from 'vitest'
import { createDetector, createLogLineReader, matchPattern, readPattern, stixIndicators } from '../../src/index.ts'

const nowMs = Date.parse('2026-11-22T03:00:00Z')
const hash = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f'

/** Hits of one pattern in events, one a second. */
function hitsOf(pattern: string, ...events: readonly object[]) {
  const { indicators } = stixIndicators([{ type: 'indicator', id: 'indicator--1', pattern }])
  const detector = createDetector({ indicators, isHarmless: () => undefined, nowMs })
  const reader = createLogLineReader({ format: 'json', log: 'log', nowMs })
  return events.flatMap((members, index) => {
    const timed = { '@timestamp': new Date(nowMs + index * 1000).toISOString(), ...members }
    const event = reader.read(JSON.stringify(timed), index + 1)
    if (typeof event !== 'object') throw new Error(event)
    return detector.judge(event)
  })
}

const otherEvent = { query: 'b.example' }
const other = "domain-name:value = 'b.example'"

describe('a comparison counts in a pattern of several as it counts alone', () => {
  test.each([
    ["domain-name:value = 'evil.example'", { query: 'EVIL.Example.' }, true],
    ["domain-name:value = 'EVIL.example'", { query: 'evil.example' }, true],
    ["domain-name:value = 'evil.example'", { host: 'evil.example:8080' }, true],
    ["domain-name:value = 'bücher.example'", { query: 'xn--bcher-kva.EXAMPLE' }, true],
    ["domain-name:value = 'evil.example'", { query: 'www.evil.example' }, false],
    ["domain-name:value IN ('x.example', 'Evil.Example')", { query: 'eVIL.example' }, true],
    ["email-addr:value = 'bob@evil.example'", { mailfrom: 'BOB@Evil.example' }, true],
    ["url:value = 'http://evil.example/A'", { url: 'HTTP://EVIL.example:80/A' }, true],
    ["url:value = 'http://evil.example/A'", { url: 'http://evil.example/a' }, false],
    [`file:hashes.'SHA-256' = '${hash}'`, { sha256: hash.toUpperCase() }, true],
    [`file:hashes.'SHA-256' = '${hash.toUpperCase()}'`, { sha256: hash }, true],
    [`file:hashes.'SHA-256' IN ('${hash.toUpperCase()}')`, { sha256: hash }, true],
    ["ipv6-addr:value = '2001:db8::1'", { src_ip: '2001:0DB8:0:0:0:0:0:1' }, true],
    ["ipv4-addr:value = '198.51.100.0/24'", { src_ip: '198.51.100.9' }, true],
    ["ipv4-addr:value = '198.51.100.9'", { src_ip: '::ffff:198.51.100.9' }, true],
  ])('%s of %j: %s', (comparison, members, isFound) => {
    const found = isFound ? 1 : 0
    expect(hitsOf(`[${comparison}]`, members)).toHaveLength(found)
    expect(hitsOf(`[${comparison} AND ${comparison}]`, members)).toHaveLength(found)
    expect(hitsOf(`[${comparison}] FOLLOWEDBY [${other}]`, members, otherEvent)).toHaveLength(found)
    expect(hitsOf(`[${comparison}] REPEATS 2 TIMES`, members, members)).toHaveLength(found)
  })

  test.each([
    ["domain-name:value LIKE '%.Evil.example'", { query: 'A.EVIL.example.' }, true],
    ["domain-name:value NOT LIKE '%.Evil.example'", { query: 'A.EVIL.example' }, false],
    ["domain-name:value != 'evil.example'", { query: 'EVIL.example' }, false],
    ["domain-name:value NOT = 'evil.example'", { query: 'EVIL.example' }, false],
    ["domain-name:value NOT != 'evil.example'", { query: 'EVIL.example' }, true],
    ["domain-name:value NOT IN ('evil.example')", { query: 'EVIL.example' }, false],
    ["domain-name:value != 'evil.example'", { query: 'ok.example' }, true],
    ["url:value LIKE 'http://EVIL.example/%A'", { url: 'http://evil.example/xA' }, true],
    ["url:value LIKE 'http://evil.example/%A'", { url: 'http://EVIL.example/xa' }, false],
    ["file:hashes.MD5 LIKE 'D41D8%'", { md5: 'd41d8cd98f00b204e9800998ecf8427e' }, true],
    ["ipv6-addr:value LIKE '2001:DB8:%'", { src_ip: '2001:db8::7' }, true],
    ["network-traffic:dst_ref.value = '2001:DB8::7'", { src_ip: '192.0.2.1', dest_ip: '2001:db8:0::7' }, true],
    // What may differ by its case stays as the pattern has it.
    ["file:name = 'Evil.exe'", { filename: 'evil.exe' }, false],
    ["domain-name:value MATCHES '^EVIL'", { query: 'evil.example' }, false],
  ])('%s of %j: %s', (comparison, members, isFound) => {
    expect(hitsOf(`[${comparison}]`, members)).toHaveLength(isFound ? 1 : 0)
  })

  test('an upper-case hash beside the name of a file is found', () => {
    const pattern = `[file:hashes.'SHA-256' = '${hash}' AND file:name LIKE '%evil.exe']`
    const event = { fileinfo: { filename: '/evil.exe', sha256: hash.toUpperCase() } }
    expect(hitsOf(pattern, event)).toHaveLength(1)
  })

  test('outside of logs a pattern compares letter by letter, as STIX has it', () => {
    const read = readPattern("[domain-name:value = 'evil.example']")
    if (!read.ok) throw new Error(read.fault.reason)
    const objects = [{ type: 'domain-name', value: 'EVIL.example' }]
    const seen = { objects, resolve: () => undefined, firstMs: nowMs, lastMs: nowMs, times: 1 }
    expect(matchPattern(read.pattern, [seen])).toMatchObject({ ok: true, matched: false })
  })
})

describe('a hit names the fields and values that made the comparison true', () => {
  test.each([
    ["[domain-name:value LIKE 'evil.%']", { query: 'EVIL.example', host: 'ok.example' }, { query: 'EVIL.example' }],
    ["[domain-name:value MATCHES '^evil']", { query: 'evil.example', ref: 'evil.example' }, { query: 'evil.example' }],
    ["[ipv4-addr:value != '10.0.0.1']", { src_ip: '10.0.0.1', dest_ip: '198.51.100.9' }, { dest_ip: '198.51.100.9' }],
    [
      "[ipv4-addr:value NOT ISSUBSET '10.0.0.0/8']",
      { src_ip: '10.0.0.1', dest_ip: '198.51.100.9' },
      { dest_ip: '198.51.100.9' },
    ],
    [
      "[network-traffic:dst_ref.value = '198.51.100.9' AND network-traffic:dst_port > 400]",
      { src_ip: '198.51.100.9', dest_ip: '198.51.100.9', dest_port: 443, bytes: 443 },
      { dest_ip: '198.51.100.9', dest_port: '443' },
    ],
    ["[file:name LIKE '%.exe']", { TargetFilename: 'C:\\Temp\\evil.exe' }, { TargetFilename: 'C:\\Temp\\evil.exe' }],
    ["[url:value LIKE 'http://evil.%']", { host: 'evil.example', uri: '/a' }, { uri: 'http://evil.example/a' }],
    [
      "[process:command_line LIKE '%-enc%']",
      { CommandLine: 'ps -enc A', Image: 'C:\\ps.exe' },
      { CommandLine: 'ps -enc A' },
    ],
    ["[ipv4-addr:value LIKE '198.51.%']", { a: ['::ffff:198.51.100.9'] }, { a: '::ffff:198.51.100.9' }],
    [
      "[domain-name:value = 'x.example' OR ipv4-addr:value LIKE '198.%']",
      { query: 'y.example', ip: '198.51.100.9' },
      { ip: '198.51.100.9' },
    ],
    ['[EXISTS domain-name:value]', { query: 'y.example' }, { query: 'y.example' }],
  ])('%s of %j: %j', (pattern, members, fields) => {
    expect(hitsOf(pattern, members)[0]?.matched[0]?.fields).toEqual(fields)
  })

  test('of each event of a fit its own', () => {
    const pattern = "([domain-name:value LIKE 'one.%'] FOLLOWEDBY [ipv4-addr:value != '10.0.0.1']) WITHIN 5 SECONDS"
    const [hit] = hitsOf(pattern, { query: 'one.example' }, { src_ip: '10.0.0.1', dest_ip: '198.51.100.9' })
    expect(hit?.matched.map(({ fields }) => fields)).toEqual([{ query: 'one.example' }, { dest_ip: '198.51.100.9' }])
  })
})

test('eight observations in five seconds are asked of 3,000 events, any of which may be one, in less than six seconds', {
  timeout: 60_000,
}, () => {
  const one = "[ipv4-addr:value ISSUBSET '198.51.100.0/24']"
  const pattern = `(${Array.from({ length: 8 }, () => one).join(' FOLLOWEDBY ')}) WITHIN 5 SECONDS`
  const many = `((${one} REPEATS 20 TIMES) AND (${one} REPEATS 20 TIMES) AND [domain-name:value = 'no.example']) WITHIN 3600 SECONDS`
  const events = Array.from({ length: 3000 }, (_, index) => ({ dest_ip: `198.51.100.${index % 256}` }))
  const begun = process.cpuUsage()
  expect(hitsOf(pattern, ...events)).toEqual([])
  expect(hitsOf(many, ...events)).toEqual([])
  const { user, system } = process.cpuUsage(begun)
  expect((user + system) / 1e6).toBeLessThan(6)
})

describe('what is found alone is found in a pattern of several observations', () => {
  const bytes = 'd41d8cd98f00b204e9800998ecf8427e'
  test.each([
    ["ipv4-addr:value = '203.0.113.9'", { dst: '203.0.113.9:443' }],
    ["ipv4-addr:value = '203.0.113.9'", { url: 'http://203.0.113.9:8080/a' }],
    ["ipv6-addr:value = 'fe80::abcd'", { dest_ip: 'fe80::abcd%eth0' }],
    ["ipv6-addr:value = '2001:db8::7'", { dst: '[2001:db8::7]:443' }],
    ["ipv4-addr:value = '203.0.113.9'", { message: 'Failed password for root from 203.0.113.9 port 2222 ssh2' }],
    [`file:hashes.MD5 = '${bytes}'`, { process: { hash: { md5: bytes } } }],
    [`file:hashes.MD5 = '${bytes}'`, { TargetFilename: 'C:\\x.exe', Hash: `MD5=${bytes.toUpperCase()}` }],
    ["email-addr:value = 'a@x.example'", { to: 'A <a@x.example>, B <b@y.example>' }],
    ["email-addr:value = 'b@y.example'", { to: 'A <a@x.example>, B <b@y.example>' }],
    ["email-addr:value = 'b@y.example'", { to: '"Doe, Jane" <b@y.example>; c@z.example' }],
  ])('%s in %j', (comparison, members) => {
    expect(hitsOf(`[${comparison}]`, members)).toHaveLength(1)
    expect(hitsOf(`[${comparison}] REPEATS 2 TIMES`, members, members)).toHaveLength(1)
  })

  test('an address is an end of traffic with its zone, too', () => {
    const traffic = { src_ip: 'fe80::1%eth0', dest_ip: 'fe80::abcd%eth0', dest_port: 1 }
    const pattern = "[network-traffic:dst_ref.value = 'fe80::abcd' AND network-traffic:dst_port = 1]"
    expect(hitsOf(pattern, traffic)).toHaveLength(1)
  })

  test('a message has all mailboxes that it went to', () => {
    const mail = { from: 'c@z.example', to: 'A <a@x.example>, B <b@y.example>', subject: 'x' }
    const to = (mailbox: string) => `email-message:to_refs[*].value = '${mailbox}'`
    expect(hitsOf(`[${to('a@x.example')} AND ${to('b@y.example')}]`, mail)).toHaveLength(1)
  })

  test('a hash of the process is not one of the file that it wrote', () => {
    const event = { file: { path: '/tmp/x' }, process: { executable: '/bin/sh', hash: { md5: bytes } } }
    expect(hitsOf(`[file:hashes.MD5 = '${bytes}' AND file:name = 'sh']`, event)).toHaveLength(1)
    expect(hitsOf(`[file:hashes.MD5 = '${bytes}' AND file:name = 'x']`, event)).toEqual([])
    expect(hitsOf(`[process:image_ref.hashes.MD5 = '${bytes}']`, event)).toHaveLength(1)
  })

  test('a number with a fraction chooses its line', () => {
    const asked = "user-account:user_id = '1000.5'"
    expect(hitsOf(`[${asked} AND ${asked}]`, { user: { id: 1000.5 } })).toHaveLength(1)
  })

  test('protocols count whatever their case', () => {
    const pattern = "[network-traffic:protocols[*] = 'TCP' AND network-traffic:dst_port = 1]"
    expect(hitsOf(pattern, { src_ip: '192.0.2.1', dest_ip: '192.0.2.2', dest_port: 1, proto: 'tcp' })).toHaveLength(1)
  })
})

describe('a pattern that multiplies', () => {
  const network = "[ipv4-addr:value ISSUBSET '198.51.100.0/24']"
  const name = "[domain-name:value LIKE '%.evil']"
  const either = `(${network} AND ${name} OR ${network} FOLLOWEDBY ${network})`
  const hard = `(${Array.from({ length: 16 }, () => either).join(' AND ')}) WITHIN 5 SECONDS`
  const easy = `(${name} FOLLOWEDBY ${network}) WITHIN 5 SECONDS`

  test('is given up once, told by its indicator, and holds nothing any more, while others go on', () => {
    const objects = [hard, easy].map((pattern, index) => ({ type: 'indicator', id: `indicator--${index}`, pattern }))
    const { indicators } = stixIndicators(objects)
    const detector = createDetector({ indicators, isHarmless: () => undefined, nowMs })
    const reader = createLogLineReader({ format: 'json', log: 'log', nowMs })
    const begun = process.cpuUsage()
    const hits = Array.from({ length: 200 }, (_, at) => {
      const said = at % 2 === 0 ? { query: 'a.evil' } : { src_ip: `198.51.100.${at}` }
      const timed = { '@timestamp': new Date(nowMs + at * 1000).toISOString(), ...said }
      const event = reader.read(JSON.stringify(timed), at + 1)
      if (typeof event !== 'object') throw new Error(event)
      return detector.judge(event)
    })
    const { user, system } = process.cpuUsage(begun)
    expect((user + system) / 1e6).toBeLessThan(3)
    expect(hits.flat().map(({ indicator }) => indicator)).toEqual(Array.from({ length: 100 }, () => 'indicator--1'))
    const reason = expect.stringMatching('more than 100000 steps')
    expect(detector.takeGivenUp()).toEqual([{ id: 'indicator--0', reason }])
    expect(detector.takeGivenUp()).toEqual([])
    expect([...detector.memory.all()].filter(({ rule }) => rule.includes('indicator--0'))).toEqual([])
  })
})

describe('the time of a window', () => {
  const pattern = "([domain-name:value = 'a.example'] FOLLOWEDBY [domain-name:value = 'b.example']) WITHIN 60 SECONDS"
  const at = (query: string, time: string) => ({ query, '@timestamp': `2026-11-22T${time}Z` })

  test('is not ended by one event that says it is of the future', () => {
    const future = { query: 'a.example', '@timestamp': '2099-01-01T00:00:00Z' }
    expect(hitsOf(pattern, at('a.example', '03:00:00'), future, at('b.example', '03:00:02'))).toHaveLength(1)
  })

  test('goes by each event: what is kept for a late one fits no new one', () => {
    const unlimited = "[domain-name:value = 'a.example'] FOLLOWEDBY [domain-name:value = 'b.example']"
    const next = { query: 'b.example', '@timestamp': '2026-11-23T03:00:01Z' }
    expect(hitsOf(unlimited, at('a.example', '03:00:00'), next)).toEqual([])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDetector } from '../../src/detect/detector.ts'
import type { LogFormat } from '../../src/detect/log-event.ts'
import { createLogLineReader } from '../../src/detect/read-log-line.ts'
import { stixIndicators } from '../../src/detect/stix-indicators.ts'
import { createWarningLists, standardWarningLists } from '../../src/detect/warning-list.ts'
import { readIntelligence, type StixObject } from '../../src/index.ts'

const nowMs = Date.UTC(2026, 10, 22)
const md5 = 'd41d8cd98f00b204e9800998ecf8427e'
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

function detectorOf(patterns: readonly string[], isHarmless = (_: string): string | undefined => undefined) {
  const objects = patterns.map((pattern, index) => ({ type: 'indicator', id: `indicator--${index}`, pattern }))
  const { indicators, problems } = stixIndicators(objects)
  expect(problems).toEqual([])
  return createDetector({ indicators, isHarmless, nowMs })
}

function hitsOf(pattern: string, line: object | string, format: LogFormat = 'json') {
  const event = createLogLineReader({ format, log: 'log', nowMs }).read(
    typeof line === 'string' ? line : JSON.stringify(line),
    1,
  )
  if (typeof event !== 'object') throw new Error(event)
  return detectorOf([pattern]).judge(event)
}

const conn = {
  'id.orig_h': '192.0.2.1',
  'id.orig_p': 40000,
  'id.resp_h': '203.0.113.7',
  'id.resp_p': 443,
  proto: 'tcp',
}

describe('a pattern finds its line whatever the order of its parts, and whatever of it stands in no line', () => {
  test.each([
    ["network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '203.0.113.7'", conn],
    ["network-traffic:dst_ref.value = '203.0.113.7' AND network-traffic:dst_ref.type = 'ipv4-addr'", conn],
    [
      "network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '203.0.113.7' AND network-traffic:dst_port = 443",
      conn,
    ],
    ["network-traffic:src_ref.type = 'ipv6-addr' AND network-traffic:src_port = 53", { src_ip: '2001:db8::1', src_port: 53 }],
    // Names and what they resolve to.
    ["domain-name:value = 'Evil.example' AND domain-name:resolves_to_refs[*].value = '203.0.113.7'", { _path: 'dns', query: 'evil.example', answers: ['c.example', '203.0.113.7'] }],
    ["domain-name:value = 'evil.example' AND domain-name:resolves_to_refs[*].value = '2001:DB8::7'", { event_type: 'dns', dns: { type: 'answer', rrname: 'evil.example', answers: [{ rrname: 'evil.example', rdata: '2001:db8:0::7' }] } }],
    ["domain-name:value = 'evil.example' AND domain-name:resolves_to_refs[*].value = '203.0.113.7'", { event_type: 'dns', dns: { version: 3, queries: [{ rrname: 'evil.example' }], grouped: { A: ['203.0.113.7'] } } }],
    ["domain-name:value = 'evil.example' AND domain-name:resolves_to_refs[*].value = '203.0.113.7'", { dns: { question: { name: 'evil.example' }, resolved_ip: ['203.0.113.7'] } }],
    ["domain-name:value = 'evil.example' AND domain-name:resolves_to_refs[*].value = '203.0.113.7'", { QueryName: 'evil.example', QueryResults: 'type:  5 c.example;::ffff:203.0.113.7;' }],
    // Traffic to a name.
    ["network-traffic:dst_ref.type = 'domain-name' AND network-traffic:dst_ref.value = 'Evil.example' AND network-traffic:dst_port = 443", { ...conn, server_name: 'evil.example' }],
    ["network-traffic:dst_ref.type = 'domain-name' AND network-traffic:dst_ref.value = 'evil.example' AND network-traffic:dst_port = 8080", { src_ip: '192.0.2.1', dest_ip: '203.0.113.7', dest_port: 8080, http: { hostname: 'EVIL.example:8080', url: '/' } }],
    // Hardware addresses.
    ["mac-addr:value = '00:00:5e:00:53:23'", { source: { mac: '00-00-5E-00-53-23' } }],
    ["mac-addr:value = '00:00:5e:00:53:23'", { event_type: 'flow', ether: { src_mac: '00:00:5e:00:53:23' } }],
    ["mac-addr:value = '00:00:5e:00:53:23'", { _path: 'dhcp', mac: '00:00:5e:00:53:23' }],
    // Messages.
    ["email-message:subject = 'Pay now'", { _path: 'smtp', mailfrom: 'a@evil.example', subject: 'Pay now' }],
    ["email-message:from_ref.value = 'a@evil.example' AND email-message:subject = 'Pay now'", { event_type: 'smtp', email: { from: 'A <a@Evil.example>', to: ['b@ours.example'], subject: 'Pay now' } }],
    ["email-message:subject = 'Pay now'", { email: { from: { address: ['a@evil.example'] }, subject: 'Pay now' } }],
    ["file:name = 'invoice.js'", { event_type: 'smtp', email: { from: 'a@evil.example', attachment: ['invoice.js'] } }],
    // Certificates.
    ["x509-certificate:serial_number = '0A1B' AND x509-certificate:issuer = 'CN=evil'", { event_type: 'tls', tls: { serial: '0A1B', issuerdn: 'CN=evil' } }],
    ["x509-certificate:subject = 'CN=evil'", { _path: 'x509', 'certificate.subject': 'CN=evil' }],
    ["x509-certificate:hashes.'SHA-1' = 'da39a3ee5e6b4b0d3255bfef95601890afd80709' AND x509-certificate:subject = 'CN=evil'", { tls: { fingerprint: 'da:39:a3:ee:5e:6b:4b:0d:32:55:bf:ef:95:60:18:90:af:d8:07:09', subject: 'CN=evil' } }],
    // Autonomous systems and accounts.
    ['autonomous-system:number = 64496', { source: { ip: '203.0.113.7', as: { number: 64496 } } }],
    ["user-account:user_id = 'S-1-5-21-1-2-3-500' AND user-account:account_login = 'bob'", { user: { name: 'bob', id: 'S-1-5-21-1-2-3-500' } }],
    // Files by any hash, without a name.
    [`file:hashes.'SHA-256' = '${sha256}' AND file:size = 5`, { file: { size: 5, hash: { sha256 } } }],
    [`file:hashes.'SHA-512' = '${sha256}${sha256}' AND file:size = 5`, { file: { size: 5, hash: { sha512: `${sha256}${sha256}` } } }],
    [`file:hashes.MD5 = '${md5}' AND file:name = 'a.exe'`, { EventID: 1, Image: 'C:\\t\\a.exe', Hashes: `MD5=${md5.toUpperCase()},SHA256=${sha256}` }],
    // Keys of a registry.
    ["windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\SOFTWARE\\\\Evil\\\\Run'", { EventID: 13, TargetObject: 'HKLM\\Software\\Evil\\Run' }],
    ["windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\Evil\\\\Run'", { registry: { path: 'HKLM\\SOFTWARE\\evil\\Run\\Debugger' } }],
    ["windows-registry-key:key LIKE 'HKEY_LOCAL_MACHINE\\\\Software\\\\Evil\\\\%'", { TargetObject: 'HKLM\\SOFTWARE\\evil\\Run' }],
    ["windows-registry-key:key = 'HKEY_CURRENT_USER\\\\Software\\\\Evil'", { TargetObject: 'HKU\\S-1-5-21-1-2-3-1001\\Software\\Evil' }],
    ["windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\Run\\\\x' AND windows-registry-key:values[*].data = 'C:\\\\x.exe'", { TargetObject: 'HKLM\\Software\\Run\\x', Details: 'C:\\x.exe' }],
    ["windows-registry-key:values[0].name = 'X' AND windows-registry-key:values[0].data = 'C:\\\\x.exe'", { TargetObject: 'HKLM\\Software\\Run\\x', Details: 'C:\\x.exe' }],
    // Windows events as they are nested.
    ["windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\Evil'", { Event: { System: { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 13 }, EventData: { TargetObject: 'HKLM\\Software\\Evil' } } }],
    ["process:image_ref.name = 'evil.exe'", { Event: { System: { Channel: 'Microsoft-Windows-Sysmon/Operational', EventID: 1 }, EventData: { Image: 'C:\\t\\evil.exe' } } }],
    ["process:image_ref.name = 'evil.exe'", { winlog: { channel: 'Security', event_data: { NewProcessName: 'C:\\t\\evil.exe' } } }],
    ["process:image_ref.name = 'evil.exe'", { Event: { System: { Channel: 'Security', EventID: 4688 }, EventData: { Data: [{ '#attributes': { Name: 'NewProcessName' }, '#text': 'C:\\t\\evil.exe' }] } } }],
  ])('%s', (comparison, line) => {
    const [hit] = hitsOf(`[${comparison}]`, line)
    expect(hit).toBeDefined()
    expect(Object.keys(hit?.matched[0]?.fields ?? {})).not.toEqual([])
  }) // biome-ignore format: one pattern and one line a row

  test('a name that resolved to another address is not the pair', () => {
    const pair = "[domain-name:value = 'evil.example' AND domain-name:resolves_to_refs[*].value = '203.0.113.7']"
    expect(hitsOf(pair, { query: 'evil.example', answers: ['203.0.113.8'] })).toEqual([])
    expect(hitsOf(pair, { query: 'ok.example', answers: ['203.0.113.7'] })).toEqual([])
  })
})

describe('a pattern that no log can show is told and not counted', () => {
  test.each([
    ["[mutex:name = 'evil']", 'no log that is read says mutex:name'],
    ["[file:name = 'a' AND mutex:name = 'evil']", 'no log that is read says mutex:name'],
    ["[file:name = 'a'] FOLLOWEDBY [mutex:name = 'evil']", 'no log that is read says mutex:name'],
    [
      "[network-traffic:dst_ref.type = 'mac-addr']",
      "in no log that is read network-traffic:dst_ref.type is 'mac-addr'",
    ],
    ["[network-traffic:dst_port = '443']", "in no log that is read network-traffic:dst_port is '443'"],
    ["[file:content_ref.payload_bin = 'a']", 'no log that is read says file:content_ref.payload_bin'],
    [
      "[network-traffic:extensions.'http-request-ext'.request_header.Cookie = 'a']",
      "no log that is read says network-traffic:extensions.'http-request-ext'.request_header.Cookie",
    ],
    ["[file:name = 'a'] REPEATS 300 TIMES", 'it needs 300 events, and 256 are kept for a pattern'],
    ["[file:name NOT = 'a' AND NOT EXISTS mutex:name]", 'no log that is read says mutex:name'],
    ["[constructor:value = 'a']", 'no log that is read says constructor:value'],
    // All of a comparison is asked of one object (STIX 2.1 §9.5).
    [
      "[ipv4-addr:value = '203.0.113.9' AND domain-name:value = 'evil.example']",
      'one object cannot be ipv4-addr and domain-name at once',
    ],
    [
      "[(file:name = 'a' OR url:value = 'b') AND domain-name:value = 'evil.example']",
      'one object cannot be file, url and domain-name at once',
    ],
    [
      `[network-traffic:dst_port IN ('${'1'.repeat(200)}', '2', '3', '4', '5')]`,
      `in no log that is read network-traffic:dst_port is '${'1'.repeat(79)}…, '2', '3' or 2 others`,
    ],
  ])('%s', (pattern, reason) => {
    const { indicatorCount, leftOut } = detectorOf([pattern])
    expect({ indicatorCount, leftOut }).toEqual({ indicatorCount: 0, leftOut: [{ id: 'indicator--0', reason }] })
  })

  test.each(["[file:name = 'a' OR mutex:name = 'evil']", "[(file:name = 'a' OR url:value = 'b') AND file:size > 1]", "[file:name = 'a' AND url:value = 'b' OR url:value LIKE 'c%']", "[file:name = 'a'] OR [mutex:name = 'evil']", "[NOT EXISTS file:content_ref]", "[file:name = 'a'] REPEATS 256 TIMES"])('%s is looked for', (pattern) => {
    expect(detectorOf([pattern])).toMatchObject({ indicatorCount: 1, leftOut: [] })
  }) // biome-ignore format: side by side
})

describe('a pattern that a harmless value fulfils alone is held back as the value is', () => {
  const isHarmless = createWarningLists(standardWarningLists)
  const list = isHarmless('8.8.8.8')
  const reason = `8.8.8.8 is on the warning list “${list}”`
  const dns = { id: 'indicator--0', reason, list }
  const target = "network-traffic:dst_ref.value = '8.8.8.8'"

  test.each([
    `[${target}]`,
    `[network-traffic:dst_ref.type = 'ipv4-addr' AND ${target} AND network-traffic:dst_port = 53]`,
    `[${target}] REPEATS 5 TIMES WITHIN 60 SECONDS`,
    "[domain-name:resolves_to_refs[*].value = '8.8.8.8']",
    "[domain-name:resolves_to_refs[*].value IN ('8.8.8.8')]",
  ])('%s', (pattern) => {
    const { indicatorCount, leftOut } = detectorOf([pattern], isHarmless)
    expect({ indicatorCount, leftOut }).toEqual({ indicatorCount: 0, leftOut: [dns] })
  })

  test.each([
    "[network-traffic:dst_ref.value ISSUBSET '10.1.0.0/16']",
    "[network-traffic:dst_ref.value ISSUBSET '10.1.0.0/16' AND network-traffic:dst_port = 443]",
  ])('%s asks for a network that lies in a harmless one', (pattern) => {
    const within = isHarmless('10.1.0.0/16')
    const told = { id: 'indicator--0', reason: `10.1.0.0/16 is on the warning list “${within}”`, list: within }
    expect(detectorOf([pattern], isHarmless)).toMatchObject({ indicatorCount: 0, leftOut: [told] })
  })

  test.each([
    "[network-traffic:dst_ref.value ISSUBSET '0.0.0.0/1']",
    "[network-traffic:dst_ref.value NOT ISSUBSET '10.0.0.0/8']",
    `[domain-name:value = 'evil.example' AND domain-name:resolves_to_refs[*].value = '8.8.8.8']`,
    `[${target}] FOLLOWEDBY [file:name = 'evil.exe']`,
    "[network-traffic:dst_ref.value != '8.8.8.8']",
  ])('%s asks for something else, too, and is looked for whole', (pattern) => {
    expect(detectorOf([pattern], isHarmless)).toMatchObject({ indicatorCount: 1, leftOut: [] })
  })

  test.each([
    "[network-traffic:dst_ref.value IN ('8.8.8.8', '203.0.113.7')]",
    `[(${target} OR network-traffic:dst_ref.value = '203.0.113.7') AND network-traffic:dst_port = 443]`,
    `[${target}] OR [network-traffic:dst_ref.value = '203.0.113.7']`,
  ])('of %s the other alternative is looked for', (pattern) => {
    const detector = detectorOf([pattern], isHarmless)
    expect(detector).toMatchObject({ indicatorCount: 1, leftOut: [dns] })
    const read = createLogLineReader({ format: 'json', log: 'log', nowMs })
    const hits = [conn, { ...conn, 'id.resp_h': '8.8.8.8' }].flatMap((members, index) => {
      const event = read.read(JSON.stringify(members), index + 1)
      return typeof event === 'object' ? detector.judge(event) : []
    })
    expect(hits.map(({ matched }) => matched[0]?.line)).toEqual([1])
  })
})

describe('whatever a pattern asks, a line that fits is found though only lines that may fit are asked', () => {
  const text = fc.constantFrom('evil.example', 'ipv4-addr', 'HKLM\\Software\\Evil', 'tcp', '203.0.113.7', 'C:\\t\\evil.exe', 'a@evil.example', '00-00-5E-00-53-23', md5)
  const names = ['query', 'answers', 'server_name', 'src_ip', 'dest_ip', 'TargetObject', 'Image', 'filename', 'md5', 'from', 'subject', 'mac', 'proto', 'User', 'Details', 'tls.issuerdn']
  const event = fc.dictionary(fc.constantFrom(...names), text, { minKeys: 1, maxKeys: 6 })
  const paths = [
    'domain-name:value', 'domain-name:resolves_to_refs[*].value', 'network-traffic:dst_ref.type', 'network-traffic:dst_ref.value', 'network-traffic:protocols[*]',
    'network-traffic:src_ref.value', 'windows-registry-key:key', 'windows-registry-key:values[*].data', 'windows-registry-key:values[*].name', 'process:image_ref.name', 'file:name',
    'file:parent_directory_ref.path', 'file:hashes.MD5', 'email-addr:value', 'email-message:from_ref.value', 'email-message:from_ref.type', 'email-message:subject', 'mac-addr:value', 'user-account:account_login',
    'x509-certificate:issuer', 'ipv4-addr:value',
  ]
  const constant = fc.constantFrom('Evil.example', 'ipv4-addr', 'email-addr', 'domain-name', 'HKEY_LOCAL_MACHINE\\\\Software\\\\Evil', 'HKEY_LOCAL_MACHINE\\\\Software', 'Evil', 'tcp', 'kind-of-log', 'smtp', '203.0.113.7', 'evil.exe', 'C:\\\\t', 'a@evil.example', '00:00:5e:00:53:23', md5)
  const comparison = fc.tuple(fc.constantFrom(...paths), constant).map(([path, value]) => `${path} = '${value}'`)
  const sameType = fc.array(comparison, { minLength: 1, maxLength: 3 }).map((all) => all.filter((each) => each.split(':')[0] === all[0]?.split(':')[0]))
  const pattern = fc.tuple(sameType, fc.constantFrom(' AND ', ' OR ')).map(([all, joint]) => `(${all.join(joint)}) AND (${all.join(joint)})`)

  test('random events and patterns', () => {
    fc.assert(
      fc.property(event, pattern, (members, asked) => {
        const line = JSON.stringify({ _path: 'smtp', ...members })
        const found = hitsOf(`[${asked}]`, line).length
        // A pattern with an alternative that compares no text is asked of every line.
        const always = hitsOf(`[(${asked}) OR network-traffic:dst_port = 70000]`, line).length
        expect(found).toBe(always)
      }),
      { numRuns: 500 },
    )
  })
}) // biome-ignore format: side by side

const sharedFolder = sharedData('cyber/misp')
const folders = ['eset', 'misp-stix', 'pymisp']
test.skipIf(sharedFolder === undefined).each(folders)('each indicator of MISP in %s is looked for', async (name) => {
  const folder = join(sharedFolder ?? '', name)
  for (const file of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, file))
    const objects = await objectsIn(file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    const { indicators } = stixIndicators(objects)
    const { indicatorCount, leftOut } = createDetector({ indicators, isHarmless: () => undefined, nowMs })
    expect({ indicatorCount, leftOut }).toEqual({ indicatorCount: indicators.length, leftOut: [] })
  }
})

test('a file of MISP with a name and a hash is found under another name', async () => {
  const attribute = { type: 'filename|sha256', value: `evil.exe|${sha256}`, to_ids: true, timestamp: '1534805111' }
  const uuid = (digit: string) => `5b773e07-e694-458b-b99c-00000000000${digit}`
  const event = {
    uuid: uuid('0'),
    info: 'x',
    date: '2018-08-17',
    timestamp: '1534881925',
    Attribute: [{ ...attribute, uuid: uuid('1') }],
  }
  const objects = await objectsIn(new TextEncoder().encode(JSON.stringify({ Event: event })))
  const { indicators } = stixIndicators(objects)
  const detector = createDetector({ indicators, isHarmless: () => undefined, nowMs })
  const read = createLogLineReader({ format: 'json', log: 'log', nowMs }).read(
    JSON.stringify({ filename: 'other.exe', sha256 }),
    1,
  )
  expect(typeof read === 'object' ? detector.judge(read) : []).toHaveLength(1)
})

async function objectsIn(bytes: Uint8Array): Promise<readonly StixObject[]> {
  const objects: StixObject[] = []
  const pieces = async function* () {
    yield new Uint8Array(bytes)
  }
  for await (const part of readIntelligence(pieces)) objects.push(...part.read().objects)
  return objects
}

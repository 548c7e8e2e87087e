import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { isMembers, type Members, matchPattern, readObservations, readPattern } from '../../src/index.ts'

type Row = {
  readonly id: string
  readonly pattern: string
  readonly sco_file: string
  readonly bundle_file: string
  readonly expect: boolean
}

const folder = sharedData('cyber/rstix/pattern')
const read = (path: string): unknown =>
  folder === undefined ? undefined : JSON.parse(readFileSync(join(folder, path), 'utf8'))

/** The objects of a file: one, or those of a bundle. */
function objectsOf(path: string): readonly Members[] {
  const value = read(path)
  const objects = isMembers(value) && Array.isArray(value['objects']) ? value['objects'] : [value]
  return objects.filter(isMembers)
}

/** One observation of objects, at a time or from one time to another. */
function observed(objects: readonly Members[], atUtc = '2024-01-01T00:00:00Z', times = 1): object {
  return {
    ...{ type: 'observed-data', first_observed: atUtc, last_observed: atUtc, number_observed: times },
    object_refs: objects.map(({ id }) => id),
  }
}

function doesMatch(pattern: string, ...observedData: readonly unknown[]): boolean | string {
  const reading = readPattern(pattern, '2.1')
  const observations = readObservations(observedData)
  if (!reading.ok || observations.problems.length > 0) return 'is not read'
  const answer = matchPattern(reading.pattern, observations.observations)
  return answer.ok ? answer.matched : answer.fault.code
}

/**
 * Rows that ask bytes, a number or a flag for a text. The constant has to be of the type of the property (STIX 2.1 §9.6, table of
 * operators), and the matcher of OASIS finds nothing either; the implementation that these were made for turns the text into that type.
 */
const ofAnotherType = /(?:_hex|image_height|is_listening|aslr_enabled) = '/

const rows = folder === undefined ? [] : (read('sco-fields/manifest.json') as readonly Row[])

describe.skipIf(folder === undefined)('each property of each observable', () => {
  test('there are 140', () => {
    expect(rows).toHaveLength(140)
  })

  test.each(rows)('$pattern finds its object among all: $expect', (row) => {
    const fits = row.expect && !ofAnotherType.test(row.pattern)
    const everything = objectsOf(`sco-fields/${row.bundle_file}`)
    const alone = objectsOf(`sco-fields/${row.sco_file}`)
    expect(doesMatch(row.pattern, observed(everything), ...everything)).toBe(fits)
    expect(doesMatch(row.pattern, observed(alone), ...everything, ...alone)).toBe(fits)
    expect(doesMatch(row.pattern, observed([]), ...everything)).toBe(false)
  })

  test('10 of them ask for a text where there is none', () => {
    expect(rows.filter(({ pattern }) => ofAnotherType.test(pattern))).toHaveLength(10)
  })
})

const users =
  "[user-account:account_type = 'unix' AND user-account:user_id = '1007' AND user-account:account_login = 'Peter'] AND [user-account:account_type = 'unix' AND user-account:user_id = '1008' AND user-account:account_login = 'Paul'] AND [user-account:account_type = 'unix' AND user-account:user_id = '1009' AND user-account:account_login = 'Mary']"

/** Source: the examples of STIX 2.1 §9.5 and §9.8; the second pattern of each pair differs in what is sought. */
const examples: readonly (readonly [file: string, fits: string, fitsNot: string])[] = [
  [
    'spec-9-8-file-parent-bundle',
    "[file:name = 'foo.dll' AND file:parent_directory_ref.path = 'C:\\\\Windows\\\\System32']",
    "[file:name = 'foo.dll' AND file:parent_directory_ref.path = 'C:\\\\Windows']",
  ],
  [
    'spec-9-8-network-bundle',
    "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '203.0.113.33']",
    "[network-traffic:dst_ref.value ISSUBSET '198.51.100.0/24']",
  ],
  [
    'spec-9-8-ipv6-network-bundle',
    "[network-traffic:dst_ref.type = 'ipv6-addr' AND network-traffic:dst_ref.value = '2001:0db8:dead:beef:0000:0000:0000:0042']",
    "[network-traffic:dst_ref.value ISSUBSET '2001:0db8:dead:bee0::/64']",
  ],
  [
    'spec-9-8-domain-bundle',
    "[domain-name:value = 'www.5z8.info' AND domain-name:resolves_to_refs[*].value = '198.51.100.1']",
    "[domain-name:value = 'www.5z8.info' AND domain-name:resolves_to_refs[*].value = '198.51.100.2']",
  ],
  [
    'artifact-pcap-payload',
    "[artifact:mime_type = 'application/vnd.tcpdump.pcap' AND artifact:payload_bin MATCHES '\\\\xd4\\\\xc3\\\\xb2\\\\xa1\\\\x02\\\\x00\\\\x04\\\\x00']",
    "[artifact:payload_bin MATCHES '\\\\xa1\\\\xb2\\\\xc3\\\\xd4']",
  ],
  [
    'file-with-ctime',
    "[file:name = 'pdf.exe' AND file:size = 371712 AND file:ctime = t'2014-01-13T07:03:17Z']",
    "[file:name = 'pdf.exe' AND file:ctime = t'2014-01-13T07:03:18Z']",
  ],
  [
    'process-globalsign-root',
    "[process:command_line MATCHES '^.+>-add GlobalSign.cer -c -s -r localMachine Root$']",
    "[process:command_line MATCHES '^-add GlobalSign.cer']",
  ],
  [
    'spec-9-8-email-bundle-email-message',
    "[email-message:subject = 'Conference Info' AND EXISTS email-message:body_multipart[*].body_raw_ref]",
    "[email-message:subject = 'Conference Info' AND email-message:body_multipart[*].content_type = 'image/png']",
  ],
  [
    'spec-9-5-split-refs-bundle',
    "[network-traffic:src_ref.value = '203.0.113.10' OR network-traffic:dst_ref.value = '203.0.113.10']",
    "[network-traffic:src_ref.value = '203.0.113.10' AND network-traffic:dst_ref.value = '198.51.100.58']",
  ],
]

describe('a reference', () => {
  const traffic = {
    type: 'network-traffic',
    id: 'network-traffic--1',
    dst_ref: 'ipv4-addr--1',
    encapsulates_refs: ['a--1', 'b--2'],
  }
  const address = { type: 'ipv4-addr', id: 'ipv4-addr--1', value: '203.0.113.33' }

  test.each([
    ["[network-traffic:dst_ref = 'ipv4-addr--1']", true],
    ["[network-traffic:dst_ref.id = 'ipv4-addr--1' AND network-traffic:dst_ref.value = '203.0.113.33']", true],
    ["[network-traffic:encapsulates_refs[1] = 'b--2']", true],
    ["[network-traffic:encapsulates_refs[*] = 'b--2']", true],
    ['[EXISTS network-traffic:encapsulates_refs[0]]', true],
    ["[network-traffic:encapsulates_refs[0].id = 'a--1']", false],
    ["[network-traffic:encapsulates_refs[0].id != 'b--2']", false],
  ])('is an identifier where a path ends, and an object where it goes on: %s %s', (pattern, fits) => {
    expect(doesMatch(pattern, observed([traffic, address]), traffic, address)).toBe(fits)
  })

  test('leads nowhere where the observation does not list what it names, though the bundle has it (STIX 2.1 §9.7.4)', () => {
    const pattern = "[network-traffic:dst_ref.value = '203.0.113.33']"
    expect(doesMatch(pattern, observed([traffic]), traffic, address)).toBe(false)
    expect(doesMatch(pattern, observed([traffic, address]), traffic, address)).toBe(true)
  })
})

describe.skipIf(folder === undefined)('the examples of the standard', () => {
  test.each(examples)('%s: %s fits, %s does not', (file, fits, fitsNot) => {
    const objects = objectsOf(`eval/${file}.json`)
    expect(doesMatch(fits, observed(objects), ...objects)).toBe(true)
    expect(doesMatch(fitsNot, observed(objects), ...objects)).toBe(false)
  })

  test('three users have to be seen in three observations', () => {
    const three = ['peter', 'paul', 'mary'].flatMap((name) => objectsOf(`eval/user-${name}.json`))
    expect(doesMatch(users, ...three.map((one) => observed([one])), ...three)).toBe(true)
    expect(doesMatch(users, observed(three), ...three)).toBe(false)
    const together = objectsOf('eval/spec-9-8-level23-users-bundle.json')
    expect(doesMatch(users, ...together.map((one) => observed([one])), ...together)).toBe(true)
    expect(doesMatch(users, ...together.slice(1).map((one) => observed([one])), ...together)).toBe(false)
  })

  test('an address is seen within the time that is asked for', () => {
    const address = objectsOf('eval/ipv4-addr-start-stop.json')
    const pattern =
      "[ipv4-addr:value = '198.51.100.1/32' OR ipv4-addr:value = '203.0.113.33/32'] START t'2024-01-01T00:00:00Z' STOP t'2024-01-01T01:00:00Z'"
    expect(doesMatch(pattern, observed(address, '2024-01-01T00:30:00Z'), ...address)).toBe(true)
    expect(doesMatch(pattern, observed(address, '2024-01-01T02:00:00Z'), ...address)).toBe(false)
  })

  test('a registry key is seen as often as is asked for', () => {
    const key = objectsOf('eval/registry-cryptolocker.json')
    const pattern =
      "[windows-registry-key:key = 'HKEY_CURRENT_USER\\\\Software\\\\CryptoLocker\\\\Files'] REPEATS 5 TIMES WITHIN 60 SECONDS"
    const seen = (count: number, gapS: number) =>
      Array.from({ length: count }, (_, at) =>
        observed(key, new Date(Date.UTC(2024, 0, 1, 0, 0, at * gapS)).toISOString()),
      )
    expect(doesMatch(pattern, ...seen(5, 10), ...key)).toBe(true)
    expect(doesMatch(pattern, ...seen(5, 20), ...key)).toBe(false)
    expect(doesMatch(pattern, ...seen(4, 1), ...key)).toBe(false)
  })

  test('observed data of a bundle stand by themselves', () => {
    expect(doesMatch("[ipv4-addr:value = '203.0.113.4']", read('eval/observed-data-bundle.json'))).toBe(true)
    expect(doesMatch("[ipv4-addr:value != '203.0.113.4']", read('eval/observed-data-bundle.json'))).toBe(false)
  })
})

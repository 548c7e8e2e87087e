import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkStix, readIntelligence, readPattern, type StixObject } from '../../src/index.ts'

const uuid = (n: number) => `5b773e07-e694-458b-b99c-${String(n).padStart(12, '0')}`

function attribute(n: number, type: string, value: string, members: object = {}): object {
  const stated = {
    category: 'Network activity',
    to_ids: true,
    timestamp: '1534805111',
    distribution: '5',
    deleted: false,
  }
  return { uuid: uuid(n), type, value, comment: '', ...stated, ...members }
}

function event(members: object): object {
  const orgc = { name: 'ESET', uuid: '55f6ea5e-51ac-4344-bc8c-4170950d210f' }
  const stated = { info: 'Turla', date: '2018-08-17', timestamp: '1534881925', distribution: '3', Orgc: orgc }
  return { Event: { uuid: uuid(0), ...stated, ...members } }
}

async function readBytes(bytes: Uint8Array): Promise<{ objects: StixObject[]; problems: string[] }> {
  const objects: StixObject[] = []
  const problems: string[] = []
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096)
  }
  for await (const part of readIntelligence(pieces)) {
    const contents = part.read()
    objects.push(...contents.objects)
    problems.push(...contents.problems.map(({ code, message }) => `${code} ${message}`))
  }
  return { objects, problems }
}

const read = async (value: unknown) => readBytes(new TextEncoder().encode(JSON.stringify(value)))

async function only(type: string, value: unknown): Promise<StixObject> {
  const found = (await read(value)).objects.filter((one) => one.type === type)
  const [first] = found
  if (first === undefined || found.length > 1) throw new Error(`${found.length} of ${type}`)
  return first
}

const withAttribute = (type: string, value: string, members: object = {}) =>
  event({ Attribute: [attribute(1, type, value, members)] })

describe('an attribute of MISP that is for detection', () => {
  // What a STIX pattern for each looks like: STIX 2.1 §9.8.
  test.each([
    ['md5', '644bf17e482f443f763b0b7355b14372', "[file:hashes.'MD5' = '644bf17e482f443f763b0b7355b14372']"],
    ['ip-dst', '198.51.100.3', "[ipv4-addr:value = '198.51.100.3']"],
    ['ip-src', '2001:db8::1', "[ipv6-addr:value = '2001:db8::1']"],
    [
      'domain|ip',
      'example.com|198.51.100.3',
      "[domain-name:value = 'example.com' AND domain-name:resolves_to_refs[*].value = '198.51.100.3']",
    ],
    [
      'ip-dst|port',
      '198.51.100.3|443',
      "[network-traffic:dst_ref.type = 'ipv4-addr' AND network-traffic:dst_ref.value = '198.51.100.3' AND network-traffic:dst_port = 443]",
    ],
    ['filename', "C:\\it's.exe", "[file:name = 'C:\\\\it\\'s.exe']"],
    ['regkey', 'HKLM\\Software\\a', "[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\a']"],
    ['AS', 'AS15139', '[autonomous-system:number = 15139]'],
  ])('%s %s becomes an indicator', async (type, value, pattern) => {
    const indicator = await only('indicator', withAttribute(type, value))
    expect(indicator).toMatchObject({ id: `indicator--${uuid(1)}`, pattern, valid_from: '2018-08-20T22:45:11.000Z' })
    expect(readPattern(String(indicator['pattern'])).ok).toBe(true)
  })

  test('and holds a rule becomes an indicator in the language of the rule', async () => {
    const rule = 'rule a { condition: true }'
    expect(await only('indicator', withAttribute('yara', rule))).toMatchObject({ pattern: rule, pattern_type: 'yara' })
  })
})

describe('another attribute of MISP', () => {
  test('becomes what was observed, with the id that everybody gives it', async () => {
    const { objects } = await read(withAttribute('ip-dst', '198.51.100.3', { to_ids: false }))
    const data = objects.find(({ type }) => type === 'observed-data')
    // Source of the id: STIX 2.1 §6.8.
    expect(data?.['object_refs']).toEqual(['ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4'])
  })

  test('that is a CVE becomes a vulnerability', async () => {
    expect(await only('vulnerability', withAttribute('vulnerability', 'CVE-2021-26855'))).toMatchObject({
      name: 'CVE-2021-26855',
    })
  })

  test('that STIX has nothing for is told in a note', async () => {
    const note = await only('note', withAttribute('text', 'They come on Mondays', { comment: 'seen twice' }))
    expect(note).toMatchObject({ content: 'They come on Mondays\nseen twice', object_refs: [`report--${uuid(0)}`] })
  })

  test('that was deleted is left out', async () => {
    const { objects } = await read(withAttribute('ip-dst', '198.51.100.3', { deleted: true }))
    expect(objects.some(({ type }) => type === 'indicator' || type === 'observed-data')).toBe(false)
  })

  test('whose value is not of its type is told in a note, not made into an address', async () => {
    expect(await only('note', withAttribute('ip-dst', 'not an address'))).toMatchObject({ content: 'not an address' })
  })
})

describe('the marking of a MISP event', () => {
  const ids = {
    clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
    amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
    strict: 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
    red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
  }
  const tag = (...names: readonly string[]) => names.map((name) => ({ name }))
  const markedBy = async (members: object, own: object = {}) => {
    const value = event({ ...members, Attribute: [attribute(1, 'ip-dst', '198.51.100.3', own)] })
    return (await only('indicator', value))['object_marking_refs']
  }

  test('is its TLP tag, which stands behind the attributes', async () => {
    expect(await markedBy({ Tag: tag('tlp:white'), distribution: '0' })).toEqual([ids.clear])
  })

  test('is the narrowest of several TLP tags', async () => {
    expect(await markedBy({ Tag: tag('tlp:green', 'tlp:amber+strict') })).toEqual([ids.strict])
  })

  test('is its distribution where no tag says it', async () => {
    expect(await markedBy({ distribution: '0' })).toEqual([ids.red])
    expect(await markedBy({ distribution: '2' })).toEqual([ids.amber])
  })

  test('can be narrowed by an attribute, and not widened', async () => {
    expect(await markedBy({ Tag: tag('tlp:amber') }, { Tag: tag('tlp:red') })).toEqual([ids.red])
    expect(await markedBy({ Tag: tag('tlp:red') }, { Tag: tag('tlp:white') })).toEqual([ids.red])
    expect(await markedBy({ distribution: '1' }, { distribution: '3' })).toEqual([ids.strict])
  })
})

describe('what goes with a MISP event', () => {
  test('is a technique of ATT&CK for a galaxy tag, under its number', async () => {
    const name = 'misp-galaxy:mitre-attack-pattern="Unix Shell - T1059.004"'
    expect(await only('attack-pattern', event({ Tag: [{ name }], Attribute: [] }))).toMatchObject({
      name: 'Unix Shell',
      external_references: [{ source_name: 'mitre-attack', external_id: 'T1059.004' }],
    })
  })

  test('is a sighting for a sighting, and an opinion for a false positive', async () => {
    const sightings = [
      { type: '0', date_sighting: '1534881000', uuid: uuid(8), Organisation: { name: 'CIRCL', uuid: uuid(9) } },
      { type: '1', date_sighting: '1534882000', uuid: uuid(7) },
    ]
    const { objects } = await read(withAttribute('domain', 'example.com', { Sighting: sightings }))
    const subject = `indicator--${uuid(1)}`
    expect(objects.find(({ type }) => type === 'sighting')).toMatchObject({
      sighting_of_ref: subject,
      first_seen: '2018-08-21T19:50:00.000Z',
    })
    expect(objects.find(({ type }) => type === 'opinion')).toMatchObject({
      opinion: 'disagree',
      object_refs: [subject],
    })
  })

  test('is one indicator for an object that is a file', async () => {
    const file = (n: number, type: string, relation: string, value: string) => ({
      ...attribute(n, type, value),
      object_relation: relation,
    })
    const attributes = [
      file(2, 'md5', 'md5', '644bf17e482f443f763b0b7355b14372'),
      file(3, 'filename', 'filename', 'a.exe'),
    ]
    const object = { uuid: uuid(4), name: 'file', timestamp: '1534805111', distribution: '5', Attribute: attributes }
    expect(await only('indicator', event({ Object: [object] }))).toMatchObject({
      id: `indicator--${uuid(4)}`,
      pattern: "[file:hashes.'MD5' = '644bf17e482f443f763b0b7355b14372']",
    })
  })

  test('is a report that names every object; of many by groupings', async () => {
    const attributes = Array.from({ length: 5001 }, (_, n) => attribute(n + 10, 'domain', `h${n}.example.com`))
    const { objects } = await read(event({ Attribute: attributes }))
    const groupings = objects.filter(({ type }) => type === 'grouping')
    expect(groupings.map((one) => (Array.isArray(one['object_refs']) ? one['object_refs'].length : 0))).toEqual([
      5000, 1,
    ])
    expect(objects.at(-1)?.['object_refs']).toEqual([objects[0]?.id, ...groupings.map(({ id }) => id)])
  })

  test('is nothing for the manifest of a feed', async () => {
    expect(await read({ [uuid(0)]: { info: 'Turla', timestamp: 1534881925, Orgc: {} } })).toEqual({
      objects: [],
      problems: [],
    })
  })
})

const folder = sharedData('cyber/misp')
const published = folder === undefined ? [] : readdirSync(join(folder, 'eset'))

describe.skipIf(folder === undefined)('events of MISP that were published', () => {
  test.each(
    published,
  )('%s becomes objects that the standard allows, and none of them refers to nothing', async (file) => {
    const { objects, problems } = await readBytes(gunzipSync(readFileSync(join(folder ?? '', 'eset', file))))
    expect(problems).toEqual([])
    const bundle = { type: 'bundle', id: 'bundle--44af6c39-c09b-49c5-9de2-394224b04982', objects }
    const { issues } = checkStix(bundle, { enforcesRefs: true })
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test.each([
    'telebots__misp-telebots.json.gz',
    'stantinko__stantinko.misp-event.json.gz',
  ])('%s loses no attribute that is for detection', async (file) => {
    const bytes = gunzipSync(readFileSync(join(folder ?? '', 'eset', file)))
    const attributes: readonly { uuid: string; to_ids: boolean; deleted: boolean }[] = JSON.parse(bytes.toString())
      .response[0].Event.Attribute
    const ids = new Set((await readBytes(bytes)).objects.map(({ id }) => id))
    const lost = attributes.filter(({ uuid: own, to_ids, deleted }) => {
      return to_ids && !deleted && !ids.has(`indicator--${own}`) && !ids.has(`note--${own}`)
    })
    expect(lost).toEqual([])
    expect(attributes.length).toBeGreaterThan(90)
  })
})

import {
  base64Bytes,
  base64UrlBytes,
  canonicalBytes,
  fromDsse,
  preAuthenticationEncoding,
  readRecord,
  signRecord,
  toDsse,
  verifySignatures,
} from '@yagura/record'
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, kinds, sighting, signed, signerOf, verify } from './signed-samples.ts'

const duty3 = signerOf('duty-3', 1)
const duty4 = signerOf('duty-4', 2)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const keyOf = (keyId: string) => [duty3, duty4].find((signer) => signer.keyId === keyId)?.publicKey
let record: Awaited<ReturnType<typeof signed>>

beforeAll(async () => {
  record = await signed(bodyOf('test.sighting', sighting), [duty4, duty3])
})

async function codeOf(kind: string, data: unknown, changes: object = {}): Promise<string> {
  const answer = await signRecord(bodyOf(kind, data, changes), [duty3], kinds)
  if (!answer.ok) return answer.fault.code
  const read = readRecord(answer.line, kinds)
  return read.ok ? 'taken' : read.fault.code
}

test('the pre-authentication encoding is that of the example of the DSSE protocol', () => {
  const encoded = preAuthenticationEncoding('http://example.com/HelloWorld', bytes('hello world'))
  expect(Buffer.from(encoded).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world')
})

test('lengths are those of bytes, not of letters', () => {
  expect(Buffer.from(preAuthenticationEncoding('é', bytes('号'))).toString()).toBe('DSSEv1 2 é 3 号')
})

test('a line that was signed is read, and both signatures are right', () => {
  const read = readRecord(record.line, kinds)
  expect(read).toEqual({ ok: true, record: record.record, bodyBytes: record.bodyBytes, bodySha256: record.bodySha256 })
  expect(verifySignatures(record, keyOf, verify)).toEqual({ ok: true, keyIds: [duty3.keyId, duty4.keyId].sort() })
})

test('what is verified are the bytes of the body in the line', () => {
  const read = readRecord(record.line, kinds)
  expect(read.ok && Buffer.from(read.bodyBytes).toString()).toBe(
    Buffer.from(canonicalBytes(bodyOf('test.sighting', sighting))).toString(),
  )
})

test('a record by a key that is not known is not right', () => {
  expect(verifySignatures(record, () => undefined, verify)).toMatchObject({ fault: { code: 'record/unknown-key' } })
})

test('a record with one wrong signature among right ones is not right', () => {
  const swapped = (keyId: string) => (keyId === duty3.keyId ? duty4.publicKey : duty3.publicKey)
  expect(verifySignatures(record, swapped, verify)).toMatchObject({ fault: { code: 'record/wrong-signature' } })
})

test('a record goes through a DSSE envelope and back, byte for byte', () => {
  const envelope = toDsse(record)
  expect(envelope.payloadType).toBe('application/vnd.yagura.record+json')
  expect(base64Bytes(envelope.payload)).toEqual(record.bodyBytes)
  expect(fromDsse(JSON.parse(JSON.stringify(envelope)), kinds)).toEqual(readRecord(record.line, kinds))
})

test('an envelope as others write it is read: URL-safe base64, signatures in another order, members that DSSE does not know', () => {
  const envelope = toDsse(record)
  const other = {
    note: 'from elsewhere',
    ...envelope,
    payload: envelope.payload.replaceAll('+', '-').replaceAll('/', '_'),
    signatures: envelope.signatures.toReversed().map((signature) => ({ ...signature, cert: 'x' })),
  }
  expect(fromDsse(other, kinds)).toEqual(readRecord(record.line, kinds))
})

test.each([
  ['another type', { payloadType: 'application/json' }, 'record/envelope'],
  ['a payload that is not base64', { payload: '{}' }, 'record/envelope'],
  ['no signatures', { signatures: undefined }, 'record/envelope'],
  ['an empty list of signatures', { signatures: [] }, 'record/schema'],
  ['a signature that is not base64', { signatures: [{ keyid: 'a/b#0000', sig: '!' }] }, 'record/envelope'],
  ['a key id of another form', { signatures: [{ keyid: 'b', sig: 'AAAA' }] }, 'record/schema'],
  [
    'a payload that closes its place',
    { payload: Buffer.from('{},"sigs":[]').toString('base64') },
    'record/not-canonical',
  ],
  ['a payload that is not canonical', { payload: Buffer.from('{ }').toString('base64') }, 'record/not-canonical'],
])('an envelope with %s is refused', (_what, changes, code) => {
  expect(fromDsse({ ...toDsse(record), ...changes }, kinds)).toMatchObject({ ok: false, fault: { code } })
})

test('what is no envelope is refused', () => {
  for (const value of [undefined, null, 1, 'x', [], {}]) {
    expect(fromDsse(value, kinds)).toMatchObject({ fault: { code: 'record/envelope' } })
  }
})

test.each([
  ['a kind that nobody knows', 'test.nothing', sighting, {}, 'record/unknown-kind'],
  ['a kind that every object has', 'to.string', sighting, {}, 'record/unknown-kind'],
  ['data of another kind', 'recall.ask', sighting, {}, 'record/schema'],
  ['a member that nobody knows', 'test.sighting', sighting, { extra: 1 }, 'record/schema'],
  ['another version', 'test.sighting', sighting, { v: 2 }, 'record/schema'],
  [
    'a day that does not exist',
    'test.sighting',
    sighting,
    { at: '2026-02-30T00:00:00.000Z' },
    'record/no-such-instant',
  ],
  ['an instant without milliseconds', 'test.sighting', sighting, { at: '2026-02-20T00:00:00Z' }, 'record/schema'],
  ['an id that is no ULID', 'test.sighting', sighting, { id: '81KAZ0Y5Q8R3V6X9B2D4F6H8JK' }, 'record/schema'],
  ['a number that others round', 'test.sighting', { ...sighting, distanceKm: 2 ** 53 }, {}, 'record/number'],
  ['a number that is none', 'test.sighting', { ...sighting, distanceKm: Number.NaN }, {}, 'record/number'],
  ['half of a surrogate pair', 'test.sighting', { ...sighting, name: '\ud800' }, {}, 'record/text'],
  ['64 KiB', 'test.sighting', { ...sighting, name: 'x'.repeat(65_536) }, {}, 'record/size'],
  ['another author', 'test.sighting', sighting, { by: 'jp.ncc.example/duty-9' }, 'record/signatures'],
  [
    'a reference named twice',
    'test.sighting',
    sighting,
    { refs: [0, 1].map(() => ({ rel: 'about', to: 'a'.repeat(64) })) },
    'record/references',
  ],
  [
    'a set out of order',
    'test.sighting',
    sighting,
    { mark: { pol: 'JP', lvl: 1, mode: 'REAL', ctl: ['B', 'A'] } },
    'record/marking-order',
  ],
  ['no marking', 'test.sighting', sighting, { mark: undefined }, 'record/schema'],
])('nothing is signed that says %s', async (_what, kind, data, changes, code) => {
  expect(await codeOf(kind, data, changes)).toBe(code)
})

test('a signer is asked only for what can be read back', async () => {
  let asked = 0
  const sign = async (message: Uint8Array) => {
    asked += 1
    return duty3.sign(message)
  }
  await signRecord(bodyOf('test.nothing', {}), [{ ...duty3, sign }], kinds)
  expect(asked).toBe(0)
})

test('signatures can be gathered in several places, in any order', async () => {
  const body = bodyOf('test.sighting', sighting)
  const first = await signed(body, [duty3])
  const both = await signRecord(first.record.body, [duty4], kinds, first.record.sigs)
  expect(both.ok && both.line).toEqual(record.line)
})

test('nobody signs twice', async () => {
  const answer = await signRecord(bodyOf('test.sighting', sighting), [duty3, duty3], kinds)
  expect(answer).toMatchObject({ fault: { code: 'record/signatures' } })
})

test('a line whose signatures are in another order is refused', () => {
  const { body, sigs } = record.record
  const other = canonicalBytes({ body, sigs: sigs.toReversed() })
  expect(readRecord(other, kinds)).toMatchObject({ fault: { code: 'record/signatures' } })
})

const hash = 'ab'.repeat(32)

test.each([
  ['key.end', { key: 'jp.ncc.example/duty-3#3a7f', why: 'left' }],
  ['key.compromised', { from: 0, key: 'jp.ncc.example/duty-3#3a7f' }],
  ['release.approve', { record: hash, to: ['AUS', 'USA'], until: '2027-01-01T00:00:00.000Z' }],
  ['recall.ask', { act: 'purge', record: hash, why: 'wrong object' }],
  ['recall.ack', { ask: hash, done: 'hidden', record: hash }],
  [
    'dataset.add',
    { blob: hash, mediaType: 'application/vnd.yagura.elements+json', sizeBytes: 12, what: 'space.elementSets' },
  ],
  ['evidence.complaint', { code: 'record/schema', leaf: hash, log: 'us.ncc.example/ch/JPN-USA', position: 7 }],
])('the core knows records of kind %s, and refuses one with a member more', async (kind, data) => {
  expect(await codeOf(kind, data)).toBe('taken')
  expect(await codeOf(kind, { ...data, extra: 1 })).toBe('record/schema')
})

test.each([
  ['', []],
  ['AA', [0]],
  ['-_8', [0xfb, 0xff]],
])('unpadded base64url %s is read', (text, expected) => {
  expect([...(base64UrlBytes(text) ?? [1, 2, 3])]).toEqual(expected)
})

test.each([
  'A',
  'AB',
  'AA==',
  '+/8',
  'A A',
  'AAAAA',
  'é',
])('%s is no unpadded base64url, or not the only form', (text) => {
  expect(base64UrlBytes(text)).toBeUndefined()
})

import { seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import {
  cosignNote,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  isKeyName,
  makeVerifierKey,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signNote,
  type VerifierKey,
  verifyNote,
} from '../../src/index.ts'
import { keyPairOf, verifyByNode } from '../ed25519.ts'
import { readVectors } from '../read-vectors.ts'

const golang = readVectors<{ verifierKey: string; signerKey: string; note: string }>('note/golang-sumdb.json')
const arche = readVectors<{ logKey: string; cosignerKey: string; checkpoint: string }>('note/arche2025h1.json')
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function keyOf(text: string): VerifierKey {
  const parsed = parseVerifierKey(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  return parsed.key
}

test('the note of the Go package is read, verified and signed anew to the same bytes', async () => {
  const key = keyOf(golang.verifierKey)
  expect(formatVerifierKey(key)).toBe(golang.verifierKey)
  const parsed = parseNote(utf8(golang.note))
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  expect(verifyNote(parsed.note, [key], verifyByNode)).toMatchObject({ ok: true, signedBy: [{ key }] })
  const seed = Buffer.from(golang.signerKey.split('+').slice(4).join('+'), 'base64').subarray(1)
  const signed = await signNote(parsed.note.text, key, keyPairOf(seed))
  if (!signed.ok) throw new Error(signed.fault.reason)
  const formatted = formatNote({ text: parsed.note.text, signatures: [signed.signature] })
  expect(formatted).toEqual({ ok: true, bytes: utf8(golang.note) })
})

test('a checkpoint of a public log is verified by the keys of the log and of a witness, with its time', () => {
  const [log, cosigner] = [keyOf(arche.logKey), keyOf(arche.cosignerKey)]
  const opened = openCheckpoint(utf8(arche.checkpoint), [log, cosigner], verifyByNode)
  expect(opened).toMatchObject({
    ok: true,
    checkpoint: { origin: 'arche2025h1.staging.ct.transparency.dev', size: 1_432_088_532, extensions: [] },
    // 2026-05-23T21:52:32Z
    signedBy: [{ key: log }, { key: cosigner, timestampS: 0x6a122120 }],
  })
  expect(formatVerifierKey(cosigner)).toBe(arche.cosignerKey)
})

test('a checkpoint of a public log with one digit changed is refused', () => {
  const changed = utf8(arche.checkpoint.replace('1432088532', '1432088533'))
  for (const key of [arche.logKey, arche.cosignerKey]) {
    const opened = openCheckpoint(changed, [keyOf(key)], verifyByNode)
    expect(opened).toMatchObject({ ok: false, fault: { code: 'record/note-bad-signature' } })
  }
})

test('signatures of unknown keys are passed over, and a note without a known one is refused', () => {
  const parsed = parseNote(utf8(arche.checkpoint))
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  expect(parsed.note.signatures).toHaveLength(6)
  const sameName = { ...keyOf(arche.logKey), keyId: 1 }
  expect(verifyNote(parsed.note, [sameName], verifyByNode)).toMatchObject({ fault: { code: 'record/note-unsigned' } })
  expect(verifyNote(parsed.note, [], verifyByNode)).toMatchObject({ fault: { code: 'record/note-unsigned' } })
})

test('a cosignature holds its time: with another it is wrong', async () => {
  const pair = keyPairOf(new Uint8Array(32).fill(3))
  const made = makeVerifierKey('au.ncc.example', 'cosignature', pair.publicKey)
  if (!made.ok) throw new Error(made.fault.reason)
  const text = 'jp.ncc.example/ch/AUS-JPN\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'
  const cosigned = await cosignNote(text, made.key, pair, 1_764_000_000)
  if (!cosigned.ok) throw new Error(cosigned.fault.reason)
  const note = { text, signatures: [cosigned.signature] }
  expect(verifyNote(note, [made.key], verifyByNode)).toMatchObject({ signedBy: [{ timestampS: 1_764_000_000 }] })
  const later = cosigned.signature.signature.slice()
  later[7] = (later[7] ?? 0) ^ 1
  const changed = { text, signatures: [{ ...cosigned.signature, signature: later }] }
  expect(verifyNote(changed, [made.key], verifyByNode)).toMatchObject({ fault: { code: 'record/note-bad-signature' } })
  const beyond = cosigned.signature.signature.slice().fill(255, 0, 8)
  expect(
    verifyNote({ text, signatures: [{ ...cosigned.signature, signature: beyond }] }, [made.key], verifyByNode).ok,
  ).toBe(false)
})

test('a key signs only what its type is for', async () => {
  const pair = keyPairOf(new Uint8Array(32).fill(4))
  const plain = makeVerifierKey('a', 'ed25519', pair.publicKey)
  const cosigner = makeVerifierKey('a', 'cosignature', pair.publicKey)
  if (!plain.ok || !cosigner.ok) throw new Error('no keys')
  expect(await signNote('x\n', cosigner.key, pair)).toMatchObject({ fault: { code: 'record/note-key-type' } })
  expect(await cosignNote('x\n', plain.key, pair, 1)).toMatchObject({ fault: { code: 'record/note-key-type' } })
  expect(await cosignNote('x\n', cosigner.key, pair, -1)).toMatchObject({ fault: { code: 'record/note-timestamp' } })
})

test.each([
  ['without signatures', 'text\n'],
  ['without a last newline', 'text\n\n— a AAAAAAA='],
  ['with a hyphen in place of the dash', 'text\n\n- a AAAAAAA=\n'],
  ['with a signature of four bytes', 'text\n\n— a AAAAAA==\n'],
  ['with base64 of other bits', 'text\n\n— a AAAAAAB=\n'],
  ['with base64 without padding', 'text\n\n— a AAAAAAA\n'],
  ['with a name that has a plus sign', 'text\n\n— a+b AAAAAAA=\n'],
  ['with an empty name', 'text\n\n—  AAAAAAA=\n'],
  ['with a no-break space in a name', 'text\n\n— a b AAAAAAA=\n'],
  ['with a carriage return', 'text\r\n\n— a AAAAAAA=\n'],
  ['with a tab', 'te\txt\n\n— a AAAAAAA=\n'],
  ['with a word after the signature', 'text\n\n— a AAAAAAA= x\n'],
  ['with a hundred and one signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(101)}`],
  ['that is too large', `${'x'.repeat(1 << 19)}\n\n— a AAAAAAA=\n`],
])('a note %s is refused', (_, text) => {
  expect(parseNote(utf8(text))).toMatchObject({ ok: false, fault: { code: 'record/note-malformed' } })
})

test('a note of bytes that are not UTF-8 is refused', () => {
  expect(parseNote(Uint8Array.of(0xff, 0x0a, 0x0a))).toMatchObject({ fault: { code: 'record/note-malformed' } })
})

test('the text of a note goes to its last empty line', () => {
  const parsed = parseNote(utf8('one\n\ntwo\n\n— a AAAAAAA=\n'))
  expect(parsed).toMatchObject({ ok: true, note: { text: 'one\n\ntwo\n' } })
})

test('a text or a name that would make another note is not written', () => {
  const signature = { name: 'a', keyId: 1, signature: Uint8Array.of(1) }
  expect(formatNote({ text: 'no newline', signatures: [signature] }).ok).toBe(false)
  expect(formatNote({ text: 'x\n', signatures: [{ ...signature, name: 'a\n— b' }] }).ok).toBe(false)
  expect(formatNote({ text: 'x\n', signatures: [] }).ok).toBe(false)
})

test.each([
  golang.verifierKey.replace('c74f20a3', 'c74f20a4'),
  golang.verifierKey.replace('c74f20a3', 'C74F20A3'),
  golang.verifierKey.slice(0, -1),
  golang.verifierKey.replace('+ARpc', '+CRpc'),
  `${golang.verifierKey} `,
  'PeterNeumann',
  '',
  '+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  // Published as bad in golang.org/x/mod: a key that is too long, and an unknown algorithm, both with a hash that fits.
  'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
  'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
])('%j is no verifier key', (text) => {
  expect(parseVerifierKey(text)).toMatchObject({ ok: false, fault: { code: 'record/verifier-key' } })
})

test.each([
  ['', false],
  ['a b', false],
  ['a+b', false],
  ['a b', false],
  ['a​b', true],
  ['jp.ncc.example/ch/AUS-JPN', true],
  ['x'.repeat(256), false],
])('%j names a key: %s', (name, expected) => {
  expect(isKeyName(name)).toBe(expected)
})

const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

test.each([
  ['a size with a leading zero', `o\n01\n${root}\n`],
  ['a size with a sign', `o\n+1\n${root}\n`],
  ['a size beyond 2^53 − 1', `o\n9007199254740992\n${root}\n`],
  ['an empty origin', `\n1\n${root}\n`],
  ['a root that is too short', 'o\n1\nAAAA\n'],
  ['a root in other base64', `o\n1\n${root.replace('FU=', 'FV=')}\n`],
  ['an empty extension', `o\n1\n${root}\n\n`],
  ['no root', 'o\n1\n'],
  ['no last newline', `o\n1\n${root}`],
])('a checkpoint with %s is refused', (_, text) => {
  expect(parseCheckpoint(text)).toMatchObject({ ok: false, fault: { code: 'record/checkpoint-malformed' } })
})

test('a checkpoint is written as it is read, extensions too', () => {
  const text = `o\n9007199254740991\n${root}\nmore\n`
  const parsed = parseCheckpoint(text)
  if (!parsed.ok) throw new Error(parsed.fault.reason)
  expect(formatCheckpoint(parsed.checkpoint)).toEqual({ ok: true, text })
  expect(formatCheckpoint({ ...parsed.checkpoint, origin: 'a\nb' }).ok).toBe(false)
  expect(formatCheckpoint({ ...parsed.checkpoint, size: 1.5 }).ok).toBe(false)
})

test('ten thousand notes with bytes changed never become another note that verifies, and never a throw', () => {
  const random = seededRandom(1933)
  const whole = utf8(arche.checkpoint)
  const keys = [keyOf(arche.logKey), keyOf(arche.cosignerKey)]
  const textEnd = whole.indexOf(10, whole.indexOf(10, whole.indexOf(10) + 1) + 1) + 1
  for (let round = 0; round < 10_000; round += 1) {
    const changed = whole.slice()
    const place = random.integer(0, textEnd - 1)
    changed[place] = (changed[place] ?? 0) ^ (1 << random.integer(0, 7))
    expect(openCheckpoint(changed, keys, verifyByNode).ok).toBe(false)
  }
})

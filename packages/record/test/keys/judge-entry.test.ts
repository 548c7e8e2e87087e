import {
  base64UrlOf,
  beginKeyHistory,
  judgeEntry,
  type KeyHistory,
  keyAt,
  keyIdOf,
  type RecordBody,
  rootKeyIdsOf,
  type Signer,
} from '@yagura/record'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyOf, node, sighting, signed, signerOf, verify } from '../envelope/signed-samples.ts'

const roots = [signerOf('root-1', 11), signerOf('root-2', 12), signerOf('root-3', 13)]
const [root1, root2, root3] = roots as [Signer, Signer, Signer]
const duty3 = signerOf('duty-3', 1)
const duty4 = signerOf('duty-4', 2)
const publicKeys = roots.map((root) => root.publicKey)

function begin(): KeyHistory {
  const begun = beginKeyHistory(node, publicKeys)
  if (!begun.ok) throw new Error(begun.fault.reason)
  return begun.history
}

const addOf = (signer: Signer, changes: object = {}) => ({
  alg: 'Ed25519',
  key: signer.keyId,
  mandate: ['release'],
  pub: base64UrlOf(signer.publicKey),
  scope: ['test.*', 'recall.ask'],
  ...changes,
})

async function judge(
  history: KeyHistory,
  position: number,
  kind: string,
  data: unknown,
  signers: readonly Signer[],
  by?: string,
  refs: RecordBody['refs'] = [],
) {
  const author = by ?? signers[0]?.keyId.replace(/#.*/, '') ?? ''
  return judgeEntry(history, position, await signed(bodyOf(kind, data, { by: author, refs }), signers), verify)
}

async function take(
  history: KeyHistory,
  position: number,
  kind: string,
  data: unknown,
  signers: readonly Signer[] = [root1, root2],
) {
  const answer = await judge(history, position, kind, data, signers)
  if (!answer.ok) throw new Error(answer.fault.code)
  return answer.history
}

/** What becomes of a sighting that somebody signed at a position: `believed` or the code of the fault. */
async function believed(history: KeyHistory, position: number, signer: Signer = duty3): Promise<string> {
  const answer = await judge(history, position, 'test.sighting', sighting, [signer])
  return answer.ok ? 'believed' : answer.fault.code
}

test('a key counts from the entry after the one that adds it', async () => {
  const history = await take(begin(), 5, 'key.add', addOf(duty3))
  expect(await believed(history, 4)).toBe('record/unknown-key')
  expect(await believed(history, 5)).toBe('record/unknown-key')
  expect(await believed(history, 6)).toBe('believed')
})

test('a key that ended counts no more, and what it signed before stays', async () => {
  const added = await take(begin(), 0, 'key.add', addOf(duty3))
  const history = await take(added, 9, 'key.end', { key: duty3.keyId })
  expect(await believed(history, 8)).toBe('believed')
  expect(await believed(history, 9)).toBe('record/unknown-key')
  expect(await believed(history, 10)).toBe('record/unknown-key')
})

test('what a compromised key signed from the named position on is believed no more, and what it signed before stays', async () => {
  const added = await take(begin(), 0, 'key.add', addOf(duty3))
  expect(await believed(added, 7)).toBe('believed')
  const history = await take(added, 20, 'key.compromised', { from: 7, key: duty3.keyId })
  expect(await believed(history, 6)).toBe('believed')
  expect(await believed(history, 7)).toBe('record/unknown-key')
  expect(await believed(history, 21)).toBe('record/unknown-key')
})

test('a compromise is moved to an earlier position, never to a later one', async () => {
  const added = await take(begin(), 0, 'key.add', addOf(duty3))
  const first = await take(added, 20, 'key.compromised', { from: 7, key: duty3.keyId })
  const later = await take(first, 21, 'key.compromised', { from: 15, key: duty3.keyId })
  const earlier = await take(later, 22, 'key.compromised', { from: 3, key: duty3.keyId })
  expect(keyAt(later, duty3.keyId, 6)?.keyId).toBe(duty3.keyId)
  expect(keyAt(later, duty3.keyId, 7)).toBeUndefined()
  expect(keyAt(earlier, duty3.keyId, 3)).toBeUndefined()
})

test('the author’s clock changes nothing', async () => {
  const added = await take(begin(), 0, 'key.add', addOf(duty3))
  const history = await take(added, 9, 'key.end', { key: duty3.keyId })
  const backDated = bodyOf('test.sighting', sighting, { at: '1999-01-01T00:00:00.000Z' })
  const answer = judgeEntry(history, 10, await signed(backDated, [duty3]), verify)
  expect(answer).toMatchObject({ fault: { code: 'record/unknown-key' } })
})

test.each([
  ['one root', [root1], 'record/too-few-roots'],
  ['a root and an author', [root1, duty3], 'record/unknown-key'],
  ['an author alone', [duty3], 'record/too-few-roots'],
  ['two roots and somebody else', [root1, root2, duty4], 'record/unknown-key'],
  ['two keys called roots that are none', [signerOf('root-1', 77), signerOf('root-2', 78)], 'record/unknown-key'],
])('a key that %s added does not count', async (_who, signers, code) => {
  const answer = await judge(begin(), 0, 'key.add', addOf(duty3), signers)
  expect(answer).toMatchObject({ ok: false, fault: { code } })
})

test.each([
  [[root1, root2]],
  [[root1, root3]],
  [[root3, root2]],
  [[root1, root2, root3]],
])('any two roots, or all, add a key', async (signers) => {
  expect((await take(begin(), 0, 'key.add', addOf(duty3), signers)).keys.size).toBe(1)
})

test('a signature of a root moved to the place of another is not right', async () => {
  const record = await signed(bodyOf('key.add', addOf(duty3), { by: `${node}/root-1` }), [root1, root2])
  const [first, second] = record.record.sigs
  const forged = {
    ...record,
    record: { ...record.record, sigs: [{ ...first, s: second?.s }, second] },
  } as typeof record
  expect(judgeEntry(begin(), 0, forged, verify)).toMatchObject({ fault: { code: 'record/wrong-signature' } })
})

test.each([
  ['of another public key', addOf(duty3, { pub: base64UrlOf(duty4.publicKey) }), 'record/key-id'],
  ['of another node', addOf(signerOf('duty-3', 1, 'us.ncc.example')), 'record/key-id'],
  ['of a root under another name', addOf(signerOf('duty-8', 11)), 'record/key-known'],
])('an id %s is not added', async (_what, data, code) => {
  expect(await judge(begin(), 0, 'key.add', data, [root1, root2])).toMatchObject({ fault: { code } })
})

test('a key is added once, under one name', async () => {
  const history = await take(begin(), 0, 'key.add', addOf(duty3))
  const again = await judge(history, 1, 'key.add', addOf(duty3), [root1, root2])
  const renamed = await judge(history, 1, 'key.add', addOf(signerOf('duty-9', 1)), [root1, root2])
  expect([again, renamed]).toMatchObject([
    { fault: { code: 'record/key-known' } },
    { fault: { code: 'record/key-known' } },
  ])
})

test('a key that ended is not added anew', async () => {
  const added = await take(begin(), 0, 'key.add', addOf(duty3))
  const ended = await take(added, 1, 'key.end', { key: duty3.keyId })
  const again = await judge(ended, 2, 'key.add', addOf(duty3), [root1, root2])
  expect(again).toMatchObject({ fault: { code: 'record/key-known' } })
})

test.each([
  ['key.end', { key: duty4.keyId }, 'record/key-not-known'],
  ['key.compromised', { from: 0, key: duty4.keyId }, 'record/key-not-known'],
  ['key.compromised', { from: 6, key: duty3.keyId }, 'record/position'],
])('%s of a key that was never added, or of a time to come, is refused', async (kind, data, code) => {
  const history = await take(begin(), 0, 'key.add', addOf(duty3))
  expect(await judge(history, 5, kind, data, [root1, root2])).toMatchObject({ fault: { code } })
})

test('records about keys are taken in the order of the log only', async () => {
  const history = await take(begin(), 5, 'key.add', addOf(duty3))
  const replayed = await judge(history, 5, 'key.add', addOf(duty4), [root1, root2])
  expect(replayed).toMatchObject({ fault: { code: 'record/position' } })
})

test('a key signs what is in its scope, and what calls for a mandate with that mandate only', async () => {
  const recall = { act: 'hide', record: 'ab'.repeat(32), why: 'x' }
  const history = await take(begin(), 0, 'key.add', addOf(duty3))
  const codes = await Promise.all(
    [
      judge(history, 1, 'test.sighting', sighting, [duty3]),
      judge(history, 1, 'recall.ask', recall, [duty3]),
      judge(history, 1, 'recall.ack', { ask: 'ab'.repeat(32), done: 'hidden', record: 'ab'.repeat(32) }, [duty3]),
    ].map(async (answer) => ((await answer).ok ? 'believed' : await answer)),
  )
  expect(codes).toMatchObject([
    'believed',
    { fault: { code: 'record/no-mandate' } },
    { fault: { code: 'record/out-of-scope' } },
  ])
})

test('of two who sign, both need the scope', async () => {
  const first = await take(begin(), 0, 'key.add', addOf(duty3))
  const history = await take(first, 1, 'key.add', addOf(duty4, { scope: ['space.alert'] }))
  const answer = await judge(history, 2, 'test.sighting', sighting, [duty3, duty4])
  expect(answer).toMatchObject({ fault: { code: 'record/out-of-scope' } })
})

test('a record torn from another is believed where one of those who signed has the mandate to release', async () => {
  const refs = [{ rel: 'tearOf', to: 'ab'.repeat(32) }]
  const first = await take(begin(), 0, 'key.add', addOf(duty3, { mandate: [] }))
  const history = await take(first, 1, 'key.add', addOf(duty4))
  const torn = (signers: readonly Signer[]) => judge(history, 2, 'test.sighting', sighting, signers, undefined, refs)
  expect(await torn([duty3])).toMatchObject({ fault: { code: 'record/no-mandate' } })
  expect(await torn([duty3, duty4])).toMatchObject({ ok: true })
})

test('an author of another node has no place in the log', async () => {
  const stranger = signerOf('duty-3', 1, 'us.ncc.example')
  expect(await judge(begin(), 1, 'test.sighting', sighting, [stranger])).toMatchObject({
    fault: { code: 'record/other-node' },
  })
})

test('a node whose name begins like this one is another node', async () => {
  const stranger = signerOf('duty-3', 1, `${node}.evil`)
  expect(await judge(begin(), 1, 'test.sighting', sighting, [stranger])).toMatchObject({
    fault: { code: 'record/other-node' },
  })
})

test('a root signs nothing but what is about keys', async () => {
  expect(await judge(begin(), 1, 'test.sighting', sighting, [root1, root2])).toMatchObject({
    fault: { code: 'record/unknown-key' },
  })
})

test.each([
  ['two', publicKeys.slice(0, 2)],
  ['four', [...publicKeys, duty3.publicKey]],
  ['three of which two are the same', [root1.publicKey, root1.publicKey, root2.publicKey]],
  ['three of which one is cut', [root1.publicKey, root2.publicKey, root3.publicKey.slice(1)]],
])('%s roots are refused', (_what, keys) => {
  expect(beginKeyHistory(node, keys)).toMatchObject({ fault: { code: 'record/roots' } })
})

test('a key id is the name and the first digits of the SHA-256 of the key', () => {
  // RFC 8032 test 1; its SHA-256 by sha256sum.
  const publicKey = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex')
  expect(keyIdOf('jp.ncc', 'duty-3', publicKey)).toBe('jp.ncc/duty-3#21fe')
  expect(rootKeyIdsOf(node, publicKeys)).toEqual(roots.map(({ keyId }) => keyId))
})

test('whatever happens to a key, it counts on one stretch of the log: after it was added, before it ended and before it was stolen', async () => {
  const events = fc.record({
    added: fc.integer({ min: 0, max: 10 }),
    ended: fc.option(fc.integer({ min: 11, max: 30 })),
    compromised: fc.option(fc.record({ at: fc.integer({ min: 31, max: 40 }), from: fc.integer({ min: 0, max: 31 }) })),
  })
  await fc.assert(
    fc.asyncProperty(events, async ({ added, ended, compromised }) => {
      let history = await take(begin(), added, 'key.add', addOf(duty3))
      if (ended !== null) history = await take(history, ended, 'key.end', { key: duty3.keyId })
      if (compromised !== null) {
        history = await take(history, compromised.at, 'key.compromised', { from: compromised.from, key: duty3.keyId })
      }
      const before = Math.min(ended ?? 50, compromised?.from ?? 50)
      for (let position = 0; position < 50; position += 1) {
        expect(keyAt(history, duty3.keyId, position) !== undefined).toBe(position > added && position < before)
      }
    }),
    { numRuns: 60, seed: 4 },
  )
})

test('a record that was torn from another calls for the mandate to release', async () => {
  const torn = bodyOf('test.sighting', sighting, { refs: [{ rel: 'tearOf', to: 'ab'.repeat(32) }] })
  const record = await signed(torn, [duty3])
  const without = await take(begin(), 0, 'key.add', addOf(duty3, { mandate: ['recall'] }))
  expect(judgeEntry(without, 1, record, verify)).toMatchObject({ fault: { code: 'record/no-mandate' } })
  const having = await take(begin(), 0, 'key.add', addOf(duty3))
  expect(judgeEntry(having, 1, record, verify).ok).toBe(true)
})

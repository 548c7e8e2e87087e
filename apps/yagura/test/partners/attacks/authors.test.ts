import { randomBytes } from 'node:crypto'
import {
  base64UrlOf,
  coreKinds,
  cosignNote,
  formatNote,
  keyIdOf,
  type Signer,
  signNote,
  signRecord,
} from '@yagura/record'
import { beforeEach, describe, expect, test } from 'vitest'
import { createMemorySigner } from '../../../src/crypto/ed25519-seed.ts'
import { createFileSigner } from '../../../src/crypto/key-file.ts'
import { type LyingNode, startLyingNode } from '../lying-node.ts'
import {
  authorOf,
  evidenceAt,
  markFor,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from '../partner-nodes.ts'

const origin = 'kr.example/ch/JPN-KOR'
const shared = markFor('JPN', 'KOR')
let liar: LyingNode
let jp: TestPartner

beforeEach(async () => {
  ;[liar, jp] = await Promise.all([startLyingNode('KOR', 'kr.example'), startPartner('JPN', 'jp.example')])
  await pin(jp, liar)
})

/** What becomes of entries that a node signs for as its log. */
async function judged(...entries: readonly Uint8Array[]): Promise<readonly string[]> {
  liar.show(origin, await liar.sign(origin, [liar.keyAdd, ...entries]))
  await pull(jp, liar)
  const records = await recordsAt(jp, liar)
  return records.map(({ state, complaint }) => complaint ?? state).reverse()
}

function signerNamed(name: string, seed: Uint8Array = randomBytes(32)): Signer {
  const { publicKey } = createMemorySigner('', seed)
  return createMemorySigner(keyIdOf('kr.example', name, publicKey), seed)
}

/** A record about keys, signed by whoever is given; well formed whatever it says. */
async function aboutKeys(
  kind: string,
  data: object,
  signers: readonly Signer[],
  more: object = {},
): Promise<Uint8Array> {
  const [first] = signers
  const body = {
    ...{ at: '2026-01-01T00:00:00.000Z', by: first?.keyId.split('#')[0], data, id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', kind },
    ...{ mark: { pol: 'TLP', lvl: 0, tlp: 'CLEAR', mode: 'REAL' }, refs: [], v: 1, ...more },
  }
  const signed = await signRecord(body, signers, coreKinds)
  if (!signed.ok) throw new TypeError(signed.fault.reason)
  return signed.line
}

const addOf = ({ keyId, publicKey }: Signer, scope: readonly string[] = ['dataset.*']) => ({
  ...{ alg: 'Ed25519', key: keyId, mandate: [], pub: base64UrlOf(publicKey), scope },
})
const roots = (count: number): Promise<readonly Signer[]> =>
  Promise.all(liar.roots.slice(0, count).map(({ file, passphrase }) => createFileSigner(file, passphrase)))

describe('a forged author', () => {
  test('whose record was changed after it was signed is not believed', async () => {
    const text = Buffer.from(await recordBy(liar.author, shared)).toString()
    expect(await judged(Buffer.from(text.replace('"sizeBytes":1', '"sizeBytes":2')))).toEqual([
      'believed',
      'record/wrong-signature',
    ])
  })

  test('who moves the signature of one record to another is not believed', async () => {
    const [one, two] = await Promise.all([recordBy(liar.author, shared), recordBy(liar.author, shared)])
    const first = JSON.parse(Buffer.from(one).toString())
    const second = JSON.parse(Buffer.from(two).toString())
    const moved = JSON.stringify({ body: first.body, sigs: second.sigs })
    expect(await judged(Buffer.from(moved))).toEqual(['believed', 'record/wrong-signature'])
  })

  test('who says to be a person of this very node is not believed in a log of another', async () => {
    expect(await judged(await recordBy(authorOf(jp), shared))).toEqual(['believed', 'record/other-node'])
  })
})

describe('key confusion', () => {
  test('of the key of the log, as if it were an author’s, leaves an unknown key', async () => {
    const { signer } = liar.identity.log
    expect(
      await judged(await recordBy({ ...signer, keyId: keyIdOf('kr.example', 'log', signer.publicKey) }, shared)),
    ).toEqual(['believed', 'record/unknown-key'])
  })

  test('of the cosigning key, as if it were the author’s, is a wrong signature', async () => {
    const { signer } = liar.identity.cosign
    expect(await judged(await recordBy({ ...signer, keyId: liar.author.keyId }, shared))).toEqual([
      'believed',
      'record/wrong-signature',
    ])
  })

  test('of a root key, as if it were an author’s, leaves an unknown key', async () => {
    const [root] = await roots(1)
    if (root === undefined) throw new TypeError('no root')
    expect(await judged(await recordBy(root, shared))).toEqual(['believed', 'record/unknown-key'])
  })

  test.each([
    ['author', 'record/note-bad-signature'],
    ['cosigning', 'record/note-unsigned'],
    ['other node’s log', 'record/note-unsigned'],
  ] as const)('of the %s key, as if it were the key of the log, is a checkpoint that nobody signed', async (which, code) => {
    const { log, cosign } = liar.identity
    const own = jp.service.identity
    if (own === undefined) throw new TypeError('no identity')
    const shown = await liar.sign(origin, [liar.keyAdd])
    const text = `${shown.checkpoint.split('\n\n')[0]}\n`
    const signed = await {
      author: () => signNote(text, log.key, liar.author),
      cosigning: () => cosignNote(text, cosign.key, cosign.signer, 1_800_000_000),
      'other node’s log': () => signNote(text, own.log.key, own.log.signer),
    }[which]()
    const note = signed.ok ? formatNote({ text, signatures: [signed.signature] }) : signed
    if (!note.ok) throw new TypeError(note.fault.reason)
    liar.show(origin, { ...shown, checkpoint: Buffer.from(note.bytes).toString() })
    expect((await pull(jp, liar)).lastComplaint).toMatchObject({ code })
    expect(await recordsAt(jp, liar)).toEqual([])
  })
})

describe('a stolen author key', () => {
  test('does not add another key', async () => {
    const next = signerNamed('thief')
    const add = await aboutKeys('key.add', addOf(next), [liar.author])
    expect(await judged(add, await recordBy(next, shared))).toEqual([
      'believed',
      'record/too-few-roots',
      'record/unknown-key',
    ])
  })

  test('does not sign what is out of its scope or calls for a mandate', async () => {
    const recall = { act: 'hide', record: '0'.repeat(64), why: 'to hide it' }
    const stolen = await recordBy(liar.author, shared, { kind: 'recall.ask', data: recall })
    expect((await judged(stolen))[1]).toMatch(/^record\/(out-of-scope|no-mandate)$/)
  })

  test('is believed no more from the position on that its roots name, whatever time it writes', async () => {
    const data = { from: 2, key: liar.author.keyId }
    const compromised = await aboutKeys('key.compromised', data, await roots(2), { mark: shared })
    const stale = { at: '2001-01-01T00:00:00.000Z' }
    const [before, after] = [await recordBy(liar.author, shared), await recordBy(liar.author, shared, stale)]
    expect(await judged(before, compromised, after)).toEqual(['believed', 'believed', 'believed', 'record/unknown-key'])
  })
})

describe('a stolen root key', () => {
  test('that signs twice does not count as two', async () => {
    const [root] = await roots(1)
    const signed = root === undefined ? undefined : await aboutKeys('key.add', addOf(signerNamed('thief')), [root])
    const entry = JSON.parse(Buffer.from(signed ?? []).toString())
    const twice = JSON.stringify({ ...entry, sigs: [entry.sigs[0], entry.sigs[0]] })
    expect(await judged(Buffer.from(twice))).toEqual(['believed', 'record/signatures'])
  })

  test('with a made-up second root does not add a key', async () => {
    const [root] = await roots(1)
    if (root === undefined) throw new TypeError('no root')
    const add = await aboutKeys('key.add', addOf(signerNamed('thief')), [root, signerNamed('root-2')])
    expect(await judged(add)).toEqual(['believed', 'record/unknown-key'])
  })

  test('with the author’s key does not end a key either', async () => {
    const [root] = await roots(1)
    if (root === undefined) throw new TypeError('no root')
    const end = await aboutKeys('key.end', { key: liar.author.keyId }, [root, liar.author])
    expect((await judged(end, await recordBy(liar.author, shared))).slice(1)).toEqual([
      'record/unknown-key',
      'believed',
    ])
  })
})

describe('a stolen log key', () => {
  test('makes no record believed: authors’ keys are others', async () => {
    const forger = signerNamed('node')
    expect(await judged(await recordBy(forger, shared))).toEqual(['believed', 'record/unknown-key'])
  })

  test('that signs another history leaves evidence against the node', async () => {
    await judged(await recordBy(liar.author, shared))
    await judged(await recordBy(liar.author, shared))
    expect((await evidenceAt(jp)).map(({ kind }) => kind)).toEqual(['equivocation'])
  })
})

describe('time', () => {
  test.each([
    ['a day back', -86_400_000],
    ['a day ahead', 86_400_000],
    ['a decade back', -315_360_000_000],
  ])('that the author sets %s changes nothing about what counts, and the position tells the order', async (_, offMs) => {
    const at = new Date(Date.now() + offMs).toISOString()
    expect(await judged(await recordBy(liar.author, shared), await recordBy(liar.author, shared, { at }))).toEqual(
      Array(3).fill('believed'),
    )
    expect((await recordsAt(jp, liar))[0]).toMatchObject({ position: 2, atUtc: at })
  })

  test('on a day that does not exist is refused', async () => {
    const text = Buffer.from(await recordBy(liar.author, shared)).toString()
    const never = text.replace(/"at":"[^"]*"/, '"at":"2026-02-30T00:00:00.000Z"')
    expect(await judged(Buffer.from(never))).toEqual(['believed', 'record/no-such-instant'])
  })
})

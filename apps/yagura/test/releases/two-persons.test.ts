import { readRecord, utf8Bytes } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { recordKinds } from '../../src/node/releases/release-service.ts'
import { releaseCollection } from '../../src/node/releases/stored-release.ts'
import { abe, approach, local, roots, sato, signerOf, staffedNode, suzuki, toUsa } from './release-node.ts'

const origin = 'jp.ncc.example/ch/JPN-USA'
const secondPerson = { code: 'release/second-person' }
const unusable = { code: 'officer-key/unusable' }

/** A release that its author has signed. */
async function signedNode() {
  const node = await staffedNode()
  const draft = await node.draft()
  await node.sign(draft, node.satoKey, sato)
  return { ...node, draft }
}

describe('a release', () => {
  test('leaves when its author and another officer with the mandate have signed, byte for byte as it was shown', async () => {
    const node = await staffedNode()
    const draft = await node.draft()
    expect(draft).toMatchObject({ state: 'draft', draftedBy: 'Sato', signatures: [], index: null })
    const signed = await node.sign(draft, node.satoKey, sato)
    expect(signed).toMatchObject({ state: 'signed', index: null })
    expect(node.logs.linesOf(origin)).toHaveLength(0)
    const released = await node.sign(draft, node.suzukiKey, suzuki)
    expect(released).toMatchObject({ state: 'released', index: 2, preview: { origin, body: draft.preview.body } })
    const read = readRecord(node.logs.linesOf(origin)[2] ?? new Uint8Array(), recordKinds)
    if (!read.ok) throw new Error(read.fault.reason)
    expect(Buffer.from(read.bodyBytes).toString('utf8')).toBe(draft.preview.body)
    expect(read.bodySha256).toBe(draft.preview.bodySha256)
    expect(read.record.body.mark).toEqual(toUsa)
    const listed = await node.handlers.listReleases({ ...node.none, query: { state: 'released' } }, sato)
    expect(listed).toMatchObject({ total: 1, items: [{ id: draft.id, index: 2 }] })
    expect(node.context.logged.map(({ kind, by }) => `${kind} ${by}`).slice(-3)).toEqual([
      'release/drafted Sato',
      'release/signed Sato',
      'release/released Suzuki',
    ])
  })

  test('is not let go by one person with two keys', async () => {
    const node = await signedNode()
    const other = signerOf('sato again', 'sato-2')
    await node.certify(' ＳＡＴＯ', other, ['release'])
    await expect(node.sign(node.draft, other, sato)).rejects.toMatchObject(secondPerson)
    await expect(node.sign(node.draft, other, local)).rejects.toMatchObject(secondPerson)
    await expect(node.sign(node.draft, node.satoKey, sato)).rejects.toMatchObject(secondPerson)
    expect(node.logs.linesOf(origin)).toHaveLength(0)
  })

  test('is not let go by whoever drafted it with the key of another', async () => {
    const node = await staffedNode()
    await expect(node.draft({ keyId: node.satoKey.keyId }, suzuki)).rejects.toMatchObject(unusable)
  })

  test('is not let go with a key that has no mandate to', async () => {
    const node = await signedNode()
    const kato = signerOf('kato')
    await node.certify('Kato', kato, ['recall'])
    const caller = { officer: 'Kato', role: 'administrator' } as const
    await expect(node.sign(node.draft, kato, caller)).rejects.toMatchObject(unusable)
  })

  test('is refused a signature of other bytes', async () => {
    const node = await staffedNode()
    const draft = await node.draft()
    const other = draft.preview.body.replace('"missKm":0.412', '"missKm":9.412')
    expect(other).not.toBe(draft.preview.body)
    await expect(node.sign(draft, node.satoKey, sato, other)).rejects.toMatchObject({ code: 'release/wrong-signature' })
  })
})

describe('a signature', () => {
  test('is not taken of a key that has ended, nor after its author’s key has', async () => {
    const node = await signedNode()
    const record = await node.keyRecord('key.end', { key: node.suzukiKey.keyId })
    const ended = await node.handlers.certifyKey({ ...node.none, body: { record } }, abe)
    expect(ended).toMatchObject({ state: 'ended' })
    await expect(node.sign(node.draft, node.suzukiKey, suzuki)).rejects.toMatchObject(unusable)
    const other = await signedNode()
    const endOfAuthor = await other.keyRecord('key.end', { key: other.satoKey.keyId })
    await other.handlers.certifyKey({ ...other.none, body: { record: endOfAuthor } }, abe)
    await expect(other.sign(other.draft, other.suzukiKey, suzuki)).rejects.toMatchObject(unusable)
  })

  test('is not taken of a key that no roots have certified', async () => {
    const node = await staffedNode()
    const kato = signerOf('kato')
    const caller = { officer: 'Kato', role: 'officer' } as const
    const body = { publicKey: Buffer.from(kato.publicKey).toString('base64url') }
    expect(await node.handlers.askForKey({ ...node.none, body }, caller)).toMatchObject({
      keyId: kato.keyId,
      state: 'asked',
    })
    await expect(node.draft({ keyId: kato.keyId }, caller)).rejects.toMatchObject(unusable)
  })

  test('is not taken of another officer’s key, except where the node is commanded on its own machine', async () => {
    const node = await signedNode()
    await expect(node.sign(node.draft, node.suzukiKey, sato)).rejects.toMatchObject(unusable)
    expect(await node.sign(node.draft, node.suzukiKey, local)).toMatchObject({ state: 'released' })
  })
})

describe('a release that is written anew', () => {
  test('has no signature any more, and takes none of what it said before', async () => {
    const node = await signedNode()
    node.setSubject({ ...approach, data: { ...(approach.data as object), missKm: 0.2 } })
    const asked = { params: { id: node.draft.id }, query: undefined, body: node.request }
    const changed = await node.handlers.changeRelease(asked, sato)
    expect(changed).toMatchObject({ id: node.draft.id, state: 'draft', signatures: [] })
    expect(changed.preview.bodySha256).not.toBe(node.draft.preview.bodySha256)
    const before = node.draft.preview.body
    await expect(node.sign(changed, node.satoKey, sato, before)).rejects.toMatchObject({
      code: 'release/wrong-signature',
    })
    await node.sign(changed, node.satoKey, sato)
    await expect(node.sign(changed, node.suzukiKey, suzuki, before)).rejects.toMatchObject({
      code: 'release/wrong-signature',
    })
    expect(node.logs.linesOf(origin)).toHaveLength(0)
  })

  test('is not, once it has left', async () => {
    const node = await signedNode()
    await node.sign(node.draft, node.suzukiKey, suzuki)
    const asked = { params: { id: node.draft.id }, query: undefined, body: node.request }
    await expect(node.handlers.changeRelease(asked, sato)).rejects.toMatchObject({ code: 'release/wrong-state' })
    const named = { params: { id: node.draft.id }, query: undefined, body: undefined }
    await expect(node.handlers.withdrawRelease(named, sato)).rejects.toMatchObject({ code: 'release/wrong-state' })
  })
})

describe('a marking', () => {
  test('that is edited in the store after the author has signed keeps the record in', async () => {
    const node = await signedNode()
    const stored = node.store.get(releaseCollection, node.draft.id) as { readonly body: string }
    const body = stored.body.replace('"AUS":1', '"AUS":2')
    await node.store.commit({
      put: [{ collection: releaseCollection, id: node.draft.id, body: { ...stored, body } }],
    })
    await expect(
      node.sign({ ...node.draft, preview: { ...node.draft.preview, body } }, node.suzukiKey, suzuki),
    ).rejects.toMatchObject({
      code: 'release/wrong-signature',
    })
    expect(node.logs.linesOf('jp.ncc.example/ch/AUS-JPN-USA')).toHaveLength(0)
  })
})

describe('a stop', () => {
  test('between the log and the document leaves a release that is found to have left', async () => {
    const node = await signedNode()
    const [signature] = (node.store.get(releaseCollection, node.draft.id) as { signatures: { signature: string }[] })
      .signatures
    const { preAuthenticationEncoding, recordType, base64UrlOf, canonicalBytes } = await import('@yagura/record')
    const text = node.draft.preview.body
    const second = base64UrlOf(await node.suzukiKey.sign(preAuthenticationEncoding(recordType, utf8Bytes(text))))
    const sigs = [
      { k: node.satoKey.keyId, s: signature?.signature },
      { k: node.suzukiKey.keyId, s: second },
    ]
    await node.logs.append(canonicalBytes({ body: JSON.parse(text), sigs }))
    await node.service.start()
    const read = { params: { id: node.draft.id }, query: undefined, body: undefined }
    expect(await node.handlers.readRelease(read, sato)).toMatchObject({ state: 'released', index: 2 })
  })

  test('of the log before it took the record leaves the release to be let go again', async () => {
    const node = await signedNode()
    node.logs.failNext = new Error('the disk is full')
    await expect(node.sign(node.draft, node.suzukiKey, suzuki)).rejects.toThrow('the disk is full')
    expect(await node.sign(node.draft, node.suzukiKey, suzuki)).toMatchObject({ state: 'released' })
    expect(node.logs.linesOf(origin)).toHaveLength(3)
  })
})

describe('a key', () => {
  test('counts only when two different roots have signed for it', async () => {
    const node = await staffedNode()
    const kato = signerOf('kato')
    for (const signers of [
      roots.slice(0, 1),
      [signerOf('root-9', 'root-1')],
      [signerOf('x', 'root-1'), signerOf('y', 'root-2')],
    ]) {
      const record = await node.addRecord(kato, ['release'], signers)
      const body = { record, officer: 'Kato' }
      await expect(node.handlers.certifyKey({ ...node.none, body }, abe)).rejects.toMatchObject({
        code: 'officer-key/refused',
      })
    }
  })

  test('is not certified in the place of one that was asked for', async () => {
    const node = await staffedNode()
    const asked = signerOf('kato')
    const body = { publicKey: Buffer.from(asked.publicKey).toString('base64url'), officer: 'Kato', name: 'kato' }
    await node.handlers.askForKey({ ...node.none, body }, local)
    await expect(node.handlers.askForKey({ ...node.none, body }, local)).rejects.toMatchObject({
      code: 'officer-key/refused',
    })
    const known = await node.certify('Kato', asked, ['recall'])
    expect(known).toMatchObject({ state: 'valid', officer: 'Kato', mandates: ['author', 'recall'] })
  })

  test('is asked for in one’s own name', async () => {
    const node = await staffedNode()
    const publicKey = Buffer.from(signerOf('kato').publicKey).toString('base64url')
    const body = { publicKey, officer: 'Suzuki' }
    await expect(node.handlers.askForKey({ ...node.none, body }, sato)).rejects.toMatchObject(unusable)
  })

  test('still counts, and an ended one still does not, after a restart', async () => {
    const node = await staffedNode()
    const record = await node.keyRecord('key.end', { key: node.satoKey.keyId })
    await node.handlers.certifyKey({ ...node.none, body: { record } }, abe)
    const { releaseNode } = await import('./release-node.ts')
    const after = await releaseNode({ store: node.store })
    const { items } = await after.handlers.listOfficerKeys(after.none, sato)
    expect(items.map(({ officer, state }) => `${officer} ${state}`).sort()).toEqual(['Sato ended', 'Suzuki valid'])
  })
})

import { readRecord } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { recordKinds } from '../../src/node/releases/release-service.ts'
import { local, sato, signerOf, staffedNode, suzuki, toUsa } from './release-node.ts'

const origin = 'jp.ncc.example/ch/JPN-USA'

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
    const line = node.logs.linesOf(origin)[2] ?? new Uint8Array()
    const read = readRecord(line, recordKinds)
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
    const node = await staffedNode()
    const other = signerOf('sato again', 'sato-2')
    await node.certify(' ＳＡＴＯ', other, ['release'])
    const draft = await node.draft({ keyId: node.satoKey.keyId })
    await node.sign(draft, node.satoKey, sato)
    await expect(node.sign(draft, other, sato)).rejects.toMatchObject({ code: 'release/second-person' })
    await expect(node.sign(draft, other, local)).rejects.toMatchObject({ code: 'release/second-person' })
    await expect(node.sign(draft, node.satoKey, sato)).rejects.toMatchObject({ code: 'release/second-person' })
    expect(node.logs.linesOf(origin)).toHaveLength(0)
  })
})

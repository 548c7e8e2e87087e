import { checkTearLine, type Marking, type RecordBody, readRecord, signRecord, utf8Bytes } from '@yagura/record'
import { describe, expect, test } from 'vitest'
import { recordKinds } from '../../src/node/releases/release-service.ts'
import { releaseCollection } from '../../src/node/releases/stored-release.ts'
import { approach, nodeName, sato, signerOf, staffedNode, suzuki, toUsa } from './release-node.ts'
import { sharedRecord } from './shared-logs.ts'

const pointers = ['/missKm', '/secondary/name']

type Staffed = Awaited<ReturnType<typeof staffedNode>>

/** A record of the United States that is held here. */
async function received(node: Staffed, mark: Marking): Promise<string> {
  const signer = signerOf('jones', 'jones', 'us.ops.example')
  const body = {
    ...{ at: '2026-11-22T03:00:00.000Z', by: 'us.ops.example/jones', id: node.context.newId(), v: 1, refs: [] },
    ...{ kind: 'space.closeApproach', mark },
    data: { primary: { id: 1 }, secondary: { id: 2 }, tcaUtc: '2026-11-22T12:00:00.000Z' },
  }
  const signed = await signRecord(body, [signer], recordKinds)
  if (!signed.ok) throw new Error(signed.fault.reason)
  node.logs.received.push(sharedRecord('us.ops.example/ch/JPN-USA', 1, signed.line))
  return signed.bodySha256
}

/** Sato's record after both have signed it. */
async function leave(node: Staffed, draft: Awaited<ReturnType<Staffed['draft']>>, author = node.satoKey, by = sato) {
  await node.sign(draft, author, by)
  const other = author === node.satoKey ? ([node.suzukiKey, suzuki] as const) : ([node.satoKey, sato] as const)
  return node.sign(draft, ...other)
}

describe('the dry run', () => {
  test('tells each partner’s part and the rule that holds it back, and keeps nothing', async () => {
    const node = await staffedNode()
    const lines = node.context.logged.length
    const preview = await node.preview({ leaveOut: pointers })
    expect(preview).toMatchObject({
      origin: 'jp.ncc.example/ch/JPN-USA',
      refusal: null,
      recipients: [
        { node: 'us.ops.example', leaves: true, grade: 'release', rule: null },
        { node: 'au.ops.example', leaves: false, grade: 'display', rule: 'display-only' },
      ],
      heldBack: pointers.map((field) => ({ field, rule: 'left-out' })),
      sourceMark: { pol: 'JP', lvl: 0, aud: { JPN: 2 }, mode: 'REAL' },
    })
    expect(preview.body).not.toContain('missKm')
    expect(preview.body).not.toContain('FENGYUN')
    expect(node.context.logged).toHaveLength(lines)
    const listed = await node.handlers.listReleases({ ...node.none, query: {} }, sato)
    expect(listed.total).toBe(0)
  })

  test.each([
    ['a member that is not there', ['/nothing']],
    ['a member twice', ['/missKm', '/missKm']],
    ['all', ['']],
  ])('refuses to leave out %s', async (_, leaveOut) => {
    const node = await staffedNode()
    await expect(node.preview({ leaveOut })).rejects.toMatchObject({ faultCode: 'release/no-member' })
  })

  test('says why a record without a member that it needs would not be taken', async () => {
    const node = await staffedNode()
    const preview = await node.preview({ leaveOut: ['/tcaUtc'] })
    expect(preview.refusal).toMatchObject({ code: 'record/schema' })
    await expect(node.draft({ leaveOut: ['/tcaUtc'] })).rejects.toMatchObject({ faultCode: 'record/schema' })
  })
})

describe('nothing leaves', () => {
  const refused: readonly (readonly [string, Marking, string])[] = [
    ['of an exercise from a REAL node', { ...toUsa, mode: 'EXERCISE' }, 'marking/modes-differ'],
    ['simulated from a REAL node', { ...toUsa, mode: 'SIMULATED' }, 'marking/modes-differ'],
    ['to a partner that is not cleared for it', { ...toUsa, lvl: 3 }, 'marking/clearance'],
    ['under TLP:RED', { ...toUsa, tlp: 'RED' }, 'marking/tlp'],
    ['against a control', { ...toUsa, ctl: ['JPN-ONLY'] }, 'marking/audience-against-control'],
    ['to nobody', { ...toUsa, aud: { JPN: 2 } }, 'marking/no-log'],
    ['past the own nation', { ...toUsa, aud: { AUS: 2, USA: 2 } }, 'marking/audience'],
    ['by a policy that nobody knows', { ...toUsa, pol: 'XX' }, 'marking/unknown-policy'],
    ['above level 0 to a nation that is no partner yet', { ...toUsa, aud: { JPN: 2, KOR: 2 } }, 'marking/clearance'],
  ]
  test.each(refused)('%s', async (_, mark, faultCode) => {
    const node = await staffedNode()
    expect((await node.preview({ mark })).refusal).toMatchObject({ code: faultCode })
    await expect(node.draft({ mark })).rejects.toMatchObject({ code: 'release/refused', faultCode })
  })

  test('real from a SIMULATED node', async () => {
    const node = await staffedNode({ mode: 'SIMULATED' })
    await expect(node.draft()).rejects.toMatchObject({ faultCode: 'marking/modes-differ' })
    const draft = await node.draft({ mark: { ...toUsa, mode: 'SIMULATED' } })
    expect(draft.preview.origin).toBe('jp.ncc.example/simulated/ch/JPN-USA')
  })
})

describe('what rests on a partner’s record', () => {
  const theirs: Marking = { pol: 'US', lvl: 0, aud: { AUS: 2, JPN: 2, USA: 2 }, ctl: ['ORCON'], mode: 'REAL' }
  const ours: Marking = { pol: 'JP', lvl: 0, aud: { JPN: 2, USA: 2 }, ctl: ['ORCON'], mode: 'REAL', why: 'compiled' }

  test('goes back to its originator, marked no lower', async () => {
    const node = await staffedNode()
    const derivedFrom = [await received(node, theirs)]
    const draft = await node.draft({ derivedFrom, mark: ours })
    expect(JSON.parse(draft.preview.body)).toMatchObject({ refs: [{ rel: 'derivedFrom', to: derivedFrom[0] }] })
    const lower = { ...ours, ctl: [] }
    await expect(node.draft({ derivedFrom, mark: lower })).rejects.toMatchObject({ faultCode: 'marking/below-sources' })
  })

  test('does not go on under ORCON to a third nation that the originator has not approved', async () => {
    const node = await staffedNode()
    const derivedFrom = [await received(node, theirs)]
    const mark: Marking = { ...ours, aud: { AUS: 2, JPN: 2, USA: 2 } }
    const preview = await node.preview({ derivedFrom, mark })
    expect(preview.refusal).toMatchObject({ code: 'marking/originator' })
    expect(preview.recipients.find(({ party }) => party === 'AUS')).toMatchObject({ leaves: false, rule: 'originator' })
    await expect(node.draft({ derivedFrom, mark })).rejects.toMatchObject({ faultCode: 'marking/originator' })
  })

  test('does not go on as a tear-line either', async () => {
    const node = await staffedNode()
    const derivedFrom = [await received(node, theirs)]
    await node.certify('Sato', signerOf('sato at night', 'sato-night'), ['recall', 'release'])
    const whole = await leave(node, await node.draft({ derivedFrom, mark: ours, keyId: node.satoKey.keyId }))
    const tear = { tearLineOf: whole.preview.bodySha256, leaveOut: pointers, keyId: node.suzukiKey.keyId }
    const mark: Marking = { pol: 'JP', lvl: 0, aud: { AUS: 2, JPN: 2 }, mode: 'REAL' }
    await expect(node.draft({ ...tear, mark }, suzuki)).rejects.toMatchObject({ faultCode: 'marking/originator' })
  })

  test('is judged so too where the node found by itself what it rests on', async () => {
    const node = await staffedNode()
    const restsOn = [await received(node, theirs)]
    node.setSubject({ ...approach, restsOn })
    const draft = await node.draft({ mark: ours })
    expect(JSON.parse(draft.preview.body)).toMatchObject({ refs: [{ rel: 'derivedFrom', to: restsOn[0] }] })
    await expect(node.draft()).rejects.toMatchObject({ faultCode: 'marking/below-sources' })
  })

  test('is refused where that record is not held', async () => {
    const node = await staffedNode()
    await expect(node.draft({ derivedFrom: ['0'.repeat(64)] })).rejects.toMatchObject({
      faultCode: 'release/source-not-held',
    })
  })
})

describe('a tear-line', () => {
  const wider: Marking = { pol: 'JP', lvl: 0, aud: { AUS: 2, JPN: 2, USA: 2 }, mode: 'REAL' }

  async function tornNode() {
    const node = await staffedNode()
    const whole = await leave(node, await node.draft())
    const kato = signerOf('kato')
    await node.certify('Kato', kato, ['recall', 'release'])
    const request = { tearLineOf: whole.preview.bodySha256, leaveOut: pointers, mark: wider }
    return { node, whole, request, kato, katoCaller: { officer: 'Kato', role: 'officer' } as const }
  }

  test('says a part to more partners, and names its source by a commitment alone', async () => {
    const { node, whole, request, kato, katoCaller } = await tornNode()
    const tear = await node.draft(request, suzuki)
    expect(tear).toMatchObject({ request: { tearLineOf: whole.preview.bodySha256 }, preview: { sourceMark: toUsa } })
    await node.sign(tear, node.suzukiKey, suzuki)
    const released = await node.sign(tear, kato, katoCaller)
    expect(released).toMatchObject({ state: 'released', preview: { origin: 'jp.ncc.example/ch/AUS-JPN-USA' } })
    const line = node.logs.linesOf('jp.ncc.example/ch/AUS-JPN-USA').at(-1) ?? new Uint8Array()
    const read = readRecord(line, recordKinds)
    if (!read.ok) throw new Error(read.fault.reason)
    const text = Buffer.from(line).toString('utf8')
    for (const hidden of [whole.preview.bodySha256, whole.id, 'FENGYUN', 'missKm']) expect(text).not.toContain(hidden)
    const stored = node.store.get(releaseCollection, tear.id) as { readonly salt: string }
    const judged = checkTearLine({
      tear: read.record.body,
      source: JSON.parse(whole.preview.body) as RecordBody,
      sourceSha256: whole.preview.bodySha256,
      salt: Buffer.from(stored.salt, 'base64url'),
      hasMandate: true,
    })
    expect(judged).toEqual({ ok: true })
    expect(JSON.stringify(released)).not.toContain(stored.salt)
  })

  test('needs the mandate to release of whoever lets it go', async () => {
    const { node, request } = await tornNode()
    const tear = await node.draft(request, suzuki)
    await node.sign(tear, node.suzukiKey, suzuki)
    await expect(node.sign(tear, node.satoKey, sato)).rejects.toMatchObject({ code: 'officer-key/unusable' })
  })

  test('with a member that its source does not have is refused, whoever put it into the store', async () => {
    const { node, request, kato, katoCaller } = await tornNode()
    const tear = await node.draft(request, suzuki)
    const stored = node.store.get(releaseCollection, tear.id) as { readonly body: string }
    const body = stored.body.replace('"maxPc":0.00031', '"maxPc":0.00031,"method":"guessed"')
    expect(body).not.toBe(stored.body)
    await node.store.commit({ put: [{ collection: releaseCollection, id: tear.id, body: { ...stored, body } }] })
    await node.sign(tear, node.suzukiKey, suzuki, body)
    await expect(node.sign(tear, kato, katoCaller, body)).rejects.toMatchObject({ faultCode: 'marking/not-a-subset' })
    expect(node.logs.linesOf('jp.ncc.example/ch/AUS-JPN-USA')).toHaveLength(0)
  })

  test('is of what was signed, and of the same subject', async () => {
    const { node, request } = await tornNode()
    const other = { ...request, subject: { kind: 'approach', id: 'another' } } as const
    await expect(node.draft(other, suzuki)).rejects.toMatchObject({ faultCode: 'release/source-not-held' })
    const unsigned = await node.draft()
    const early = { ...request, tearLineOf: unsigned.preview.bodySha256 }
    await expect(node.draft(early, suzuki)).rejects.toMatchObject({ faultCode: 'release/source-not-held' })
  })
})

describe('a recall', () => {
  test('is signed by one officer at once and goes to the log of the record', async () => {
    const node = await staffedNode()
    const released = await leave(node, await node.draft())
    const named = { params: { id: released.id }, query: undefined }
    const drafted = await node.handlers.draftRecall({ ...named, body: { why: 'wrong elements' } }, sato)
    const { recallDraft } = drafted
    if (recallDraft === null) throw new Error('no recall')
    const { preAuthenticationEncoding, recordType, base64UrlOf } = await import('@yagura/record')
    const message = preAuthenticationEncoding(recordType, utf8Bytes(recallDraft.body))
    const signature = base64UrlOf(await node.satoKey.sign(message))
    const body = { keyId: node.satoKey.keyId, signature }
    const recalled = await node.handlers.signRecall({ ...named, body }, sato)
    expect(recalled.recalledUtc).toBe('2026-11-22T03:00:00.000Z')
    const line = Buffer.from(node.logs.linesOf('jp.ncc.example/ch/JPN-USA').at(-1) ?? []).toString('utf8')
    expect(JSON.parse(line)).toMatchObject({
      body: { kind: 'recall.ask', by: `${nodeName}/sato`, data: { act: 'hide', record: released.preview.bodySha256 } },
    })
    await expect(node.handlers.signRecall({ ...named, body }, sato)).rejects.toMatchObject({
      code: 'release/wrong-state',
    })
    expect(
      (await node.viewAs('us.ops.example')).items.find(({ id }) => id === released.preview.bodySha256),
    ).toMatchObject({
      recalled: true,
      data: null,
    })
  })
})

describe('the view of a partner', () => {
  test('shows what it may see, by grade, and neither counts nor numbers what it may not', async () => {
    const node = await staffedNode()
    await leave(node, await node.draft())
    const hidden = await leave(node, await node.draft({ mark: { ...toUsa, aud: { JPN: 2, USA: 2 } } }))
    const usa = await node.viewAs('us.ops.example')
    expect(usa).toMatchObject({ party: 'USA', total: 2 })
    expect(usa.items.every(({ grade }) => grade === 'release')).toBe(true)
    const aus = await node.viewAs('au.ops.example')
    expect(aus).toMatchObject({ party: 'AUS', total: 1, items: [{ grade: 'display', kind: 'space.closeApproach' }] })
    const text = JSON.stringify(aus)
    for (const secret of [hidden.id, hidden.preview.bodySha256, 'ch/JPN-USA']) expect(text).not.toContain(secret)
    await expect(node.viewAs('kr.ops.example')).rejects.toMatchObject({ code: 'partners/unknown' })
  })
})

import { canonicalBytes, type Marking, utf8Text } from '@yagura/record'
import { expect, test } from 'vitest'
import { pull, recordsAt, type TestPartner } from '../partners/partner-nodes.ts'
import { abe, approach, sato } from './release-node.ts'
import { aboutKey, jpNode, none, request, satoKey, signatureOf, suzukiKey, threeNodes } from './three-nodes.ts'

const tcaMs = Date.parse('2026-11-22T12:00:00Z')

/** A visit that was under way already may have come before the last record: asks until so many are held. */
async function pullUntil(at: TestPartner, from: TestPartner, records: number): Promise<void> {
  for (let visits = 0; visits < 20 && (await recordsAt(at, from)).length < records; visits += 1) await pull(at, from)
}

test('a close approach that two officers released stands in the partner’s picture with its provenance, and at nobody else', async () => {
  const { jp, us, au, release, approachesAt } = await threeNodes()
  const released = await release()
  expect(released).toMatchObject({ state: 'released', index: 2 })
  await Promise.all([pullUntil(us, jp, 3), pull(au, jp)])
  const [seen, ...more] = await approachesAt(us).about(29999, 32500, tcaMs + 9 * 60_000)
  expect(more).toEqual([])
  expect(seen).toMatchObject({
    ...{
      node: jpNode,
      party: 'JPN',
      origin: 'jp.example/ch/JPN-USA',
      index: 2,
      by: 'jp.example/sato',
      kind: approach.kind,
    },
    ...{ recordId: released.preview.bodySha256, mark: request.mark, isTearLine: false, alert: null },
    approach: approach.data,
    signedBy: [satoKey.keyId, suzukiKey.keyId],
  })
  expect(await approachesAt(us).about(29999, 32500, tcaMs + 11 * 60_000)).toEqual([])
  expect(await approachesAt(us).about(29999, 1, tcaMs)).toEqual([])
  expect(await recordsAt(au, jp)).toEqual([])
  await jp.service.crossings.settle()
  const given = jp.context.store.readLog({ kind: 'audit', newestFirst: true, limit: 10 }).records
  expect(given.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'audit/given: us.example was given entries 0–2 of jp.example/ch/JPN-USA',
  ])
})

test('one officer’s signature alone brings nothing that the watch says into a log', async () => {
  const { jp, handlers } = await threeNodes()
  const { preview } = await handlers.draftRelease({ ...none, body: request }, sato)
  const { keyId, signature } = await signatureOf(preview.body, satoKey)
  const line = utf8Text(canonicalBytes({ body: JSON.parse(preview.body), sigs: [{ k: keyId, s: signature }] })) ?? ''
  await expect(handlers.appendRecord({ ...none, body: { line } }, abe)).rejects.toMatchObject({
    faultCode: 'release/two-persons',
  })
  expect(await recordsAt(jp, jp)).toEqual([])
})

test('a tear-line reaches who may not have the whole, without what was left out', async () => {
  const { jp, us, au, release, approachesAt } = await threeNodes()
  const whole = await release()
  const mark: Marking = { ...request.mark, aud: { AUS: 2, JPN: 2, USA: 2 } }
  await release({ mark, tearLineOf: whole.preview.bodySha256, leaveOut: ['/missKm', '/maxPc'] })
  await Promise.all([pullUntil(us, jp, 6), pullUntil(au, jp, 3)])
  const [seen] = await approachesAt(au).about(32500, 29999, tcaMs)
  expect(seen).toMatchObject({ isTearLine: true, origin: 'jp.example/ch/AUS-JPN-USA', party: 'JPN' })
  expect(Object.keys(seen?.approach ?? {}).sort()).toEqual(['primary', 'relativeSpeedKmPerS', 'secondary', 'tcaUtc'])
  expect(await approachesAt(us).about(32500, 29999, tcaMs)).toHaveLength(2)
})

test('what is recalled is hidden at the partner, and what ends a key goes into the logs that know it', async () => {
  const { jp, us, handlers, release, approachesAt, close } = await threeNodes()
  const { id } = await release()
  await pullUntil(us, jp, 3)
  const approaches = approachesAt(us)
  expect(await approaches.about(29999, 32500, tcaMs)).toHaveLength(1)
  const asked = { params: { id }, query: undefined }
  const drafted = await handlers.draftRecall({ ...asked, body: { why: 'wrong elements' } }, sato)
  const body = await signatureOf(drafted.recallDraft?.body ?? '', satoKey)
  expect(await handlers.signRecall({ ...asked, body }, sato)).toMatchObject({ state: 'released' })
  await pullUntil(us, jp, 4)
  expect(await approaches.about(29999, 32500, tcaMs)).toEqual([])
  const record = await aboutKey(jp, 'key.end', { key: satoKey.keyId })
  await handlers.certifyKey({ ...none, body: { record } }, abe)
  await close()
  await pullUntil(us, jp, 5)
  expect((await recordsAt(us, jp)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'key.end believed',
    'recall.ask believed',
    'space.closeApproach recalled',
    'key.add believed',
    'key.add believed',
  ])
})

import type { CaseContent, Marking } from '@yagura/record'
import { expect, test } from 'vitest'
import { recordsAt } from '../partners/partner-nodes.ts'
import { type CaseNode, exchange, threeCaseNodes } from './case-nodes.ts'

const relUsa: Marking = { pol: 'TLP', lvl: 0, tlp: 'GREEN', aud: { JPN: 2, USA: 2 }, mode: 'REAL' }
const relAll: Marking = { ...relUsa, aud: { AUS: 2, JPN: 2, USA: 2 } }

const outage: CaseContent = {
  kind: 'link',
  rel: 'sameCauseAs',
  from: { type: 'alert', id: '01J0000000000000000000SAT1', title: 'No telemetry of the relay satellite' },
  to: { type: 'alert', id: '01J0000000000000000000CYB1', title: 'A wiper ran in the management network' },
}
const wiper: CaseContent = {
  kind: 'event',
  title: 'A wiper ran',
  fromUtc: '2022-02-24T03:02:00.000Z',
  labels: [{ scheme: 'mitre-attack', id: 'T1561', name: 'Disk Wipe' }],
}

/** What a node shows of a case: kinds and titles, and what it says is not there. */
async function shown(node: CaseNode, id: string) {
  const { threads } = await node.read(id)
  return threads.map(({ kind, versions }) => `${kind}${versions.map(({ party }) => ` ${party}`).join('')}`)
}

test('a case of one nation stands in the view of another as far as it was released, and a third does not know that there is one', async () => {
  const { jp, us, au } = await threeCaseNodes()
  const { id, threads } = await jp.open('Outage of the relay', relUsa)
  const opened = threads[0]?.key ?? ''
  const link = await jp.add(id, outage, { mark: relUsa })
  const event = await jp.add(id, wiper, { mark: relUsa })
  const secret = await jp.add(id, { kind: 'note', text: 'Our own source in the company says so' })
  const note = await jp.add(id, { kind: 'note', text: 'As the note before', about: secret.key }, { mark: relUsa })
  for (const { key } of [link, event, note]) await jp.release(key, relUsa)
  await jp.release(opened, relUsa)
  await Promise.all([exchange(us, jp), exchange(au, jp)])

  const seen = await us.read(id)
  expect(seen).toMatchObject({ title: 'Outage of the relay', state: 'open', parties: ['JPN'], parts: 4 })
  expect(await shown(us, id)).toEqual(['opened JPN', 'link JPN', 'event JPN', 'note JPN'])
  const [theirs] = seen.threads.find(({ kind }) => kind === 'event')?.versions ?? []
  expect(theirs).toMatchObject({
    ...{ key: `jp.example/${event.key.slice('jp.example/'.length)}`, isOwn: false, party: 'JPN', what: wiper },
    provenance: { by: 'jp.example/sato', origin: 'jp.example/ch/JPN-USA', isTearLine: false },
  })
  const [dangling] = seen.threads.find(({ kind }) => kind === 'note')?.versions ?? []
  expect(dangling).toMatchObject({ absent: 1, what: { about: 'withheld' } })
  const received = JSON.stringify(await recordsAt(us.partner, jp.partner))
  expect(received).not.toContain(secret.key.slice('jp.example/'.length))
  expect(received).not.toContain('source in the company')

  const task = await us.add(id, { kind: 'task', title: 'Ask the maker of the modems', state: 'open' }, { mark: relUsa })
  const answer = await us.add(
    id,
    { kind: 'event', title: 'The wiper ran at 03:05', fromUtc: '2022-02-24T03:05:00.000Z' },
    {
      ...{ mark: relUsa, corrects: [event.key] },
    },
  )
  await us.release(task.key, relUsa)
  await us.release(answer.key, relUsa)
  await exchange(jp, us)
  expect(await shown(jp, id)).toEqual(['opened JPN', 'link JPN', 'event JPN USA', 'note JPN', 'note JPN', 'task USA'])
  const both = (await jp.read(id)).threads.find(({ kind }) => kind === 'event')
  expect(both?.heads).toEqual([event.key, answer.key])
  expect((await jp.read(id)).threads[1]?.versions[0]?.went).toMatchObject([{ origin: 'jp.example/ch/JPN-USA' }])

  await expect(au.read(id)).rejects.toMatchObject({ code: 'case/unknown' })
  expect(await au.list()).toEqual([])
  expect(await recordsAt(au.partner, jp.partner)).toEqual([])
  const saved = JSON.parse(await us.exported(id))
  expect(saved).toMatchObject({ heldBack: 0, mark: relUsa, case: { parties: ['JPN', 'USA'] } })
  await us.partner.service.crossings.settle()
  const read = us.context.store.readLog({ kind: 'audit/read', newestFirst: true, limit: 10 }).records
  expect(read.map(({ text }) => text)).toContain('Sato read entries 2–5 of jp.example/ch/JPN-USA')
  const exported = us.context.store.readLog({ kind: 'audit/exported', newestFirst: true, limit: 10 }).records
  expect(exported.map(({ text }) => text)).toEqual([`Sato saved case ${id}, parts: ${saved.parts.length}`])
})

test('a part is released no lower than it is marked, and a tear-line tells a part of it to more', async () => {
  const { jp, us, au } = await threeCaseNodes()
  const { id } = await jp.open('Outage of the relay')
  const ownOnly: Marking = { ...relUsa, aud: { JPN: 2 } }
  const own = await jp.add(id, wiper, { mark: ownOnly })
  expect((await jp.preview(jp.request(own.key, relUsa))).refusal).toMatchObject({ code: 'marking/below-sources' })
  const marked = await jp.add(id, { ...wiper, text: 'Seen by our own sensor' }, { mark: relUsa, corrects: [own.key] })
  const released = await jp.release(marked.key, relUsa)
  const whole = await jp.preview(jp.request(marked.key, relUsa))
  expect(whole.refusal).toBeNull()
  const stored = jp.context.store.get('releases', released) as { readonly bodySha256: string }
  await jp.release(marked.key, relAll, { tearLineOf: stored.bodySha256, leaveOut: ['/what/text', '/author'] })
  await Promise.all([exchange(us, jp), exchange(au, jp)])
  const told = (await au.read(id)).threads.flatMap(({ versions }) => versions)
  expect(told).toMatchObject([{ what: wiper, author: null, absent: 1, provenance: { isTearLine: true } }])
  expect(JSON.stringify(told)).not.toContain('our own sensor')
  const seen = (await us.read(id)).threads.flatMap(({ versions }) => versions)
  expect(seen).toMatchObject([{ what: { text: 'Seen by our own sensor' } }])
  expect(await jp.toldTo('USA')).toMatchObject([{ what: { text: 'Seen by our own sensor' }, isTearLine: false }])
  expect(await jp.toldTo('AUS')).toMatchObject([{ what: wiper, author: undefined, isTearLine: true }])
  expect(JSON.stringify(await jp.toldTo('AUS'))).not.toContain('our own sensor')
  expect(await jp.toldTo('KOR')).toEqual([])
})

test('a recalled part leaves the partner’s view of the case, and what refers to it says that something is not there', async () => {
  const { jp, us } = await threeCaseNodes()
  const { id } = await jp.open('Outage of the relay')
  const evidence = await jp.add(id, { kind: 'evidence', title: 'Log of the VPN' }, { mark: relUsa })
  const hypothesis = await jp.add(id, { kind: 'hypothesis', title: 'A state did it' }, { mark: relUsa })
  const first = await jp.release(evidence.key, relUsa)
  await jp.release(hypothesis.key, relUsa)
  const rated: CaseContent = { kind: 'rating', evidence: evidence.key, hypothesis: hypothesis.key, rating: 'CC' }
  const rating = await jp.add(id, rated, { mark: relUsa })
  await jp.release(rating.key, relUsa)
  await exchange(us, jp)
  expect((await us.matrix(id)).cells).toEqual([
    { node: 'jp.example', evidence: evidence.key, hypothesis: hypothesis.key, rating: 'CC', isContested: false },
  ])
  expect((await jp.toldTo('USA')).map(({ what }) => what.kind).sort()).toEqual(['evidence', 'hypothesis', 'rating'])
  await jp.recall(first)
  expect((await jp.toldTo('USA')).map(({ what }) => what.kind).sort()).toEqual(['hypothesis', 'rating'])
  await exchange(us, jp)
  expect(await shown(us, id)).toEqual(['hypothesis JPN', 'rating JPN'])
  expect((await us.matrix(id)).cells).toEqual([])
  const left = (await us.read(id)).threads.find(({ kind }) => kind === 'rating')
  expect(left?.versions[0]).toMatchObject({ absent: 1 })
  const again = await jp.add(id, { ...rated, rating: 'C' }, { mark: relUsa, corrects: [rating.key] })
  const { body } = await jp.preview(jp.request(again.key, relUsa))
  expect(JSON.parse(body)).toMatchObject({ data: { what: { evidence: 'withheld' } } })
})

test('what rests on a partner’s part leaves no lower than that part', async () => {
  const { jp, us } = await threeCaseNodes()
  const { id } = await jp.open('Outage of the relay')
  const evidence = await jp.add(id, { kind: 'evidence', title: 'Log of the VPN' }, { mark: relUsa })
  await jp.release(evidence.key, relUsa)
  await exchange(us, jp)
  const note = await us.add(id, { kind: 'note', text: 'We have that log too', about: evidence.key }, { mark: relAll })
  expect((await us.preview(us.request(note.key, relAll))).refusal).toMatchObject({ code: 'marking/below-sources' })
})

import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type DetectionNode, detectionNode, indicator, startMs, tanaka } from './detection-node.ts'

const objects = [indicator(1, "[domain-name:value = 'evil.example']")]
const line = (minute: number, query = 'evil.example', host = '192.0.2.1') =>
  `${JSON.stringify({ _path: 'dns', ts: startMs / 1000 + minute * 60, 'id.orig_h': host, query })}\n`

async function follow({ service, folder }: DetectionNode, name = 'dns.log', kind: 'file' | 'folder' = 'file') {
  const location = kind === 'file' ? join(folder, name) : folder
  return service.handlers.addLogInput(
    { params: undefined, query: undefined, body: { name: 'DNS', kind, format: 'zeek', location, fromStart: true } },
    tanaka,
  )
}
const queue = async ({ service }: DetectionNode, query = {}) =>
  (await service.handlers.listDetections({ params: undefined, query, body: undefined }, tanaka)).items

test('lines that are added are found, grouped, counted by hour and told as an alert that says why', async () => {
  const node = await detectionNode(objects)
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, line(0))
  await node.service.round()
  await follow(node)
  appendFileSync(log, line(1) + line(90) + line(2, 'harmless.example') + line(3, 'evil.example', '192.0.2.2'))
  await node.service.round()
  const rows = await queue(node)
  expect(rows.map(({ asset, count, firstUtc, lastUtc }) => ({ asset, count, firstUtc, lastUtc }))).toEqual([
    { asset: '192.0.2.1', count: 3, firstUtc: '2026-11-22T03:00:00.000Z', lastUtc: '2026-11-22T04:30:00.000Z' },
    { asset: '192.0.2.2', count: 1, firstUtc: '2026-11-22T03:03:00.000Z', lastUtc: '2026-11-22T03:03:00.000Z' },
  ])
  const id = rows[0]?.id ?? ''
  const detail = await node.service.handlers.readDetection(
    { params: { id }, query: undefined, body: undefined },
    tanaka,
  )
  expect(detail.hours).toEqual([
    { fromUtc: '2026-11-22T03:00:00.000Z', count: 2 },
    { fromUtc: '2026-11-22T04:00:00.000Z', count: 1 },
  ])
  expect(detail.lines[0]).toEqual({
    utc: '2026-11-22T04:30:00.000Z',
    log,
    line: 3,
    raw: line(90).trimEnd(),
    fields: [{ name: 'query', value: 'evil.example' }],
  })
  expect(node.told().find(({ key }) => key === `detection:${id}`)).toMatchObject({
    watchId: 'cyber',
    title: 'Indicator 1: 192.0.2.1',
    reason: expect.stringContaining('Indicator Indicator 1 was found in '),
    link: `/cyber/queue?sel=${id}`,
    priority: 'serious',
  })
  expect(rows[0]).toMatchObject({ source: 'feed/test', alertId: `alert of detection:${id}` })
})

test('an indicator says itself how urgent what it finds is, and the alert names why', async () => {
  const node = await detectionNode([{ ...indicator(1, "[domain-name:value = 'evil.example']"), confidence: 50 }])
  writeFileSync(join(node.folder, 'dns.log'), line(0))
  await follow(node)
  await node.service.round()
  expect((await queue(node))[0]?.priority).toBe('caution')
  const reason = expect.stringMatching(/It is of level medium, since its confidence is medium, 30 to 69\.$/)
  expect(node.told()).toMatchObject([{ priority: 'caution', reason }])
})

test('what an indicator indicates stands with what it found: techniques as those of a rule, and malware by its name', async () => {
  const [found] = objects
  const times = { spec_version: '2.1', created: '2026-01-01T00:00:00.000Z', modified: '2026-01-01T00:00:00.000Z' }
  const link = (number: number, kind: string, target: string) => ({
    ...{ ...times, type: 'relationship', id: `relationship--00000000-0000-4000-8000-00000000000${number}` },
    ...{ relationship_type: kind, source_ref: found?.id, target_ref: target },
  })
  const technique = (id: string, attackId: string, more = {}) => ({
    ...{ ...times, type: 'attack-pattern', id, name: attackId, ...more },
    external_references: [{ source_name: 'mitre-attack', external_id: attackId }],
  })
  const [dns, withdrawn] = ['attack-pattern--1', 'attack-pattern--2'] as const
  const malware = { ...times, type: 'malware', id: 'malware--1', name: 'Emotet', is_family: true }
  const node = await detectionNode([
    ...objects,
    ...[technique(dns, 'T1071.004'), technique(withdrawn, 'T1043', { revoked: true }), malware],
    ...[link(1, 'indicates', dns), link(2, 'indicates', withdrawn), link(3, 'indicates', malware.id)],
    ...[link(4, 'indicates', malware.id), link(5, 'derived-from', 'indicator--9')],
  ])
  writeFileSync(join(node.folder, 'dns.log'), line(0))
  await follow(node)
  await node.service.round()
  const [row] = await queue(node)
  expect(row?.techniques).toEqual(['T1071.004'])
  const asked = { params: { id: row?.id ?? '' }, query: undefined, body: undefined }
  const detail = await node.service.handlers.readDetection(asked, tanaka)
  expect(detail).toMatchObject({
    row: { techniques: ['T1071.004'] },
    indicates: [{ id: 'malware--1', name: 'Emotet' }],
  })
  const uses = [
    { kind: 'indicators', by: found?.id ?? '', techniqueId: dns },
    { kind: 'indicators', by: 'indicator--other', techniqueId: withdrawn },
    { kind: 'software', by: malware.id, techniqueId: withdrawn },
  ] as const
  expect(await node.service.techniqueUses(uses)).toEqual([{ kind: 'detections', by: row?.id, techniqueId: dns }])
})

test('a node that was ended goes on at the byte, and neither loses nor repeats a hit', async () => {
  const node = await detectionNode(objects)
  const log = join(node.folder, 'dns.log')
  const half = line(1).slice(0, 30)
  writeFileSync(log, line(0) + half)
  await follow(node)
  await node.service.round()
  expect((await queue(node))[0]?.count).toBe(1)
  const after = await node.restart()
  appendFileSync(log, line(1).slice(30) + line(2))
  await after.service.round()
  await after.service.round()
  expect((await queue(after))[0]?.count).toBe(3)
})

test('a log that is rotated away is read to its end, then the new one of its name', async () => {
  const node = await detectionNode(objects)
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, line(0))
  await follow(node)
  await node.service.round()
  appendFileSync(log, line(1))
  renameSync(log, `${log}.1`)
  writeFileSync(log, line(2) + line(3))
  await node.service.round()
  await node.service.round()
  expect((await queue(node))[0]?.count).toBe(4)
})

test('a log that is emptied, or written anew with as many bytes, is read from its start', async () => {
  const node = await detectionNode(objects)
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, line(0) + line(1))
  await follow(node)
  await node.service.round()
  truncateSync(log)
  appendFileSync(log, line(2))
  await node.service.round()
  expect((await queue(node))[0]?.count).toBe(3)
  writeFileSync(log, line(5))
  await node.service.round()
  expect((await queue(node))[0]?.count).toBe(4)
})

test('files of a folder are followed, also those that come later; packed ones are left', async () => {
  const node = await detectionNode(objects)
  writeFileSync(join(node.folder, 'a.log'), line(0))
  await follow(node, '', 'folder')
  mkdirSync(join(node.folder, 'below'))
  writeFileSync(join(node.folder, 'b.log'), line(1))
  writeFileSync(join(node.folder, 'c.log.gz'), line(2))
  await node.service.round()
  expect((await queue(node))[0]).toMatchObject({ count: 2 })
})

test('columns of Zeek keep their header over a restart', async () => {
  const node = await detectionNode(objects)
  const log = join(node.folder, 'dns.log')
  const head = '#separator \\x09\n#path\tdns\n#fields\tts\tquery\n#types\ttime\tstring\n'
  writeFileSync(log, `${head}1\tevil.example\n`)
  await follow(node)
  await node.service.round()
  const after = await node.restart()
  appendFileSync(log, '2\tevil.example\n3\tok.example\n')
  await after.service.round()
  expect((await queue(after))[0]).toMatchObject({ count: 2 })
})

test('bad lines and lines that are too long are counted, and the rest goes on', async () => {
  const node = await detectionNode(objects)
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, `no JSON\n${line(0)}{"query":"${'x'.repeat(3 << 20)}"}\n${line(1)}`)
  await follow(node)
  await node.service.round()
  const { items } = await node.service.handlers.listLogInputs(
    { params: undefined, query: undefined, body: undefined },
    tanaka,
  )
  expect(items[0]).toMatchObject({ state: 'following', badLines: 2, hits: 2, events: 2 })
  expect((await queue(node))[0]?.count).toBe(2)
})

test('a suppression keeps hits quiet and counts them; when it has ended, alerts come again', async () => {
  const node = await detectionNode(objects)
  const log = join(node.folder, 'dns.log')
  writeFileSync(log, line(0))
  await follow(node)
  await node.service.round()
  expect(node.told()).toHaveLength(1)
  const [row] = await queue(node)
  const body = { rule: row?.rule ?? '', asset: '192.0.2.1', reason: 'our own test', expiresUtc: '2026-11-22T05:00:00Z' }
  const made = await node.service.handlers.addSuppression({ params: undefined, query: undefined, body }, tanaka)
  appendFileSync(log, line(1) + line(2, 'evil.example', '192.0.2.2'))
  await node.service.round()
  expect(node.told().map(({ title }) => title)).toEqual(['Indicator 1: 192.0.2.2'])
  expect(await queue(node, { suppressed: true })).toMatchObject([
    { count: 1, suppressedCount: 1, suppressedBy: made.id },
  ])
  const { items } = await node.service.handlers.listSuppressions(
    { params: undefined, query: undefined, body: undefined },
    tanaka,
  )
  expect(items).toMatchObject([{ hits: 1, isActive: true, by: 'Tanaka', reason: 'our own test' }])
  node.node.setNow(Date.parse('2026-11-22T05:00:01Z'))
  appendFileSync(log, line(121))
  await node.service.round()
  expect(
    node
      .told()
      .map(({ title }) => title)
      .toSorted(),
  ).toEqual(['Indicator 1: 192.0.2.1', 'Indicator 1: 192.0.2.2'])
  expect(await queue(node, { suppressed: true })).toEqual([])
})

test('an alert ends when nothing more was found for the quiet time', async () => {
  const node = await detectionNode(objects)
  writeFileSync(join(node.folder, 'dns.log'), line(0))
  await follow(node)
  await node.service.handlers.changeDetectionSettings(
    { params: undefined, query: undefined, body: { quietMin: 30, keptRows: 100 } },
    tanaka,
  )
  await node.service.round()
  expect(node.told()).toHaveLength(1)
  node.node.setNow(startMs + 31 * 60_000)
  await node.service.round()
  expect(node.told()).toEqual([])
  expect(await queue(node)).toHaveLength(1)
})

test('no more rows are kept than the settings say, the newest ones', async () => {
  const node = await detectionNode(objects)
  await node.service.handlers.changeDetectionSettings(
    { params: undefined, query: undefined, body: { quietMin: 30, keptRows: 100 } },
    tanaka,
  )
  const lines = Array.from({ length: 150 }, (_, host) => line(host, 'evil.example', `198.51.100.${host}`))
  writeFileSync(join(node.folder, 'dns.log'), lines.join(''))
  await follow(node)
  await node.service.round()
  const rows = await queue(await node.restart())
  expect(rows).toHaveLength(100)
  expect(rows.map(({ asset }) => asset)).not.toContain('198.51.100.49')
})

test.each([
  ['/etc/passwd', 'file', /not in a folder/],
  ['logs/dns.log', 'file', /no absolute path/],
  ['0.0.0.0:5514', 'syslog-udp', /not on loopback/],
  ['127.0.0.1', 'syslog-tcp', /no address and port/],
] as const)('%s is refused', async (location, kind, reason) => {
  const { service } = await detectionNode(objects)
  const body = { name: 'x', kind, format: 'syslog', location } as const
  await expect(service.handlers.addLogInput({ params: undefined, query: undefined, body }, tanaka)).rejects.toThrow(
    reason,
  )
})

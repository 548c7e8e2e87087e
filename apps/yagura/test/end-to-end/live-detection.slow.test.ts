import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, runYagura, seededRandom, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { ask, pause, whenTrue } from './node-requests.ts'

const indicator = {
  type: 'indicator',
  spec_version: '2.1',
  id: 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name: 'Beacon of the exercise',
  pattern: "[domain-name:value = 'evil.example']",
  pattern_type: 'stix',
  valid_from: '2020-01-01T00:00:00Z',
  // TLP:AMBER.
  object_marking_refs: ['marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421'],
}
const line = (index: number) =>
  `${JSON.stringify({ _path: 'dns', ts: 1_795_000_000 + index, 'id.orig_h': '192.0.2.1', query: index % 2 === 0 ? 'evil.example' : 'ok.example' })}\n`

type Queue = {
  readonly items: readonly { readonly id: string; readonly count: number; readonly alertId: string | null }[]
}

test('a node that is killed while a log grows and is rotated finds each hit once, and has one alert', async () => {
  const folder = freshFolder()
  const logs = join(freshFolder(), 'logs')
  mkdirSync(logs)
  const log = join(logs, 'dns.log')
  writeFileSync(log, '')
  const bundle = join(logs, '..', 'bundle.json')
  const objects = [indicator]
  writeFileSync(bundle, JSON.stringify({ type: 'bundle', id: 'bundle--0cde353c-ea5b-4668-9f68-971946609282', objects }))
  expect(
    (await runYagura(['cyber', 'import', bundle, '--data', folder, '--originator', 'JPN', '--simulated'])).exitCode,
  ).toBe(0)
  const random = seededRandom(7)
  const args = ['--allow-folder', logs]
  let node = await startNode(args, folder)
  onTestFinished(() => void node.process.kill('SIGKILL'))
  await ask(node, 'POST', '/api/v1/cyber/inputs', { name: 'DNS', kind: 'file', format: 'zeek', location: log })
  let written = 0
  const write = (lines: number): void => {
    for (const end = written + lines; written < end; written += 1) appendFileSync(log, line(written))
  }
  for (let round = 0; round < 4; round += 1) {
    for (let burst = 0; burst < 10; burst += 1) {
      write(50)
      await pause(random.integer(20, 100))
    }
    if (round === 1) renameSync(log, `${log}.1`)
    await node.kill()
    write(100)
    node = await startNode(args, folder)
  }
  const queue = async (): Promise<Queue['items']> => ((await node.read('/api/v1/cyber/detections')) as Queue).items
  await whenTrue(async () => (await queue())[0]?.count === written / 2)
  await pause(1500)
  const items = await queue()
  expect(items.map(({ count }) => count)).toEqual([written / 2])
  await whenTrue(async () => (await queue())[0]?.alertId !== null)
  const alerts = (await node.read('/api/v1/alerts')) as { items: readonly { link: string; key: string }[] }
  expect(alerts.items.filter(({ key }) => key.startsWith('detection:'))).toMatchObject([
    { link: `/cyber/queue?sel=${items[0]?.id}` },
  ])
  const listed = await runYagura(['alert', 'list', '--data', folder, '--format', 'ndjson'])
  const rows: unknown[] = listed.stdout
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row))
  const alertId = (await queue())[0]?.alertId
  expect(rows).toContainEqual(expect.objectContaining({ id: alertId, marking: 'SIMULATED · TLP:AMBER' }))
  // From the page of the alert a case gets what it gets from the queue: raw lines as evidence, and an event.
  const { id } = (await ask(node, 'POST', '/api/v1/cases', { title: 'Evil' })) as { id: string }
  const to = { type: 'alert', id: alertId, title: 'Evil', path: `/a/${alertId}` }
  const added = await ask(node, 'POST', `/api/v1/cases/${id}/things`, { rel: 'concerns', to })
  expect(added).toMatchObject({ link: expect.any(String), evidence: expect.any(String), event: expect.any(String) })
  await node.stop()
})

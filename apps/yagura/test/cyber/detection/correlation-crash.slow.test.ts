import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, runYagura, seededRandom, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { ask, pause, whenTrue } from '../../end-to-end/node-requests.ts'

const asked = (name: string) =>
  `title: ${name}\nname: ${name}\nlogsource: { product: zeek, service: dns }\ndetection: { s: { query: ${name}.example }, condition: s }\n`
const correlation = (type: string, rules: string, more: string) =>
  `title: ${type}\nid: ${type}\ncorrelation:\n  type: ${type}\n  rules: [${rules}]\n  group-by: [id.orig_h]\n  timespan: 90m\n${more}`
const rules = [
  ...['one', 'two', 'three'].map(asked),
  correlation('event_count', 'one', '  condition: { gte: 5 }\n'),
  correlation('value_count', 'two', '  condition: { field: qtype, gte: 4 }\n'),
  correlation('temporal', 'one, two, three', ''),
  correlation('temporal_ordered', 'three, two, one', ''),
].join('---\n')
const patterns = {
  and: "([domain-name:value = 'one.example'] AND [domain-name:value = 'two.example']) WITHIN 900 SECONDS",
  followed: "([domain-name:value = 'two.example'] FOLLOWEDBY [domain-name:value = 'three.example']) WITHIN 900 SECONDS",
  repeats: "[domain-name:value = 'three.example'] REPEATS 6 TIMES WITHIN 7200 SECONDS",
}
const indicators = Object.entries(patterns).map(([name, pattern], index) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd${30 + index}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name,
  pattern,
  pattern_type: 'stix',
  valid_from: '2020-01-01T00:00:00Z',
}))

type Queue = { readonly items: readonly { readonly title: string; readonly count: number }[] }
type Inputs = { readonly items: readonly { readonly events: number }[] }

test('a node that is killed between the events of correlations and patterns finds what one scan of the whole log finds', async () => {
  const folder = freshFolder()
  const logs = join(freshFolder(), 'logs')
  mkdirSync(logs)
  const [log, bundle, sigma] = [join(logs, 'dns.log'), join(logs, '..', 'bundle.json'), join(folder, 'cyber', 'sigma')]
  writeFileSync(log, '')
  const id = 'bundle--0cde353c-ea5b-4668-9f68-971946609282'
  writeFileSync(bundle, JSON.stringify({ type: 'bundle', id, objects: indicators }))
  mkdirSync(sigma, { recursive: true })
  writeFileSync(join(sigma, 'rules.yml'), rules)
  const imported = await runYagura(['cyber', 'import', bundle, '--data', folder, '--originator', 'JPN', '--simulated'])
  expect(imported.exitCode).toBe(0)
  const random = seededRandom(11)
  const args = ['--allow-folder', logs]
  let node = await startNode(args, folder)
  onTestFinished(() => void node.process.kill('SIGKILL'))
  await ask(node, 'POST', '/api/v1/cyber/inputs', { name: 'DNS', kind: 'file', format: 'zeek', location: log })
  let written = 0
  const write = (lines: number): void => {
    for (const end = written + lines; written < end; written += 1) {
      const query = `${['one', 'two', 'three', 'ok'][random.integer(0, 3)]}.example`
      const host = `192.0.2.${random.integer(1, 3)}`
      const event = { _path: 'dns', ts: 1_795_000_000 + written * 60, 'id.orig_h': host, query, qtype: written % 7 }
      appendFileSync(log, `${JSON.stringify(event)}\n`)
    }
  }
  for (let round = 0; round < 5; round += 1) {
    for (let burst = 0; burst < 5; burst += 1) {
      write(random.integer(1, 12))
      await pause(random.integer(50, 700))
    }
    await node.kill()
    node = await startNode(args, folder)
  }
  const whole = await runYagura(['cyber', 'scan', '--bundle', bundle, '--sigma', sigma, '--format-in', 'zeek', log])
  const expected: Record<string, number> = {}
  for (const row of whole.stdout.split('\n').filter((each) => each !== '')) {
    const { matched }: { readonly matched: { readonly title: string } } = JSON.parse(row)
    expected[matched.title] = (expected[matched.title] ?? 0) + 1
  }
  expect(Object.keys(expected).toSorted()).toEqual([
    ...['and', 'event_count', 'followed', 'repeats', 'temporal', 'temporal_ordered', 'value_count'],
  ])
  // Once the node has read this line, it has read all.
  appendFileSync(log, `${JSON.stringify({ _path: 'dns', ts: 1_795_000_000, query: 'end.example' })}\n`)
  await whenTrue(async () => ((await node.read('/api/v1/cyber/inputs')) as Inputs).items[0]?.events !== 0)
  const found: Record<string, number> = {}
  for (const { title, count } of ((await node.read('/api/v1/cyber/detections')) as Queue).items) {
    found[title] = (found[title] ?? 0) + count
  }
  expect(found).toEqual(expected)
  await node.stop()
})

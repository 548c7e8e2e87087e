import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshFolder, runYagura, seededRandom, startNode } from '@yagura/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { ask, pause, whenTrue } from '../../end-to-end/node-requests.ts'
import { correlations, indicatorsOfSeveral, lineOfSeveral, titlesOfSeveral } from '../rules-of-several.ts'

type Queue = { readonly items: readonly { readonly title: string; readonly count: number }[] }
type Inputs = { readonly items: readonly { readonly events: number }[] }

test('a node that is killed between the events of correlations and patterns finds what one scan of the whole log finds', async () => {
  const folder = freshFolder()
  const logs = join(freshFolder(), 'logs')
  mkdirSync(logs)
  const [log, bundle, sigma] = [join(logs, 'dns.log'), join(logs, '..', 'bundle.json'), join(folder, 'cyber', 'sigma')]
  writeFileSync(log, '')
  const id = 'bundle--0cde353c-ea5b-4668-9f68-971946609282'
  writeFileSync(bundle, JSON.stringify({ type: 'bundle', id, objects: indicatorsOfSeveral }))
  mkdirSync(sigma, { recursive: true })
  writeFileSync(join(sigma, 'rules.yml'), correlations)
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
      appendFileSync(log, lineOfSeveral(random, written))
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
  expect(Object.keys(expected).toSorted()).toEqual(titlesOfSeveral)
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

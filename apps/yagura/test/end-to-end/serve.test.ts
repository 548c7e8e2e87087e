import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshFolder, type RunningNode, runYagura, startNode } from '@yagura/testkit'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { vanguard } from '../element-sets.ts'

/** One node for all tests of this file: they ask what it does, in the order in which an officer would. */
let node: RunningNode
const dataFolder = freshFolder()
const elements = join(dataFolder, 'vanguard.tle')

beforeAll(async () => {
  writeFileSync(elements, `${vanguard}\n`)
  node = await startNode(['--elements', elements], dataFolder)
})
afterAll(() => node.stop())

const rule = {
  id: 'vanguard-near',
  objects: { ids: [5] },
  maxMissKm: 3,
  leadTimeH: 24,
  priority: 'caution',
  consequence: 'The oldest satellite is lost.',
  action: 'Look at the elements.',
  timeAllowedMin: 60,
}

async function whenTrue(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50))
}

const status = () => node.read('/api/v1/status')

test('the page is served at the address that was printed', async () => {
  const page = await fetch(`${node.url}/`)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('<title>Yagura</title>')
})

test('the objects of the file that was named are in the catalogue', async () => {
  await whenTrue(async () => ((await node.read('/api/v1/space/objects')) as { total: number }).total > 0)
  expect(await node.read('/api/v1/space/objects')).toMatchObject({ total: 1, items: [{ id: 5 }] })
  expect(await status()).toMatchObject({ mode: 'REAL', catalogue: { objects: 1 }, officer: { name: 'local' } })
})

test('a second node on the same data folder is refused and told so', async () => {
  const { exitCode, stderr } = await runYagura(['serve', '--data', dataFolder, '--port', '0', '--elements', elements])
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/another|in use|already/i)
})

test('a port that is taken is said to be', async () => {
  const { port } = new URL(node.url)
  const { exitCode, stderr } = await runYagura(['serve', '--data', freshFolder(), '--port', port, '--simulated'])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('--port')
})

test('rules are added, listed, changed and removed by the command', async () => {
  const file = join(dataFolder, 'rule.json')
  writeFileSync(file, JSON.stringify(rule))
  const ask = (...args: string[]) => runYagura(['rule', ...args, '--data', dataFolder])
  expect(await ask('add', file)).toMatchObject({ exitCode: 0 })
  expect((await ask('add', file)).exitCode).toBe(1)
  writeFileSync(file, JSON.stringify({ rules: [{ ...rule, maxMissKm: 4 }] }))
  expect(await ask('change', file)).toMatchObject({ exitCode: 0 })
  const listed = (await ask('list')).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(listed).toContainEqual({ ...rule, maxMissKm: 4 })
  expect(await ask('remove', rule.id)).toMatchObject({ exitCode: 0 })
  expect((await ask('list')).stdout).not.toContain(rule.id)
})

test('a bad rule is refused with the place and what was expected, and nothing is added', async () => {
  const file = join(dataFolder, 'bad-rule.json')
  writeFileSync(file, JSON.stringify({ ...rule, id: 'bad', maxMissKm: -1 }))
  const { exitCode, stderr } = await runYagura(['rule', 'add', file, '--data', dataFolder])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('rules[0].maxMissKm: found -1')
  expect((await runYagura(['rule', 'list', '--data', dataFolder])).stdout).not.toContain('"bad"')
})

test('old element sets are an alert, which the command lists and acknowledges', async () => {
  const list = async () => (await runYagura(['alert', 'list', '--data', dataFolder])).stdout.trim()
  await whenTrue(async () => (await list()).includes('stock-old'))
  const alerts = (await list()).split('\n').map((line) => JSON.parse(line))
  const { id } = alerts.find(({ rule: ruleId }) => ruleId === 'stock-old')
  expect((await runYagura(['alert', 'ack', id, '--note', 'known', '--data', dataFolder])).exitCode).toBe(0)
  expect(
    JSON.parse(
      (await runYagura(['alert', 'list', '--state', 'acknowledged', '--data', dataFolder])).stdout.split('\n')[0] ?? '',
    ),
  ).toMatchObject({ id, state: 'acknowledged' })
})

test('a backup of the running node is restored into another folder', async () => {
  const file = join(dataFolder, 'node.backup')
  expect(await runYagura(['backup', '--data', dataFolder, '--to', file])).toMatchObject({ exitCode: 0 })
  expect((await runYagura(['backup', '--data', dataFolder, '--to', file])).exitCode).toBe(1)
  const other = freshFolder()
  expect(await runYagura(['restore', file, '--data', other])).toMatchObject({ exitCode: 0 })
  expect(await runYagura(['check', '--data', other])).toMatchObject({ exitCode: 0 })
  expect((await runYagura(['restore', file, '--data', dataFolder, '--replace'])).exitCode).toBe(1)
})

test('every log event is in order on the stream, from the beginning', async () => {
  const controller = new AbortController()
  const response = await fetch(`${node.url}/api/v1/events?after=0`, { signal: controller.signal })
  const { seq } = (await status()) as { seq: number }
  const ids: number[] = []
  let text = ''
  const decoder = new TextDecoder()
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    ids.splice(0, ids.length, ...[...text.matchAll(/^id: ?(\d+)$/gm)].map(([, id]) => Number(id)))
    if (ids.length >= seq) break
  }
  controller.abort()
  expect(ids.slice(0, seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1))
})

test('a command that finds no node says how to start one', async () => {
  const { exitCode, stderr } = await runYagura(['alert', 'list', '--data', freshFolder()])
  expect(exitCode).toBe(1)
  expect(stderr).toContain('yagura serve --data')
})

test('the node stops when asked, leaves no address behind, and what it kept is whole', async () => {
  const { exitCode } = await node.stop()
  expect(exitCode).toBe(0)
  expect((await runYagura(['rule', 'list', '--data', dataFolder])).exitCode).toBe(1)
  expect(await runYagura(['check', '--data', dataFolder])).toMatchObject({ exitCode: 0 })
})

test('the first command of the README ends with a page at a printed address', async () => {
  const child = spawn('npm', ['start', '--silent', '--', '--port', '0', '--data', freshFolder()], {
    cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'ignore'],
    // A group of its own: npm hands no signal on to what it started.
    detached: true,
  })
  onTestFinished(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  })
  let printed = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    printed += text
    if (/http:\S+\n/.test(printed)) break
  }
  const [url = ''] = /http:\S+/.exec(printed) ?? []
  expect(printed).toContain('SIMULATED')
  expect((await fetch(url)).status).toBe(200)
})

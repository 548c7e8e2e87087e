import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { freshFolder, type RunningBrowser, type RunningNode, startChromium, startNode } from '@yagura/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { vanguard } from '../element-sets.ts'
import { maySeal, seal } from '../store/disk-faults.ts'
import { openConsole, waitForPage } from './console-page.ts'
import { ask } from './node-requests.ts'

// What does not come is told within minutes, not after the half hour of a long run.
vi.setConfig({ testTimeout: 180_000 })

/** console.md §8: each page shows it within that time. */
const mostMs = 5000
const dayMs = 86_400_000

let running: RunningBrowser

beforeAll(async () => {
  running = await startChromium()
})
afterAll(() => running?.close())

const enter = ['--user', '--map-root-user', '--mount']
/** Whether this machine lets a process have a small disk of its own. */
const hasOwnDisk = spawnSync('unshare', [...enter, 'bash', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt']).status === 0

/** A server of element sets whose clock is off by so much. */
async function serveElements(offMs: number): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((_request, response) => {
    response.sendDate = false
    response.writeHead(200, { 'content-type': 'text/plain', date: new Date(Date.now() + offMs).toUTCString() })
    response.end(`${vanguard}\n`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/elements.tle`, server }
}

async function nodeOfFile(): Promise<{ readonly node: RunningNode; readonly file: string }> {
  const file = join(freshFolder(), 'vanguard.tle')
  writeFileSync(file, `${vanguard}\n`)
  const node = await startNode(['--elements', file])
  onTestFinished(async () => void (await node.stop()))
  return { node, file }
}

async function open(node: RunningNode, path = '/watch'): Promise<Page> {
  const { page } = await openConsole(running, node, path)
  await waitForPage(page)
  onTestFinished(() => page.context().close())
  return page
}

/** How long the page takes to say something after it has come true. */
async function expectSaid(
  page: Page,
  what: string,
  words: RegExp,
  within = page.getByRole('contentinfo'),
): Promise<void> {
  const beganMs = performance.now()
  await within
    .getByText(words)
    .first()
    .waitFor({ timeout: 3 * mostMs })
  const tookMs = performance.now() - beganMs
  process.stdout.write(`honesty: ${what} is said after ${(tookMs / 1000).toFixed(1)} s\n`)
  expect(tookMs).toBeLessThanOrEqual(mostMs)
}

const isUp = async (node: RunningNode) => expect((await fetch(`${node.url}/api/v1/status`)).status).toBe(200)

const served = (location: string) => ({
  name: 'Neighbour',
  kind: 'url',
  reads: 'elements',
  location,
  intervalMin: 60,
  allowPrivateAddress: true,
})

test('a server that has gone is said on the page when it is asked next, and the node stays up', async () => {
  const { node } = await nodeOfFile()
  const { url, server } = await serveElements(0)
  const source = (await ask(node, 'POST', '/api/v1/sources', served(url))) as { id: string }
  const page = await open(node)
  await page.getByRole('contentinfo').getByText('2 sources well').waitFor()
  server.closeAllConnections()
  server.close()
  await ask(node, 'POST', `/api/v1/sources/${source.id}/fetch`)
  await expectSaid(page, 'a source gone', /1 source not well/)
  await page.goto(`${node.url}/sources`)
  await page
    .getByRole('main')
    .getByText(/Neighbour/)
    .first()
    .waitFor()
  await page
    .getByRole('main')
    .getByText(/ECONNREFUSED|refused|connect|reach/i)
    .first()
    .waitFor()
  await isUp(node)
})

test('a watched file that has gone is said on the page', async () => {
  const { node, file } = await nodeOfFile()
  const page = await open(node)
  await page.getByRole('contentinfo').getByText('1 source well').waitFor()
  rmSync(file)
  await expectSaid(page, 'a file gone', /1 source not well/)
  await isUp(node)
})

test('a clock that is a day off is said on the page, as serious', async () => {
  const { node } = await nodeOfFile()
  const { url } = await serveElements(dayMs)
  const page = await open(node)
  await page
    .getByRole('contentinfo')
    .getByText(/clock unchecked/i)
    .waitFor()
  await ask(node, 'POST', '/api/v1/sources', served(url))
  await expectSaid(page, 'a clock a day off', /Node −86,[34]\d\d,\d\d\d ms from 127\.0\.0\.1/)
  await expectSaid(page, 'its alert', /clock/i, page.getByRole('complementary'))
  await isUp(node)
})

test('a node that has stopped leaves a page that says since when nothing changes', async () => {
  const { node } = await nodeOfFile()
  const page = await open(node, '/space')
  await page.getByRole('contentinfo').getByText(/^Live/).waitFor()
  await node.kill()
  await expectSaid(page, 'a node gone', /Link lost · as of \d\d Nov|Link lost · as of /)
  expect(
    await page
      .getByRole('main')
      .getByText(/The link to the node is lost/)
      .isVisible(),
  ).toBe(true)
})

test('a link that hangs without an end is said too', async () => {
  const { node } = await nodeOfFile()
  const page = await open(node)
  await page.getByRole('contentinfo').getByText(/^Live/).waitFor()
  node.process.kill('SIGSTOP')
  onTestFinished(() => void node.process.kill('SIGCONT'))
  await expectSaid(page, 'a link that hangs', /Link lost · as of /)
})

/** A node whose data folder is a disk of 24 MiB that nobody else sees. */
async function nodeOnSmallDisk(): Promise<RunningNode> {
  const { node: pattern, file } = await nodeOfFile()
  const disk = freshFolder()
  const bin = pattern.process.spawnargs[1] ?? ''
  const script = `mount -t tmpfs -o size=24m tmpfs ${disk} && exec ${process.execPath} ${bin} serve --port 0 --data ${disk} --elements ${file}`
  const child = spawn('unshare', [...enter, 'bash', '-c', script])
  onTestFinished(() => void child.kill('SIGKILL'))
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stdout.on('data', (text: Buffer) => {
      printed += text
      const [, found] = /(http:\/\/\S+?)\/?\n/.exec(printed) ?? []
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the node on the small disk ended: ${printed}`)))
  })
  const processId = child.pid ?? 0
  const dataFolder = `/proc/${processId}/root${disk}`
  return { ...pattern, url, dataFolder }
}

test.skipIf(!hasOwnDisk)('a disk that is full is said on the page, and the node heals when there is room', async () => {
  const node = await nodeOnSmallDisk()
  const page = await open(node)
  await page.getByRole('contentinfo').getByText('1 source well').waitFor()
  const filler = join(node.dataFolder, 'filler')
  const handle = openSync(filler, 'w')
  try {
    for (;;) writeSync(handle, Buffer.alloc(4096))
  } catch {
    // ENOSPC is what was wanted.
  } finally {
    closeSync(handle)
  }
  await expectSaid(page, 'a full disk', /The node cannot write/, page.getByRole('main'))
  await isUp(node)
  rmSync(filler)
  await page
    .getByText(/The node cannot write/)
    .first()
    .waitFor({ state: 'detached', timeout: 20_000 })
})

test.skipIf(!maySeal())('a store that has become read-only is said on the page, and the node stays up', async () => {
  const { node } = await nodeOfFile()
  const page = await open(node)
  await page.getByRole('contentinfo').getByText('1 source well').waitFor()
  const unseal = seal(
    ...readdirSync(node.dataFolder)
      .filter((name) => /\.sqlite/.test(name))
      .map((name) => join(node.dataFolder, name)),
  )
  await expectSaid(page, 'a read-only store', /The node cannot write/, page.getByRole('main'))
  await isUp(node)
  unseal()
  await page
    .getByText(/The node cannot write/)
    .first()
    .waitFor({ state: 'detached', timeout: 20_000 })
})

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { runYagura, sharedData, type YaguraRun } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { checkpointOf, entriesOf, logKey, rangeOf, temporaryFolders, writeLog } from './log-folder.ts'

const newFolder = temporaryFolders()
const tessera = sharedData('core/tlog/tessera')
const verify = (place: string, ...more: readonly string[]): Promise<YaguraRun> =>
  runYagura(['log', 'verify', place, '--vkey', logKey, ...more])

async function written(count: number): Promise<string> {
  const folder = newFolder()
  await writeLog(folder, entriesOf(count))
  return folder
}

async function serve(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    await use(`http://127.0.0.1:${port}/prefix`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const filesOf =
  (folder: string): RequestListener =>
  ({ url = '' }, response) => {
    try {
      response.end(readFileSync(join(folder, url.replace('/prefix/', ''))))
    } catch {
      response.writeHead(404).end()
    }
  }

test.skipIf(tessera === undefined)(
  'a log made by Tessera is verified at every checkpoint that lies beside it',
  async () => {
    const { exitCode, stdout } = await runYagura(['log', 'verify', `${tessera}/log`, '--vkey', `${tessera}/vkey.txt`])
    expect(JSON.parse(stdout)).toEqual({
      origin: 'example.com/log/testdata',
      size: 15,
      root: 'rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=',
      entries: 15,
      valid: true,
      error: null,
    })
    expect(exitCode).toBe(0)
  },
)

test.skipIf(tessera === undefined)(
  'one bit of any file of the log of Tessera makes it invalid, and the file is named',
  async () => {
    for (const file of ['tile/0/000.p/15', 'tile/entries/000.p/15', 'checkpoint', 'checkpoint.7', 'tile/0/000.p/7']) {
      const folder = newFolder()
      cpSync(`${tessera}/log`, folder, { recursive: true })
      const bytes = readFileSync(join(folder, file))
      bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40)
      writeFileSync(join(folder, file), bytes)
      const { exitCode, stdout } = await runYagura(['log', 'verify', folder, '--vkey', `${tessera}/vkey.txt`])
      const row = JSON.parse(stdout)
      expect(row).toMatchObject({ valid: false })
      if (file !== 'tile/entries/000.p/15') expect(row.error).toContain(file)
      expect(exitCode).toBe(1)
    }
  },
)

test('a log of 66,000 entries is verified by its tiles of three levels', async () => {
  const folder = await written(66_000)
  const { stdout, exitCode } = await verify(folder)
  expect(JSON.parse(stdout)).toMatchObject({ size: 66_000, entries: 66_000, valid: true, error: null })
  expect(exitCode).toBe(0)
  rmSync(join(folder, 'tile/1/000'))
  rmSync(join(folder, 'tile/2/000.p/1'))
  const missing = JSON.parse((await verify(folder)).stdout)
  expect(missing.error).toBe('tile/1/000 is missing; tile/2/000.p/1 is missing')
})

test('a partial tile that was removed once it was full is read from the full one', async () => {
  const folder = await written(600)
  writeFileSync(join(folder, 'checkpoint'), await checkpointOf(rangeOf(entriesOf(300))))
  const { stdout } = await verify(folder)
  // The tree of 600 has tile 1 full, and of tile 1 of level 0 no partial form of 44 hashes.
  expect(JSON.parse(stdout)).toMatchObject({
    size: 300,
    valid: false,
    error: expect.stringContaining('tile/1/000.p/1'),
  })
  writeFileSync(join(folder, 'tile/1/000.p/1'), readFileSync(join(folder, 'tile/1/000.p/2')).subarray(0, 32))
  expect(JSON.parse((await verify(folder)).stdout)).toMatchObject({ size: 300, entries: 300, valid: true })
})

test('a log that grew out of a kept checkpoint is valid, one that did not is not', async () => {
  const folder = await written(300)
  const kept = join(folder, 'kept')
  writeFileSync(kept, await checkpointOf(rangeOf(entriesOf(255))))
  expect(JSON.parse((await verify(folder, '--checkpoint', kept)).stdout)).toMatchObject({ valid: true })
  writeFileSync(kept, await checkpointOf(rangeOf(entriesOf(255, 'other'))))
  const forked = JSON.parse((await verify(folder, '--checkpoint', kept)).stdout)
  expect(forked).toMatchObject({ valid: false, error: expect.stringContaining('do not have its root at 255 entries') })
  writeFileSync(kept, await checkpointOf(rangeOf(entriesOf(301))))
  const rolledBack = JSON.parse((await verify(folder, '--checkpoint', kept)).stdout)
  expect(rolledBack).toMatchObject({ valid: false, error: expect.stringContaining('went back from 301 entries') })
})

test('an empty log is valid', async () => {
  const folder = await written(0)
  expect(JSON.parse((await verify(folder)).stdout)).toMatchObject({ size: 0, entries: 0, valid: true })
})

test('a log behind a URL is verified as one in a folder, and its proofs hold', async () => {
  const folder = await written(300)
  await serve(filesOf(folder), async (url) => {
    expect(JSON.parse((await verify(url)).stdout)).toMatchObject({ size: 300, entries: 300, valid: true })
    const proof = await runYagura(['log', 'proof', `${url}/`, '--index', '299'])
    const judged = await runYagura(['log', 'check-proof', '-'], { input: proof.stdout })
    expect(JSON.parse(judged.stdout)).toEqual({ file: '<stdin>', valid: true, error: null })
  })
})

test.each<[string, RequestListener, string]>([
  ['redirects', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'not followed'],
  ['fails', (_, response) => response.writeHead(500).end('broken'), 'status 500'],
  ['sends too much', (_, response) => response.end(Buffer.alloc(1 << 20)), 'larger than'],
  ['has no log', (_, response) => response.writeHead(404).end(), 'checkpoint: it is missing'],
])('a server that %s gives a row that says so', async (_, listener, error) => {
  await serve(listener, async (url) => {
    const { stdout, exitCode } = await verify(url)
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, entries: 0, error: expect.stringContaining(error) })
    expect(exitCode).toBe(1)
  })
})

test('a folder that is not there gives a row that says so; a key that is none is wrong use', async () => {
  const absent = await verify(join(newFolder(), 'absent'))
  expect(JSON.parse(absent.stdout)).toMatchObject({ valid: false, origin: null })
  expect((await runYagura(['log', 'verify', newFolder(), '--vkey', 'x'])).exitCode).toBe(2)
  expect((await verify('ftp://log.example/')).exitCode).toBe(2)
})

test('no proof is printed for an entry that is not there, or that the tiles do not lead to', async () => {
  const folder = await written(10)
  expect(await runYagura(['log', 'proof', folder, '--index', '10'])).toMatchObject({ exitCode: 1, stdout: '' })
  writeFileSync(join(folder, 'tile/0/000.p/10'), new Uint8Array(320))
  expect(await runYagura(['log', 'proof', folder, '--index', '3'])).toMatchObject({ exitCode: 1, stdout: '' })
})

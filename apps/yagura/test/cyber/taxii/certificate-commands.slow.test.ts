import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { freshFolder, runYagura, startNode } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { scratch } from '../../scratch.ts'
import { clientKey } from './client-keys.ts'
import { malware } from './taxii-node.ts'

const write = scratch()

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A client's files, and those by which it believes the server. */
function keyFiles(name: string) {
  const made = clientKey(name, Date.now())
  return { ...made, files: [write(`${name}.pem`, made.certificate), write(`${name}.key`, made.key)] as const }
}

/** A node that answers over TLS and shares one object with the USA, and who believes it by which file. */
async function sharingNode() {
  const server = keyFiles('localhost')
  const dataFolder = freshFolder()
  mkdirSync(join(dataFolder, 'cyber'))
  writeFileSync(join(dataFolder, 'cyber', 'tls-key.pem'), server.key, { mode: 0o600 })
  writeFileSync(join(dataFolder, 'cyber', 'tls-cert.pem'), server.certificate)
  const port = await freePort()
  const node = await startNode(['--real', '--taxii-port', String(port), '--taxii-listen', '127.0.0.1'], dataFolder)
  const say = (args: readonly string[]) => runYagura([...args, '--data', dataFolder])
  expect(await say(['cyber', 'import', bundle(1), '--release-to', 'USA'])).toMatchObject({ exitCode: 0 })
  return { node, say, url: `https://localhost:${port}/taxii2/`, ca: server.files[0] }
}

const bundle = (no: number): string => {
  const id = malware(no).id.replace('malware', 'bundle')
  return write(`${no}.json`, JSON.stringify({ type: 'bundle', id, objects: [malware(no)] }))
}

test('a partner pulls and pushes by certificate, by commands alone, until its certificate is taken away', {
  timeout: 180_000,
}, async () => {
  const [usa, stranger] = [keyFiles('usa.example'), keyFiles('stranger.example')]
  const ownFolder = freshFolder()
  const { node, say, url, ca } = await sharingNode()
  const exchange = (act: readonly string[], { files: [certificate, key] }: typeof usa) =>
    runYagura([
      ...['taxii', ...act, url, '--data', ownFolder, '--real'],
      ...['--certificate', certificate, '--key', key, '--ca', ca],
    ])
  const add = ['taxii', 'account', 'add', 'usa', '--nation', 'USA', '--contributes', 'read-and-write']
  expect(await say([...add, '--certificate', usa.files[0]])).toMatchObject({ exitCode: 0 })
  const [listed] = (await say(['taxii', 'account', 'list'])).stdout.trim().split('\n')
  expect(JSON.parse(listed ?? '')).toMatchObject({
    ...{ name: 'usa', hasPassword: false },
    certificates: expect.stringContaining(usa.fingerprint),
  })

  const pulled = await exchange(['pull'], usa)
  expect(pulled).toMatchObject({ exitCode: 0 })
  expect(pulled.stdout).toContain('"read":1,"added":1')
  const own = ['cyber', 'import', bundle(2), '--release-to', 'JPN', '--data', ownFolder, '--real']
  expect(await runYagura(own)).toMatchObject({ exitCode: 0 })
  const pushed = await exchange(['push', '--as', 'JPN'], usa)
  expect([pushed.exitCode, pushed.stdout]).toEqual([0, expect.stringMatching(/"accepted":\d+,"refused":0/)])
  expect(await node.read(`/api/v1/cyber/objects/${malware(2).id}`)).toMatchObject({ row: { originator: 'USA' } })

  expect((await exchange(['pull'], stranger)).stderr).toContain(`no TAXII account signs in by the certificate`)
  expect((await exchange(['pull'], { ...usa, files: [usa.files[0], stranger.files[1]] })).stderr).toContain(
    'the key is not that of the certificate',
  )
  const remove = ['taxii', 'account', 'remove-certificate', 'usa', usa.fingerprint]
  expect(await say(remove)).toMatchObject({ exitCode: 0 })
  const refused = await exchange(['pull'], usa)
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('answered 401')])
  const after = keyFiles('usa-2.example')
  expect(await say(['taxii', 'account', 'add-certificate', 'usa', after.files[0]])).toMatchObject({ exitCode: 0 })
  expect(await exchange(['pull'], after)).toMatchObject({ exitCode: 0 })
  expect(await node.stop()).toMatchObject({ exitCode: 0 })
})

test('a node pulls a feed by certificate, and goes on by itself after a kill', { timeout: 120_000 }, async () => {
  const usa = keyFiles('feed.example')
  const { node, say, url, ca } = await sharingNode()
  const add = ['taxii', 'account', 'add', 'usa', '--nation', 'USA', '--certificate', usa.files[0]]
  expect(await say(add)).toMatchObject({ exitCode: 0 })
  const pulling = await startNode(['--real'])
  const ask = (args: readonly string[]) => runYagura(['taxii', 'feed', ...args, '--data', pulling.dataFolder])
  type Listed = { readonly state: string; readonly gained: number; readonly certificateEndsUtc: string }
  const until = async (gained: number): Promise<Listed> => {
    const feed: Listed = JSON.parse((await ask(['list'])).stdout)
    return feed.state === 'ok' && feed.gained === gained ? feed : until(gained)
  }
  const by = ['--certificate', usa.files[0], '--key', usa.files[1], '--ca', ca]
  expect(await ask(['add', 'Partner', url, '--allow-private', ...by])).toMatchObject({ exitCode: 0 })
  expect(Date.parse((await until(1)).certificateEndsUtc)).toBeGreaterThan(Date.now())
  await pulling.kill()
  expect(await say(['cyber', 'import', bundle(2), '--release-to', 'USA'])).toMatchObject({ exitCode: 0 })
  const again = await startNode(['--real'], pulling.dataFolder)
  expect(await ask(['pull', 'Partner'])).toMatchObject({ exitCode: 0 })
  await until(2)
  await Promise.all([again.stop(), node.stop()])
})

test('a node that has no key for TLS does not start, and says where to put it', { timeout: 60_000 }, async () => {
  const dataFolder = freshFolder()
  const listen = ['--taxii-port', '0', '--taxii-listen', '127.0.0.1']
  const run = await runYagura([
    'serve',
    '--simulated',
    '--objects',
    '10',
    '--port',
    '0',
    '--data',
    dataFolder,
    ...listen,
  ])
  expect([run.exitCode, run.stderr]).toEqual([1, expect.stringContaining('tls-key.pem and tls-cert.pem')])
})

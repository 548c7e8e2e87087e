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

test('a partner pulls and pushes by certificate, by commands alone, until its certificate is taken away', {
  timeout: 180_000,
}, async () => {
  const [server, usa, stranger] = [keyFiles('localhost'), keyFiles('usa.example'), keyFiles('stranger.example')]
  const [dataFolder, ownFolder] = [freshFolder(), freshFolder()]
  mkdirSync(join(dataFolder, 'cyber'))
  writeFileSync(join(dataFolder, 'cyber', 'tls-key.pem'), server.key, { mode: 0o600 })
  writeFileSync(join(dataFolder, 'cyber', 'tls-cert.pem'), server.certificate)
  const port = await freePort()
  const listen = ['--taxii-port', String(port), '--taxii-listen', '127.0.0.1']
  const node = await startNode(['--real', ...listen], dataFolder)
  const say = (args: readonly string[]) => runYagura([...args, '--data', dataFolder])
  const bundle = (no: number) =>
    write(
      `${no}.json`,
      JSON.stringify({ type: 'bundle', id: malware(no).id.replace('malware', 'bundle'), objects: [malware(no)] }),
    )
  const exchange = (act: readonly string[], { files: [certificate, key] }: typeof usa) =>
    runYagura([
      ...['taxii', ...act, `https://localhost:${port}/taxii2/`, '--data', ownFolder, '--real'],
      ...['--certificate', certificate, '--key', key, '--ca', server.files[0]],
    ])
  expect(await say(['cyber', 'import', bundle(1), '--release-to', 'USA'])).toMatchObject({ exitCode: 0 })
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

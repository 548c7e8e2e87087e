import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolveAllowedAddress } from '../../src/node/sources/address-guard.ts'
import { PathNotAllowedError } from '../../src/node/sources/definition-errors.ts'
import { AddressNotAllowedError } from '../../src/node/sources/fetch-errors.ts'
import { twoObjects } from './published-elements.ts'
import { caller, faultServer, type SourceNode, scratchFolder, startNode } from './source-node.ts'

const noQuery = { params: undefined, query: undefined }

// Source: IANA special-purpose address registries (RFC 6890), with the metadata addresses of public clouds.
const refused: readonly string[] = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.0.1',
  '169.254.169.254',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '[::1]',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'fe80::1',
  'fec0::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
]

test.each(refused)('the address %s is refused', async (address) => {
  await expect(resolveAllowedAddress(address, false)).rejects.toThrow(AddressNotAllowedError)
})

test.each([
  '169.254.169.254',
  'fd00:ec2::254',
  '::ffff:169.254.169.254',
  '0.0.0.0',
  '::',
  '224.0.0.1',
  '255.255.255.255',
])('the address %s is refused even where private addresses are allowed', async (address) => {
  await expect(resolveAllowedAddress(address, true)).rejects.toThrow(AddressNotAllowedError)
})

test.each([
  '127.0.0.1',
  '10.1.2.3',
  'fd12:3456::1',
  '::1',
])('the address %s may be allowed for a source', async (address) => {
  expect(await resolveAllowedAddress(address, true)).toMatchObject({ address })
})

test.each(['104.168.149.178', '2606:4700::1111'])('the public address %s is taken', async (address) => {
  expect(await resolveAllowedAddress(address, false)).toMatchObject({ address })
})

test('a name with one private address among public ones is refused whole', async () => {
  const resolve = async (): Promise<string[]> => ['104.168.149.178', '10.0.0.7']
  await expect(resolveAllowedAddress('mixed.example.org', false, resolve)).rejects.toThrow(
    'mixed.example.org leads to 10.0.0.7, an address that is not public (private)',
  )
})

test('loopback is refused in every way that a URL can spell it', async () => {
  const spellings = ['0x7f000001', '2130706433', '017700000001', '127.1', '0x7f.1', '127.0.0.1.', '①②⑦.0.0.1']
  for (const spelling of spellings) {
    const { hostname } = new URL(`http://${spelling}/`)
    await expect(resolveAllowedAddress(hostname.replace(/\.$/, ''), false), spelling).rejects.toThrow(
      AddressNotAllowedError,
    )
  }
})

test('no IPv4 address that is refused is taken in one of its IPv6 forms', async () => {
  const octet = fc.integer({ min: 0, max: 255 })
  const hex = (first = 0, second = 0): string => (first * 256 + second).toString(16)
  await fc.assert(
    fc.asyncProperty(fc.tuple(octet, octet, octet), async ([b, c, d]) => {
      const tail = `${hex(10, b)}:${hex(c, d)}`
      for (const form of [`::ffff:${tail}`, `::${tail}`, `64:ff9b::${tail}`, `2002:${tail}::`]) {
        await expect(resolveAllowedAddress(form, false), form).rejects.toThrow(AddressNotAllowedError)
      }
    }),
    { seed: 3, numRuns: 100 },
  )
})

async function addUrl(node: SourceNode, location: string, allowPrivateAddress = false): Promise<void> {
  const body = { name: 'x', kind: 'url', reads: 'elements', location, allowPrivateAddress } as const
  await node.sources.handlers.addSource({ ...noQuery, body }, caller)
  await node.sources.settled()
}

test('a source on a private address is not dialled unless that is allowed for it', async () => {
  const server = await faultServer()
  server.files.set('/elements.tle', twoObjects)
  const node = await startNode()
  await addUrl(node, `${server.url}/elements.tle`)
  expect(server.requests).toHaveLength(0)
  expect(node.sources.list()[0]?.lastError).toMatchObject({ code: 'source/address-not-allowed' })
  await addUrl(node, `${server.url}/elements.tle`, true)
  expect(node.objectCount()).toBe(2)
})

test('a name that leads elsewhere a moment after it was checked is dialled at what was checked', async () => {
  const server = await faultServer()
  server.files.set('/elements.tle', twoObjects)
  let asked = 0
  // Nobody listens at 127.0.0.2: what is asked for at 127.0.0.1 would come from resolving the name a second time.
  const resolve = async (): Promise<string[]> => {
    asked += 1
    return [asked === 1 ? '127.0.0.2' : '127.0.0.1']
  }
  const limits = { answerMs: 200, idleMs: 200, wholeMs: 400, bodyBytes: 1000 }
  const node = await startNode({ resolve, limits })
  await addUrl(node, `http://rebinding.example.org:${server.port}/elements.tle`, true)
  expect(asked).toBe(1)
  expect(server.requests).toHaveLength(0)
  expect(node.sources.list()[0]?.state).toBe('failing')
})

test('a redirect from an allowed host to a name that leads home is refused', async () => {
  const server = await faultServer()
  server.fault = { kind: 'redirect', to: `http://home.example.org:${server.port}/secret` }
  const resolve = async (hostname: string): Promise<string[]> =>
    hostname === 'home.example.org' ? ['169.254.169.254'] : ['127.0.0.1']
  const node = await startNode({ resolve })
  await addUrl(node, `http://outside.example.org:${server.port}/elements.tle`, true)
  expect(server.requests).toHaveLength(1)
  expect(node.sources.list()[0]?.lastError?.message).toContain('home.example.org leads to 169.254.169.254')
})

test('files and folders may be made sources only below folders that the operator allowed', async () => {
  const allowed = join(scratchFolder(), 'allowed')
  const outside = join(scratchFolder(), 'outside')
  mkdirSync(allowed)
  mkdirSync(outside)
  writeFileSync(join(outside, 'secret.tle'), twoObjects)
  writeFileSync(join(allowed, 'good.tle'), twoObjects)
  symlinkSync(join(outside, 'secret.tle'), join(allowed, 'link.tle'))
  symlinkSync(outside, join(allowed, 'linked'))
  const node = await startNode({ allowedFolders: [allowed] })
  const add = (kind: 'file' | 'folder', location: string): Promise<unknown> =>
    node.sources.handlers.addSource({ ...noQuery, body: { name: 'x', kind, reads: 'elements', location } }, caller)
  for (const path of [
    join(outside, 'secret.tle'),
    `${allowed}/../${outside.split('/').at(-1)}/secret.tle`,
    `${allowed}-beside/x.tle`,
    join(allowed, 'link.tle'),
    join(allowed, 'linked', 'secret.tle'),
    '/etc/passwd',
    '/etc/there-is-no-such-file',
  ]) {
    await expect(add('file', path), path).rejects.toThrow(PathNotAllowedError)
  }
  await expect(add('folder', join(allowed, 'linked'))).rejects.toThrow(PathNotAllowedError)
  await add('file', join(allowed, 'good.tle'))
  await node.sources.settled()
  expect(node.objectCount()).toBe(2)
})

test('a file that is exchanged for a link to the outside after it was allowed is not read', async () => {
  const allowed = scratchFolder()
  const secret = join(scratchFolder(), 'secret.tle')
  writeFileSync(secret, twoObjects)
  const path = join(allowed, 'elements.tle')
  writeFileSync(path, 'x')
  const node = await startNode({ allowedFolders: [allowed] })
  await node.sources.handlers.addSource(
    { ...noQuery, body: { name: 'x', kind: 'file', reads: 'elements', location: path } },
    caller,
  )
  await node.sources.settled()
  symlinkSync(secret, join(allowed, 'next'))
  renameSync(join(allowed, 'next'), path)
  await node.pass(10_000)
  expect(node.sources.list()[0]?.lastError?.code).toBe('source/path-not-allowed')
  expect(node.objectCount()).toBe(0)
})

test('without a folder that is allowed no file is', async () => {
  const node = await startNode()
  const body = { name: 'x', kind: 'file', reads: 'elements', location: '/etc/passwd' } as const
  await expect(node.sources.handlers.addSource({ ...noQuery, body }, caller)).rejects.toThrow(PathNotAllowedError)
})

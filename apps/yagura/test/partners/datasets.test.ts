import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openBlobStore, partBytes } from '../../src/node/blobs/blob-store.ts'
import { temporaryFolder } from '../store/temporary-store.ts'
import { administrator, befriend, startPartner, type TestPartner } from './partner-nodes.ts'
import { hashOf, pullUntil, share } from './shared-datasets.ts'

async function twoNodes(): Promise<readonly [TestPartner, TestPartner]> {
  const nodes = await Promise.all([startPartner('JPN', 'jp.example'), startPartner('USA', 'us.example')])
  await befriend(...nodes)
  return nodes
}

const isOneHeld = (datasets: readonly { readonly isHeld: boolean }[]): boolean => datasets.some(({ isHeld }) => isHeld)

function bytesOf({ service }: TestPartner): Buffer {
  return Buffer.concat(service.datasets.list().flatMap((one) => (one.isHeld ? [...service.datasets.read(one)] : [])))
}

test('a dataset of several parts reaches the partner that its marking names, byte for byte', async () => {
  const [jp, us] = await twoNodes()
  const bytes = randomBytes(2 * partBytes + 1000)
  const blob = await share(jp, bytes, 'JPN', 'USA')
  const [held] = await pullUntil(us, jp, isOneHeld)
  expect(held).toMatchObject({ node: 'jp.example', party: 'JPN', origin: 'jp.example/ch/JPN-USA', fault: undefined })
  expect(hashOf(bytesOf(us))).toBe(blob)
})

test('an empty dataset is held without a part', async () => {
  const [jp, us] = await twoNodes()
  await share(jp, new Uint8Array(0), 'JPN', 'USA')
  await pullUntil(us, jp, isOneHeld)
  expect(bytesOf(us)).toHaveLength(0)
})

test('parts that were fetched before a restart are not asked for again', async () => {
  const [jp, us] = await twoNodes()
  const bytes = randomBytes(3 * partBytes)
  const blob = hashOf(bytes)
  const blobs = openBlobStore(us.context)
  const name = { owner: 'jp.example', sha256: blob }
  await blobs.keepPart(name, 0, bytes.subarray(0, partBytes))
  await blobs.keepPart(name, 1, bytes.subarray(partBytes, 2 * partBytes))
  const again = await us.restart()
  await share(jp, bytes, 'JPN', 'USA')
  // Were the first part asked for, it would not be given.
  await jp.context.store.commit({ forget: [{ collection: `blob jp.example ${blob}` }] })
  const last = { collection: `blob jp.example ${blob}`, key: '000002', atMs: 0, body: bytes.subarray(2 * partBytes) }
  await jp.context.store.commit({ archive: [last] })
  await pullUntil(again, jp, isOneHeld)
  expect(hashOf(bytesOf(again))).toBe(blob)
})

test('a dataset is there again after a restart, without its partner', async () => {
  const [jp, us] = await twoNodes()
  const blob = await share(jp, randomBytes(1000), 'JPN', 'USA')
  await pullUntil(us, jp, isOneHeld)
  await jp.stop()
  expect(hashOf(bytesOf(await us.restart()))).toBe(blob)
})

test('datasets are carried with their logs', async () => {
  const [jp, us] = await twoNodes()
  const blob = await share(jp, randomBytes(partBytes + 1), 'JPN', 'USA')
  const folder = temporaryFolder()
  const params = { node: 'us.example' }
  await jp.service.handlers.exportPartnerLogs({ params, query: undefined, body: { folder } }, administrator)
  await jp.stop()
  await us.service.handlers.importPartnerLogs({ params: undefined, query: undefined, body: { folder } }, administrator)
  expect(hashOf(bytesOf(us))).toBe(blob)
})

test('what no record names any more is dropped after a while, and what a draft names is kept', async () => {
  const [jp] = await twoNodes()
  const blobs = openBlobStore({ store: jp.context.store, clock: { nowMs: () => Date.now() - 3_600_000 } })
  const [orphan, drafted] = [randomBytes(10), randomBytes(10)]
  await blobs.put('jp.example', orphan)
  await blobs.put('jp.example', drafted)
  await jp.service.datasets.keepOwn(randomBytes(10))
  await jp.service.datasets.forgetUnnamed((sha256) => sha256 === hashOf(drafted))
  const kept = blobs.list().map(({ sha256 }) => sha256)
  expect(kept).toHaveLength(2)
  expect(kept).toContain(hashOf(drafted))
  expect(blobs.readPart({ owner: 'jp.example', sha256: hashOf(orphan) }, 0)).toBeUndefined()
})

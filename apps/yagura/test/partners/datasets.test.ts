import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { partBytes } from '../../src/node/blobs/blob-store.ts'
import { authorOf, befriend, markFor, pull, recordBy, startPartner, type TestPartner } from './partner-nodes.ts'

/** Appends a dataset of bytes at a node. */
async function share(at: TestPartner, bytes: Uint8Array, ...nations: readonly string[]): Promise<string> {
  await at.service.datasets.keepOwn(bytes)
  const blob = createHash('sha256').update(bytes).digest('hex')
  const data = { blob, mediaType: 'text/csv', sizeBytes: bytes.length, what: 'space.elements' }
  await at.service.append([await recordBy(authorOf(at), markFor(...nations), { data })])
  return blob
}

/** Visits until a dataset of the partner is held. */
async function pullUntilHeld(at: TestPartner, from: TestPartner): Promise<Uint8Array> {
  for (let visits = 0; visits < 50; visits += 1) {
    await pull(at, from)
    const held = at.service.datasets.list().find(({ node, isHeld }) => node === from.node && isHeld)
    if (held !== undefined) return Buffer.concat([...at.service.datasets.read(held)])
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('no dataset came')
}

test('a dataset of several parts reaches the partner that its marking names, byte for byte, and nobody else', async () => {
  const [jp, us, au] = await Promise.all([
    startPartner('JPN', 'jp.example'),
    startPartner('USA', 'us.example'),
    startPartner('AUS', 'au.example'),
  ])
  await befriend(jp, us, au)
  const bytes = randomBytes(2 * partBytes + 1000)
  const blob = await share(jp, bytes, 'JPN', 'USA')
  expect(
    createHash('sha256')
      .update(await pullUntilHeld(us, jp))
      .digest('hex'),
  ).toBe(blob)
  await pull(au, jp)
  expect(au.service.datasets.list()).toEqual([])
})

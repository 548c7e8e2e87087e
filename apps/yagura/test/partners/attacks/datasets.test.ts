import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { largestBlobBytes, partBytes } from '../../../src/node/blobs/blob-store.ts'
import { blobPath } from '../../../src/node/partners/datasets/fetch-blob.ts'
import { createPartnerClient } from '../../../src/node/partners/link/partner-client.ts'
import { type LyingNode, startLyingNode } from '../lying-node.ts'
import { authorOf, befriend, pin, pull, startPartner, type TestPartner } from '../partner-nodes.ts'
import { datasetBy, hashOf, pullUntil, share, statusFor } from '../shared-datasets.ts'

const origin = 'kr.example/ch/JPN-KOR'
let jp: TestPartner
let us: TestPartner
let liar: LyingNode

beforeEach(async () => {
  ;[jp, us, liar] = await Promise.all([
    startPartner('JPN', 'jp.example'),
    startPartner('USA', 'us.example'),
    startLyingNode('KOR', 'kr.example'),
  ])
  await befriend(jp, us)
  await pin(jp, liar)
})

/** Shows records that name datasets, the last the newest, and gives what each part is answered with. */
async function name(records: readonly Uint8Array[], parts: readonly (readonly [string, number, Uint8Array])[]) {
  liar.show(origin, await liar.sign(origin, [liar.keyAdd, ...records]))
  for (const [blob, part, bytes] of parts) liar.answer(blobPath(blob, part), bytes)
}

const byLiar = (bytes: Uint8Array, said: { readonly sizeBytes?: number } = {}) =>
  datasetBy(liar.author, bytes, ['JPN', 'KOR'], said)

describe('a dataset', () => {
  const honest = Buffer.from('an honest one')
  const bad = randomBytes(100)

  test.each([
    ['that is named and not given leaves its fault and keeps none of the others back', 'record/blob-withheld', []],
    [
      'of other bytes than were named leaves its fault and keeps none of the others back',
      'record/blob-hash',
      [[hashOf(bad), 0, randomBytes(100)]],
    ],
    [
      'that is shorter than was named leaves its fault and keeps none of the others back',
      'record/blob-size',
      [[hashOf(bad), 0, bad.subarray(1)]],
    ],
    [
      'that is larger than was named leaves its fault and keeps none of the others back',
      'record/blob-link',
      [[hashOf(bad), 0, randomBytes(101)]],
    ],
  ] as const)('%s', async (_what, code, parts) => {
    await name([await byLiar(honest), await byLiar(bad)], [[hashOf(honest), 0, honest], ...parts])
    const datasets = await pullUntil(
      jp,
      liar,
      ([first, second]) => first?.isHeld === true && second?.fault !== undefined,
    )
    expect(datasets).toMatchObject([
      { isHeld: true, fault: undefined },
      { isHeld: false, fault: { code } },
    ])
    const told = (await pull(jp, us)).lastFailure
    expect(told).toBeNull()
  })

  test('that is giant by its own word is never asked for', async () => {
    await name(
      [await byLiar(bad, { sizeBytes: largestBlobBytes + 1 }), await byLiar(honest)],
      [[hashOf(honest), 0, honest]],
    )
    const datasets = await pullUntil(jp, liar, (all) => all.some(({ isHeld }) => isHeld))
    expect(datasets.map(({ data }) => data.blob)).toEqual([hashOf(honest)])
  })

  test('in compressed bytes is not unpacked', async () => {
    liar.answer(blobPath(hashOf(bad), 0), gzipSync(bad), { 'content-encoding': 'gzip' })
    await name([await byLiar(bad)], [])
    const [dataset] = await pullUntil(jp, liar, ([first]) => first?.fault !== undefined)
    expect(dataset).toMatchObject({ isHeld: false, fault: { code: 'record/blob-link' } })
  })
})

describe('a blob', () => {
  test('is given to the nation that its record names, and to another as one that is not there', async () => {
    const au = await startPartner('AUS', 'au.example')
    await pin(jp, au)
    await pin(au, jp)
    const blob = await share(jp, randomBytes(1000), 'JPN', 'USA')
    await pullUntil(us, jp, (all) => all.some(({ isHeld }) => isHeld))
    expect(await statusFor(us, jp, blob)).toBe(200)
    expect(await statusFor(au, jp, blob)).toBe(404)
    expect(await statusFor(au, jp, hashOf(randomBytes(10)))).toBe(404)
    expect(await statusFor(us, jp, blob, 1)).toBe(404)
  })

  test('of one partner is not given to another that names it by its hash, nor taken for that one’s own', async () => {
    const bytes = randomBytes(1000)
    const blob = await share(us, bytes, 'JPN', 'USA')
    await pullUntil(jp, us, (all) => all.some(({ isHeld }) => isHeld))
    await name([await byLiar(bytes)], [])
    const [named] = await pullUntil(jp, liar, ([first]) => first?.fault !== undefined)
    expect(named).toMatchObject({ isHeld: false, data: { blob }, fault: { code: 'record/blob-withheld' } })
    const asLiar = createPartnerClient(jp.card, liar.identity)
    expect((await asLiar.get(blobPath(blob, 0), partBytes)).status).toBe(404)
    asLiar.close()
  })

  test('that is only being drafted is not given', async () => {
    const bytes = randomBytes(1000)
    await jp.service.datasets.keepOwn(bytes)
    expect(await statusFor(us, jp, hashOf(bytes))).toBe(404)
    await jp.service.append([await datasetBy(authorOf(jp), bytes, ['JPN', 'USA'])])
    await pullUntil(us, jp, (all) => all.some(({ isHeld }) => isHeld))
    expect(await statusFor(us, jp, hashOf(bytes))).toBe(200)
  })
})

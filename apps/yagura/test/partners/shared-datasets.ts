import { createHash } from 'node:crypto'
import type { Signer } from '@yagura/record'
import { partBytes } from '../../src/node/blobs/blob-store.ts'
import type { PartnerDataset } from '../../src/node/partners/datasets/dataset-parts.ts'
import { blobPath } from '../../src/node/partners/datasets/fetch-blob.ts'
import { createPartnerClient } from '../../src/node/partners/link/partner-client.ts'
import { authorOf, markFor, pull, recordBy, type TestPartner } from './partner-nodes.ts'

/** @returns SHA-256, hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A record that names bytes as a dataset of element sets; what it says of them may be another than is true. */
export function datasetBy(
  signer: Signer,
  bytes: Uint8Array,
  nations: readonly string[],
  said: { readonly sizeBytes?: number } = {},
): Promise<Uint8Array> {
  const data = { blob: hashOf(bytes), mediaType: 'text/csv', sizeBytes: bytes.length, what: 'space.elements', ...said }
  return recordBy(signer, markFor(...nations), { data })
}

/** Keeps bytes at a node and appends the record that names them. */
export async function share(at: TestPartner, bytes: Uint8Array, ...nations: readonly string[]): Promise<string> {
  await at.service.datasets.keepOwn(bytes)
  await at.service.append([await datasetBy(authorOf(at), bytes, nations)])
  return hashOf(bytes)
}

/** Visits a partner until its datasets here are as wanted. */
export async function pullUntil(
  at: TestPartner,
  from: Pick<TestPartner, 'node'>,
  isWanted: (datasets: readonly PartnerDataset[]) => boolean,
): Promise<readonly PartnerDataset[]> {
  for (let visits = 0; visits < 100; visits += 1) {
    const datasets = at.service.datasets.list().filter(({ node }) => node === from.node)
    if (isWanted(datasets)) return datasets
    await pull(at, from)
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('the datasets did not become as wanted')
}

/** Asks a node for a part of a blob as another node. */
export async function statusFor(asker: TestPartner, asked: TestPartner, blob: string, part = 0): Promise<number> {
  const { identity } = asker.service
  if (identity === undefined) throw new TypeError('no identity')
  const client = createPartnerClient(asked.card, identity)
  const { status } = await client.get(blobPath(blob, part), partBytes)
  client.close()
  return status
}

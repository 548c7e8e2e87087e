import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entryBundlePath, tilePath } from '@yagura/record'
import { createPartnerClient } from '../../../src/node/partners/link/partner-client.ts'
import { administrator, type TestPartner } from '../partner-nodes.ts'

/**
 * Asks a node for every file of every log that there is, whether or not it is for who asks.
 *
 * @param others - Names of nodes whose lists of logs are asked for.
 */
export async function* askedFiles(
  at: TestPartner,
  by: TestPartner,
  origins: ReadonlyMap<string, number>,
  others: readonly string[],
): AsyncGenerator<Uint8Array> {
  const { identity } = by.service
  if (identity === undefined) throw new TypeError('no identity')
  const client = createPartnerClient(at.card, identity)
  const paths = [...origins].flatMap(([origin, size]) => {
    const bundles = Array.from({ length: Math.ceil(size / 256) }, (_, index) => Math.min(256, size - index * 256))
    const files = bundles.flatMap((width, index) => [entryBundlePath(index, width), tilePath(0, index, width)])
    return ['checkpoint', ...files, 'tile/entries/000', '../checkpoint'].map((file) => `/t/${origin}/${file}`)
  })
  const nodes = others.map((node) => `/t/${node}/ch`)
  try {
    for (const path of [...nodes, ...paths, '/', '/t', '/api/v1/partners', `/t/${at.node}/ch/${'A'.repeat(300)}`]) {
      const answer = await client.get(path, 17_000_000)
      // The budget of a partner is a hundred requests a second; whoever is too fast asks again.
      if (answer.status === 429) throw new TypeError(`${path} was not answered`)
      yield answer.body
    }
    for (const origin of origins.keys()) {
      yield (
        await client.post('/w/add-checkpoint', Buffer.from(`old 0\n\n${origin}\n1\n${'A'.repeat(43)}=\n\n— x AAAA\n`))
      ).body
    }
  } finally {
    client.close()
  }
}

/** The bytes of every file below a folder. */
export function filesBelow(folder: string): readonly Uint8Array[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

/** Sizes of the logs of a node by origin. */
export async function logSizesOf(jp: TestPartner): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>()
  for (let offset = 0; ; offset += 1000) {
    const query = { node: jp.node, offset, limit: 1000 }
    const asking = { params: undefined, query, body: undefined }
    const { items, total } = await jp.service.handlers.listPartnerRecords(asking, administrator)
    for (const { origin, position } of items) sizes.set(origin, Math.max(sizes.get(origin) ?? 0, position + 1))
    if (offset + 1000 >= total) return sizes
  }
}

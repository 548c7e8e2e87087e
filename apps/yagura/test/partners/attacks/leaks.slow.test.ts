import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entryBundlePath, readRecord, shippedPolicies, tilePath } from '@yagura/record'
import { seededRandom } from '@yagura/testkit'
import { expect, test, vi } from 'vitest'
import { verifyEd25519 } from '../../../src/crypto/verify-ed25519.ts'
import { createPartnerClient } from '../../../src/node/partners/link/partner-client.ts'
import { createReleaseService, recordKinds } from '../../../src/node/releases/release-service.ts'
import { createSharedLogs } from '../../../src/node/releases/shared-logs.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import {
  administrator,
  authorOf,
  pin,
  pull,
  recordBy,
  recordsAt,
  startPartner,
  type TestPartner,
} from '../partner-nodes.ts'
import { blobOf, type Canary, canaryFinder, clearances, isForbidden, randomMarking } from './canaries.ts'

const canaryCount = 10_000
const atOnce = 250
const nations = Object.keys(clearances)
const nodeOf = (nation: string): string => `${nation.toLowerCase()}.example`

/** Everything that came out on one way, and to whom. */
type Outcome = {
  readonly nation: string
  readonly way: string
  readonly grade: 1 | 2
  readonly bytes: Uint8Array | string
}

async function makeCanaries(jp: TestPartner): Promise<{ canaries: readonly Canary[]; refusals: readonly string[] }> {
  const random = seededRandom(4_003)
  const canaries: Canary[] = []
  const refusals: string[] = []
  for (let from = 0; from < canaryCount; from += atOnce) {
    const signed = Array.from({ length: atOnce }, async (_, at) => {
      const canary: Canary = { index: from + at, mark: randomMarking(random), blob: blobOf(from + at), id: '' }
      const data = { blob: canary.blob, mediaType: 'text/plain', sizeBytes: 1, what: 'space.test' }
      const line = await recordBy(authorOf(jp), canary.mark, { data })
      const read = readRecord(line, recordKinds)
      canary.id = read.ok ? read.bodySha256 : ''
      canaries.push(canary)
      await jp.service.append([line]).catch((error: Error) => {
        refusals.push(`${error.message}\n${JSON.stringify(error)}`)
      })
    })
    await Promise.all(signed)
  }
  return { canaries, refusals }
}

/** Asks a node for every file of every log that there is, whether or not it is for who asks. */
async function* asked(
  at: TestPartner,
  by: TestPartner,
  origins: ReadonlyMap<string, number>,
): AsyncGenerator<Uint8Array> {
  const { identity } = by.service
  if (identity === undefined) throw new TypeError('no identity')
  const client = createPartnerClient(at.card, identity)
  const paths = [...origins].flatMap(([origin, size]) => {
    const bundles = Array.from({ length: Math.ceil(size / 256) }, (_, index) => Math.min(256, size - index * 256))
    const files = bundles.flatMap((width, index) => [entryBundlePath(index, width), tilePath(0, index, width)])
    return ['checkpoint', ...files, 'tile/entries/000', '../checkpoint'].map((file) => `/t/${origin}/${file}`)
  })
  const nodes = [...nations.map(nodeOf), 'jpn.example'].map((node) => `/t/${node}/ch`)
  try {
    for (const path of [...nodes, ...paths, '/', '/t', '/api/v1/partners', `/t/jpn.example/ch/${'A'.repeat(300)}`]) {
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

function filesBelow(folder: string): readonly Uint8Array[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

/** What an officer of this node is shown as that partner's view, page by page, with its totals. */
async function* viewed(jp: TestPartner, nation: string): AsyncGenerator<string> {
  const { handlers } = createReleaseService(jp.context, {
    logs: createSharedLogs(jp.service),
    ...{ policies: shippedPolicies(), verify: verifyEd25519 },
    readSubject: () => Promise.reject(new TypeError('nothing is shared here')),
  })
  const params = { node: nodeOf(nation) }
  for (let offset = 0; ; offset += 5000) {
    const page = await handlers.viewAsPartner(
      { params, query: { offset, limit: 5000 }, body: undefined },
      administrator,
    )
    yield JSON.stringify(page)
    if (offset + 5000 < page.total) continue
    const items = page.items.filter(({ kind }) => kind === 'dataset.add')
    expect(page.total, 'a total that counts what is not shown').toBe(offset + page.items.length)
    expect(items.length).toBeGreaterThan(100)
    return
  }
}

async function* waysOut(jp: TestPartner, partners: ReadonlyMap<string, TestPartner>): AsyncGenerator<Outcome> {
  const logs = await recordsOf(jp)
  for (const [nation, partner] of partners) {
    const leaves = (way: string, bytes: Uint8Array | string): Outcome => ({ nation, way, grade: 2, bytes })
    await pull(partner, jp)
    await pull(partner, jp)
    for await (const bytes of asked(jp, partner, logs)) yield leaves('listener', bytes)
    const folder = temporaryFolder()
    const body = { folder }
    const params = { node: partner.node }
    await jp.service.handlers.exportPartnerLogs({ params, query: undefined, body }, administrator)
    for (const bytes of filesBelow(folder)) yield leaves('carried media', bytes)
    for await (const text of viewed(jp, nation)) yield { ...leaves('view as partner', text), grade: 1 }
    for (const [other, third] of partners) {
      if (other === nation) continue
      for await (const bytes of asked(third, partner, logs)) yield leaves(`listener of ${other}`, bytes)
    }
    yield leaves('its own answers', JSON.stringify(await recordsAt(partner, jp)))
  }
  for (const [nation, partner] of partners) {
    await partner.stop()
    for (const bytes of filesBelow(partner.dataFolder)) yield { nation, way: 'its own store', grade: 2, bytes }
  }
}

/** Sizes of the logs of a node by origin. */
async function recordsOf(jp: TestPartner): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>()
  for (let offset = 0; ; offset += 1000) {
    const query = { node: jp.node, offset, limit: 1000 }
    const asking = { params: undefined, query, body: undefined }
    const { items, total } = await jp.service.handlers.listPartnerRecords(asking, administrator)
    for (const { origin, position } of items) sizes.set(origin, Math.max(sizes.get(origin) ?? 0, position + 1))
    if (offset + 1000 >= total) return sizes
  }
}

test(`of ${canaryCount} marked records none comes out to a nation that it is not for, on any way`, async () => {
  const jp = await startPartner('JPN', 'jpn.example')
  const told: string[] = []
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) {
    vi.spyOn(jp.context.logger, level).mockImplementation((...words: readonly unknown[]) => {
      told.push(words.map((word) => (word instanceof Error ? `${word.stack}` : JSON.stringify(word))).join(' '))
    })
  }
  jp.context.live.subscribe((event) => told.push(JSON.stringify(event)))
  const partners = new Map<string, TestPartner>()
  for (const nation of nations) partners.set(nation, await startPartner(nation, nodeOf(nation)))
  for (const [nation, partner] of partners) {
    await pin(jp, partner, clearances[nation])
    await pin(partner, jp)
    for (const other of partners.values()) if (other !== partner) await pin(partner, other)
  }
  const { canaries, refusals } = await makeCanaries(jp)
  expect(canaries).toHaveLength(canaryCount)
  const find = canaryFinder(canaries)
  expect(
    refusals.flatMap((text) => [...find(text)]),
    'the text of a refusal',
  ).toEqual([])

  const leaks: string[] = []
  const seen = new Map<string, Set<Canary>>()
  for await (const { nation, way, grade, bytes } of waysOut(jp, partners)) {
    const key = `${way.replace(/ of .*/, ' of a third')}`
    for (const canary of find(bytes)) {
      if (isForbidden(canary, nation, grade))
        leaks.push(`${canary.index} to ${nation} by ${way}: ${JSON.stringify(canary.mark)}`)
      seen.set(key, (seen.get(key) ?? new Set()).add(canary))
    }
  }
  expect(leaks).toEqual([])
  expect([...find(told.join('\n'))], 'lines of the log').toEqual([])
  // A search that finds nothing where something must be would prove nothing.
  expect(Object.fromEntries([...seen].map(([way, found]) => [way, found.size > 500]))).toEqual({
    ...{ listener: true, 'carried media': true, 'view as partner': true, 'listener of a third': true },
    ...{ 'its own answers': true, 'its own store': true },
  })
})

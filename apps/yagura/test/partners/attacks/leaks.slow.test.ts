import type { LogRecord } from '@yagura/core'
import { readRecord, shippedPolicies } from '@yagura/record'
import { seededRandom } from '@yagura/testkit'
import { expect, test, vi } from 'vitest'
import { verifyEd25519 } from '../../../src/crypto/verify-ed25519.ts'
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
import { askedFiles, filesBelow, logSizesOf } from './ways-out.ts'

const canaryCount = 10_000
const atOnce = 250
const nations = Object.keys(clearances)
const nodeOf = (nation: string): string => `${nation.toLowerCase()}.example`
const everybody = [...nations.map(nodeOf), 'jpn.example']

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
  const logs = await logSizesOf(jp)
  for (const [nation, partner] of partners) {
    const leaves = (way: string, bytes: Uint8Array | string): Outcome => ({ nation, way, grade: 2, bytes })
    await pull(partner, jp)
    await pull(partner, jp)
    for await (const bytes of askedFiles(jp, partner, logs, everybody)) yield leaves('listener', bytes)
    const folder = temporaryFolder()
    const body = { folder }
    const params = { node: partner.node }
    await jp.service.handlers.exportPartnerLogs({ params, query: undefined, body }, administrator)
    for (const bytes of filesBelow(folder)) yield leaves('carried media', bytes)
    for await (const text of viewed(jp, nation)) yield { ...leaves('view as partner', text), grade: 1 }
    for (const [other, third] of partners) {
      if (other === nation) continue
      for await (const bytes of askedFiles(third, partner, logs, everybody)) yield leaves(`listener of ${other}`, bytes)
    }
    yield leaves('its own answers', JSON.stringify(await recordsAt(partner, jp)))
  }
  for (const [nation, partner] of partners) {
    await partner.stop()
    for (const bytes of filesBelow(partner.dataFolder)) yield { nation, way: 'its own store', grade: 2, bytes }
  }
}

/** The audit names records by their hashes, to whom they were given alone, and says nothing that they say. */
function auditLeaks(audited: readonly LogRecord[], canaries: readonly Canary[]): readonly string[] {
  expect(audited.length).toBeGreaterThan(nations.length)
  const [byName, byContent] = [canaryFinder(canaries), canaryFinder(canaries.map((one) => ({ ...one, id: one.blob })))]
  return audited.flatMap((line) => {
    const nation = nations.find((one) => nodeOf(one) === line.subject) ?? ''
    const [named, told] = [[...byName(JSON.stringify(line))], [...byContent(JSON.stringify(line))]]
    const wrong = [...told, ...named.filter((canary) => isForbidden(canary, nation, 2))]
    return wrong.map(({ index }) => `${index} in ${line.text}`)
  })
}

test(`of ${canaryCount} marked records none comes out to a nation that it is not for, on any way`, async () => {
  const jp = await startPartner('JPN', 'jpn.example')
  const told: string[] = []
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) {
    vi.spyOn(jp.context.logger, level).mockImplementation((...words: readonly unknown[]) => {
      told.push(words.map((word) => (word instanceof Error ? `${word.stack}` : JSON.stringify(word))).join(' '))
    })
  }
  const audited: LogRecord[] = []
  jp.context.live.subscribe((event) => {
    if (event.kind === 'log' && event.record.kind.startsWith('audit/')) audited.push(event.record)
    else told.push(JSON.stringify(event))
  })
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
  expect(auditLeaks(audited, canaries)).toEqual([])
  // A search that finds nothing where something must be would prove nothing.
  expect(Object.fromEntries([...seen].map(([way, found]) => [way, found.size > 500]))).toEqual({
    ...{ listener: true, 'carried media': true, 'view as partner': true, 'listener of a third': true },
    ...{ 'its own answers': true, 'its own store': true },
  })
})

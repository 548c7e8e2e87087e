import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { TaxiiAccount } from '../../../src/api/contract/taxii.ts'
import { type ImportCounts, importIntelligence } from '../../../src/node/cyber/store/import-intelligence.ts'
import type { OpenStixStore } from '../../../src/node/cyber/store/open-stix-store.ts'
import { expectNoLeak } from './every-way-out.ts'
import { type GuardedObjects, guardedObjects, wordsIn } from './guarded-objects.ts'
import { type TrueVersion, visibleTo } from './sharing-law.ts'
import { members, shared, type TaxiiNode, taxiiNode } from './taxii-node.ts'

const usual = { policies: ['TLP', 'JP'], clearance: null, compartments: [], mayRead: true, marking: null } as const

/** Six accounts of different rights. */
const partners: readonly TaxiiAccount[] = [
  { ...usual, name: 'usa', nation: 'USA', clearance: { pol: 'TLP', lvl: 2 }, contributes: 'read-and-write' },
  { ...usual, name: 'aus', nation: 'AUS', contributes: 'read-and-write' },
  { ...usual, name: 'gbr', nation: 'GBR', policies: ['TLP'], clearance: { pol: 'TLP', lvl: 4 }, contributes: 'no' },
  { ...usual, name: 'kor', nation: 'KOR', clearance: { pol: 'JP', lvl: 2 }, contributes: 'no' },
  {
    ...usual,
    name: 'fra',
    nation: 'FRA',
    clearance: { pol: 'JP', lvl: 1 },
    compartments: ['HOSHI'],
    contributes: 'no',
  },
  {
    ...usual,
    name: 'own',
    nation: null,
    clearance: { pol: 'TLP', lvl: 3 },
    compartments: ['HOSHI'],
    contributes: 'no',
  },
].map(
  (account) =>
    ({ ...account, policies: [...account.policies], compartments: [...account.compartments] }) as TaxiiAccount,
)

/** Takes the files in as an import does. */
async function take(store: OpenStixStore, { files, versions }: GuardedObjects): Promise<void> {
  let sum: ImportCounts = { read: 0, added: 0, unchanged: 0, quarantined: 0, invalid: 0 }
  const problems: string[] = []
  for (const { source, originator, marking, objects } of files) {
    const text = JSON.stringify({ type: 'bundle', id: 'bundle--11111111-1111-4111-8111-111111111111', objects })
    const counts = await importIntelligence(store, () => Readable.from([Buffer.from(text)]), {
      ...{ source, originator, marking, onProgress: () => undefined, signal: new AbortController().signal },
      onProblem: (place, message) => problems.push(`${place}: ${message}`),
    })
    sum = { ...sum, added: sum.added + counts.added, quarantined: sum.quarantined + counts.quarantined }
  }
  const contrary = versions.filter(({ isContrary }) => isContrary).length
  expect(problems).toHaveLength(contrary)
  expect(problems.filter((problem) => !problem.includes('kept aside'))).toEqual([])
  expect(sum).toMatchObject({ added: versions.length - contrary, quarantined: contrary })
}

/**
 * No account gets more or less than the law says, by any way; nor after more came in.
 *
 * @param count - Objects.
 * @param asked - How many objects are asked for one by one.
 */
export function describeLeaks(thread: () => URL, count: number, asked: number): void {
  test(`of ${count} objects each of six partners gets what the law lets go, by every way and to the byte`, async () => {
    const node = await taxiiNode(thread())
    for (const partner of partners) await node.account(partner)
    const first = guardedObjects(count, 1)
    await take(node.store, first)
    const seen = new Map<string, ReadonlySet<TrueVersion>>()
    for (const partner of partners) {
      const visible = visibleTo(partner, first.versions)
      expect(visible.size).toBeGreaterThan(0)
      expect(visible.size).toBeLessThan(first.versions.length)
      seen.set(partner.name, visible)
      await expectNoLeak(node, partner.name, { visible, all: first.versions, asked: someIds(first.versions, asked) })
    }
    const second = guardedObjects(Math.ceil(count / 10), 2, first.versions)
    await take(node.store, second)
    const all = [...first.versions, ...second.versions]
    for (const partner of partners) {
      const visible = visibleTo(partner, all, seen.get(partner.name))
      await expectNoLeak(node, partner.name, { visible, all, asked: someIds(second.versions, asked) })
    }
    await expectNoUseOfOthers(node)
  })
}

/** Spread over all. */
function someIds(versions: readonly TrueVersion[], most: number): readonly string[] {
  const ids = [...new Set(versions.map(({ id }) => id))]
  const step = Math.max(1, Math.floor(ids.length / most))
  return ids.filter((_, index) => index % step === 0)
}

/** Names of pages and statuses are worth nothing to others: they answer as what was made up. */
async function expectNoUseOfOthers(node: TaxiiNode): Promise<void> {
  const made = await node.ask('gbr', `${shared}/objects/?limit=1&next=bWFkZXVw`)
  const next = encodeURIComponent(String(members(await node.ask('usa', `${shared}/objects/?limit=1`))['next']))
  for (const [as, more] of [
    ['gbr', ''],
    ['own', ''],
    ['usa', '&match[type]=malware'],
    ['usa', '&match[version]=all'],
  ] as const) {
    const page = await node.ask(as, `${shared}/objects/?limit=1${more}&next=${next}`)
    expect(page.statusCode).toBe(400)
    expect(withoutErrorId(page.body)).toBe(withoutErrorId(made.body))
    expect(wordsIn(page.body)).toEqual([])
  }
}

function withoutErrorId(body: string): string {
  return body.replace(/"error_id":"[^"]*"/, '')
}

import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type SeededRandom, seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { readCard, verifyEvidence } from '../../../../../packages/record/verifier/verify-evidence.js'
import type { OwnIdentity } from '../../../src/node/partners/identity/own-identity.ts'
import { temporaryFolder } from '../../store/temporary-store.ts'
import { markFor, recordBy } from '../partner-nodes.ts'
import { shownLog } from './shown-logs.ts'
import { identityOf, startVisitor, type Visitor } from './visitors.ts'

const forkCount = 1000
const origin = 'kr.example/ch/JPN-KOR-USA'
const verifier = fileURLToPath(new URL('../../../../../packages/record/verifier/verify-evidence.js', import.meta.url))
const ways = ['other entry', 'dropped', 'reordered', 'truncated', 'split view'] as const
type Way = (typeof ways)[number]

/** What each of the two nodes is shown first, and then. */
type Plan = { readonly way: Way; readonly before: readonly Uint8Array[]; readonly after: readonly Uint8Array[] }

/** Sizes are small most of the time, and now and then around and over a full tile. */
function sizeOf(random: SeededRandom): number {
  if (random.integer(0, 24) > 0) return random.integer(2, 24)
  return random.integer(0, 1) === 0 ? random.integer(250, 262) : random.integer(500, 600)
}

function planOf(random: SeededRandom, honest: readonly Uint8Array[], other: readonly Uint8Array[]): Plan {
  const way = ways[random.integer(0, ways.length - 1)] ?? 'truncated'
  const size = sizeOf(random)
  const before = honest.slice(0, size)
  const place = random.integer(1, size - 1)
  const more = honest.slice(size, size + random.integer(0, 30))
  if (way === 'truncated') return { way, before, after: before.slice(0, place) }
  if (way === 'dropped') return { way, before, after: [...before.toSpliced(place, 1), ...more] }
  if (way === 'reordered' && size > 2) {
    const from = random.integer(1, size - 2)
    const to = random.integer(from + 1, size - 1)
    const [moved] = before.slice(from, from + 1)
    return {
      way,
      before,
      after: [...before.toSpliced(from, 1).toSpliced(to, 0, ...(moved === undefined ? [] : [moved])), ...more],
    }
  }
  const fresh = other.slice(place, place + Math.max(1, size - place + random.integer(0, 30)))
  return { way: way === 'split view' ? way : 'other entry', before, after: [...before.slice(0, place), ...fresh] }
}

test(`${forkCount} forks of a lying partner are caught within two pulls, and their proof convinces a stranger`, async () => {
  const random = seededRandom(4_001)
  const [kr, jp, us] = await Promise.all([
    identityOf('KOR', 'kr.example'),
    identityOf('JPN', 'jp.example'),
    identityOf('USA', 'us.example'),
  ])
  const cards = [kr, jp, us].map(({ card }) => card)
  const of = (count: number) =>
    Promise.all(Array.from({ length: count }, () => recordBy(kr.author, markFor('JPN', 'KOR', 'USA'))))
  const honest = [Buffer.from(kr.keyRecords[0] ?? ''), ...(await of(640))]
  const other = await of(640)
  const caught = new Map<string, number>()
  const sample: Uint8Array[] = []
  for (let fork = 0; fork < forkCount; fork += 1) {
    const plan = planOf(random, honest, other)
    const { bundle, pulls } = await (plan.way === 'split view'
      ? splitView(plan, kr, jp, us)
      : changedView(plan, kr, jp))
    const answer = bundle === undefined ? undefined : verifyEvidence(bundle, cards.map(readCard))
    expect({ fork, way: plan.way, sizes: [plan.before.length, plan.after.length], pulls, answer }).toMatchObject({
      answer: { ok: true, finding: { node: 'kr.example', origin } },
    })
    expect(pulls).toBeLessThanOrEqual(2)
    const found = answer?.ok === true ? `${plan.way}: ${answer.finding.kind}` : ''
    caught.set(found, (caught.get(found) ?? 0) + 1)
    if (bundle !== undefined && fork % 50 === 0) sample.push(bundle)
  }
  expect([...caught.values()].reduce((sum, count) => sum + count, 0)).toBe(forkCount)
  expect(new Set([...caught.keys()].map((found) => found.split(':')[0]))).toEqual(new Set(ways))
  await checkByProcess(sample, cards)
})

type Caught = { readonly bundle: Uint8Array | undefined; readonly pulls: number }

async function caughtBy(visitors: readonly Visitor[], pulls: number): Promise<Caught> {
  for (const visitor of visitors) {
    const [found] = visitor.evidence()
    if (found !== undefined) return { bundle: await visitor.bundle(found), pulls }
  }
  return { bundle: undefined, pulls }
}

async function changedView({ before, after }: Plan, kr: OwnIdentity, jp: OwnIdentity): Promise<Caught> {
  const visitor = await startVisitor(jp, [kr])
  try {
    await visitor.visit('kr.example', await shownLog(kr, origin, before))
    expect(visitor.evidence()).toEqual([])
    const lie = await shownLog(kr, origin, after)
    for (let pulls = 1; pulls <= 2; pulls += 1) {
      await visitor.visit('kr.example', lie)
      if (visitor.evidence().length > 0) return await caughtBy([visitor], pulls)
    }
    return { bundle: undefined, pulls: 2 }
  } finally {
    await visitor.end()
  }
}

async function splitView({ before, after }: Plan, kr: OwnIdentity, jp: OwnIdentity, us: OwnIdentity): Promise<Caught> {
  const one = await startVisitor(jp, [kr, us])
  const two = await startVisitor(us, [kr, jp])
  try {
    await one.visit('kr.example', await shownLog(kr, origin, before))
    await two.visit('kr.example', await shownLog(kr, origin, after))
    expect([...one.evidence(), ...two.evidence()]).toEqual([])
    await one.visit('us.example', two.serves(jp))
    if (one.evidence().length > 0) return await caughtBy([one], 1)
    await two.visit('jp.example', one.serves(us))
    return await caughtBy([one, two], 2)
  } finally {
    await Promise.all([one.end(), two.end()])
  }
}

async function checkByProcess(bundles: readonly Uint8Array[], cards: readonly object[]): Promise<void> {
  const folder = temporaryFolder()
  const cardFiles = cards.map((card, at) => {
    const file = join(folder, `card-${at}.json`)
    writeFileSync(file, JSON.stringify(card))
    return file
  })
  for (const [at, bundle] of bundles.entries()) {
    const file = join(folder, `bundle-${at}.json`)
    writeFileSync(file, bundle)
    const named = cardFiles.flatMap((card) => ['--card', card])
    const { stdout } = await promisify(execFile)(process.execPath, [verifier, file, ...named])
    expect(stdout).toContain('by kr.example is proved')
  }
}

import { type SeededRandom, seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { PartnerLinkError } from '../../../src/node/partners/errors.ts'
import type { FileSource } from '../../../src/node/partners/pull/remote-log.ts'
import { markFor, recordBy } from '../partner-nodes.ts'
import { identityOf, startVisitor, type Visitor } from './visitors.ts'

const pullCount = 10_000
const visitsARound = 4
const dayMs = 86_400_000
const tooMuch = { status: 429, body: new Uint8Array(0) }
const audiences = [
  ['JPN', 'KOR'],
  ['JPN', 'KOR', 'USA'],
] as const

/** What came of the pulls. */
type Tally = { done: number; delays: number; readonly complaints: unknown[] }

/** Answers come between other work; one in fifty does not come, and one in a hundred is that too much was asked for. */
function hardToReach(source: FileSource, random: SeededRandom): FileSource {
  return {
    get: async (path, mostBytes) => {
      for (let turns = random.integer(0, 2); turns > 0; turns -= 1)
        await new Promise((resolve) => setImmediate(resolve))
      if (random.integer(0, 49) === 0) throw new PartnerLinkError('a partner', 'the line is down')
      return random.integer(0, 99) === 0 ? tooMuch : source.get(path, mostBytes)
    },
  }
}

async function tell(tally: Tally, visited: ReturnType<Visitor['visit']>): Promise<void> {
  tally.done += 1
  try {
    const { complaint, delay } = await visited
    if (complaint !== undefined) tally.complaints.push(complaint)
    tally.delays += delay === undefined ? 0 : 1
  } catch (error) {
    if (!(error instanceof PartnerLinkError)) throw error
  }
}

test(`in ${pullCount} honest pulls nobody is accused: logs grow, nodes are restarted, answers come late, not or not now, clocks are a day off, machines sleep`, async () => {
  const random = seededRandom(4_002)
  const [kr, jp, us] = await Promise.all([
    identityOf('KOR', 'kr.example'),
    identityOf('JPN', 'jp.example'),
    identityOf('USA', 'us.example'),
  ])
  let offMs = 0
  let sleptMs = 0
  const nowMs = (): number => Date.now() + offMs
  const monotonicMs = (): number => performance.now() + sleptMs
  // Who writes asks nobody how far its log had come: it has no partner but by what it serves.
  let writer = await startVisitor(kr, [], nowMs, monotonicMs)
  let one = await startVisitor(jp, [kr, us], nowMs, monotonicMs)
  let two = await startVisitor(us, [kr, jp], nowMs, monotonicMs)
  const append = async (): Promise<void> => {
    const nations = audiences[random.integer(0, 1)] ?? audiences[0]
    const lines = Array.from({ length: random.integer(0, 3) }, () => recordBy(kr.author, markFor(...nations)))
    await writer.parts.ownLogs.append(await Promise.all(lines))
  }
  const tally: Tally = { done: 0, delays: 0, complaints: [] }
  const visit = (visitor: Visitor, node: string, source: FileSource): Promise<void> =>
    tell(tally, visitor.visit(node, hardToReach(source, random)))
  for (let round = 0; tally.done < pullCount; round += 1) {
    offMs = random.integer(0, 99) === 0 ? random.integer(-1, 1) * dayMs : offMs
    sleptMs += random.integer(0, 49) === 0 ? random.integer(0, dayMs) : 0
    await Promise.all([
      append(),
      visit(one, 'kr.example', writer.serves(jp)),
      visit(two, 'kr.example', writer.serves(us)),
      visit(one, 'us.example', two.serves(jp)),
      visit(two, 'jp.example', one.serves(us)),
    ])
    if (round % 40 === 13) one = await one.restart()
    if (round % 40 === 26) two = await two.restart()
    if (round % 40 !== 39) continue
    writer = await writer.restart()
    // Before it has heard how far its logs had come it serves none of them; that is no lie either.
    await visit(one, 'kr.example', writer.serves(jp))
    for (const { head } of writer.parts.book.list()) await writer.parts.reconciler.ensure(head.origin)
  }
  await visitUntilEven(one, writer)
  expect(tally.done).toBeGreaterThanOrEqual(pullCount)
  expect(tally.delays).toBeGreaterThan(pullCount / 100)
  expect(tally.complaints).toEqual([])
  expect([...writer.evidence(), ...one.evidence(), ...two.evidence()]).toEqual([])
  for (const { head } of writer.parts.book.list()) {
    expect(one.parts.book.get(head.origin)?.head).toMatchObject({ size: head.size, roots: head.roots })
  }
  expect(Math.max(...writer.parts.book.list().map(({ head }) => head.size))).toBeGreaterThan(
    pullCount / visitsARound / 2,
  )
  await Promise.all([writer.end(), one.end(), two.end()])
})

async function visitUntilEven(visitor: Visitor, writer: Visitor): Promise<void> {
  const { taken } = await visitor.visit('kr.example', writer.serves(visitor.identity))
  expect(taken.map(({ fault }) => fault)).toEqual(audiences.map(() => undefined))
}

import { seededRandom } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { PartnerLinkError } from '../../../src/node/partners/errors.ts'
import type { FileSource } from '../../../src/node/partners/pull/remote-log.ts'
import { markFor, recordBy } from '../partner-nodes.ts'
import { identityOf, startVisitor, type Visitor } from './visitors.ts'

const pullCount = 10_000
const visitsARound = 4
const dayMs = 86_400_000
const audiences = [
  ['JPN', 'KOR'],
  ['JPN', 'KOR', 'USA'],
] as const

test(`in ${pullCount} honest pulls nobody is accused: logs grow, nodes are restarted, answers come late or not, clocks are a day off`, async () => {
  const random = seededRandom(4_002)
  const [kr, jp, us] = await Promise.all([
    identityOf('KOR', 'kr.example'),
    identityOf('JPN', 'jp.example'),
    identityOf('USA', 'us.example'),
  ])
  let offMs = 0
  const nowMs = (): number => Date.now() + offMs
  // Who writes asks nobody how far its log had come: it has no partner but by what it serves.
  let writer = await startVisitor(kr, [], nowMs)
  let one = await startVisitor(jp, [kr, us], nowMs)
  let two = await startVisitor(us, [kr, jp], nowMs)
  const append = async (): Promise<void> => {
    const nations = audiences[random.integer(0, 1)] ?? audiences[0]
    const lines = Array.from({ length: random.integer(0, 3) }, () => recordBy(kr.author, markFor(...nations)))
    await writer.parts.ownLogs.append(await Promise.all(lines))
  }
  /** Answers come between other work; one in fifty does not come. */
  const slow = (source: FileSource): FileSource => ({
    get: async (path, mostBytes) => {
      for (let turns = random.integer(0, 2); turns > 0; turns -= 1)
        await new Promise((resolve) => setImmediate(resolve))
      if (random.integer(0, 49) === 0) throw new PartnerLinkError('a partner', 'the line is down')
      return source.get(path, mostBytes)
    },
  })
  let done = 0
  const visit = (visitor: Visitor, node: string, source: FileSource): Promise<unknown> => {
    done += 1
    return visitor.visit(node, slow(source)).catch((error: unknown) => {
      if (!(error instanceof PartnerLinkError)) throw error
    })
  }
  for (let round = 0; done < pullCount; round += 1) {
    offMs = random.integer(0, 99) === 0 ? random.integer(-1, 1) * dayMs : offMs
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
  expect(done).toBeGreaterThanOrEqual(pullCount)
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

import { createHash } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { seededRandom } from '@yagura/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerPartner } from '../../../src/node/partners/answer-partner.ts'
import { createBudgets } from '../../../src/node/partners/link/partner-budget.ts'
import { createPartnerClient, type PartnerClient } from '../../../src/node/partners/link/partner-client.ts'
import { listenForPartners, type PartnerListener } from '../../../src/node/partners/link/partner-listener.ts'
import { defaultClearance } from '../../../src/node/partners/partner-book.ts'
import { markFor, recordBy } from '../partner-nodes.ts'
import { differenceOf } from './rank-test.ts'
import { identityOf, startVisitor, type Visitor } from './visitors.ts'

const requests = 2000
const entries = 300
/** Of a standard normal deviate: two samples of one distribution lie farther apart in one of 16,000 runs. */
const mostDeviation = 4
/** Enough for who asks as fast as it can: what is measured is not the budget. */
const noLimits = { concurrent: 64, perSecond: 1e9, burst: 1e9 }

let jp: Visitor
let listener: PartnerListener
let client: PartnerClient

beforeEach(async () => {
  const identity = await identityOf('JPN', 'jp.example')
  const us = await identityOf('USA', 'us.example')
  jp = await startVisitor(identity, [])
  const shared = await Promise.all(
    Array.from({ length: entries }, () => recordBy(identity.author, markFor('JPN', 'KOR'))),
  )
  await jp.parts.datasets.keepOwn(hidden)
  const data = { blob: sha256Of(hidden), mediaType: 'text/plain', sizeBytes: hidden.length, what: 'space.test' }
  shared.push(await recordBy(identity.author, markFor('JPN', 'KOR'), { data }))
  shared.push(await recordBy(identity.author, markFor('JPN', 'USA')))
  await jp.parts.ownLogs.append(shared)
  await jp.parts.partners.add(us.card, us.fingerprint, defaultClearance(), ['test'])
  listener = await listenForPartners('127.0.0.1', 0, {
    ...{ identity, logger: jp.parts.context.logger, budgets: createBudgets(noLimits, () => performance.now()) },
    partnerOf: (pin) => jp.parts.partners.byPin(pin)?.card,
    answer: (request) => answerPartner(jp.parts, request),
  })
  client = createPartnerClient({ ...identity.card, url: `https://127.0.0.1:${listener.port}` }, us)
})

afterEach(async () => {
  client?.close()
  await listener?.close()
  await jp?.end()
})

const hidden = Buffer.from('a blob that is not for everybody')

function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** How long each of two questions takes to be answered, ms, asked in turns whose order is drawn anew each time. */
async function timesOf(one: string, other: string): Promise<readonly [number[], number[]]> {
  const random = seededRandom(4_004)
  const times: readonly [number[], number[]] = [[], []]
  const ask = async (which: 0 | 1): Promise<void> => {
    const begunMs = performance.now()
    await client.get(which === 0 ? one : other, 17_000_000)
    times[which].push(performance.now() - begunMs)
  }
  for (let count = 0; count < 200; count += 1) await client.get(one, 17_000_000)
  for (let turn = 0; turn < requests; turn += 1) {
    const first = random.integer(0, 1) === 0 ? 0 : 1
    await ask(first)
    await ask(first === 0 ? 1 : 0)
  }
  return times
}

/** A log that there is and that is not for who asks, and one that there is not, with names of one length. */
const [there, notThere] = ['/t/jp.example/ch/JPN-KOR', '/t/jp.example/ch/IND-JPN']

describe('by the time of its answer a node does not tell a partner of what is not for it', () => {
  test.each([
    ['the checkpoint of a log', `${there}/checkpoint`, `${notThere}/checkpoint`],
    ['entries of a log', `${there}/tile/entries/000`, `${notThere}/tile/entries/000`],
    ['a tile of a log', `${there}/tile/0/000`, `${notThere}/tile/0/000`],
    ['a dataset', `/b/${sha256Of(hidden)}/0`, `/b/${sha256Of('nothing')}/0`],
  ])('%s', async (_what, one, other) => {
    const [present, absent] = await timesOf(one, other)
    expect([present.length, absent.length]).toEqual([requests, requests])
    expect(Math.abs(differenceOf(present, absent))).toBeLessThan(mostDeviation)
  })

  test('while a file that it looks for in the store takes it measurably longer', async () => {
    const [present, absent] = await timesOf(
      '/t/jp.example/ch/JPN-USA/tile/entries/001.p/9',
      `${notThere}/tile/entries/001.p/9`,
    )
    expect(differenceOf(present, absent)).toBeGreaterThan(mostDeviation)
  })
})

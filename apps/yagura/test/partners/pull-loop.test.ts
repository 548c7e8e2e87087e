import pino from 'pino'
import { expect, test } from 'vitest'
import type { KnownPartner, PartnerBook } from '../../src/node/partners/partner-book.ts'
import { createPullLoop } from '../../src/node/partners/pull/pull-loop.ts'

const partner = { card: { node: 'us.example' }, suspended: false } as KnownPartner
const book = { list: () => [partner] } as unknown as PartnerBook
const context = {
  logger: pino({ level: 'silent' }),
  clock: { nowMs: () => 0 },
  live: { publish: () => undefined, subscribe: () => () => undefined },
}

test('who asks for a visit waits for one that begins after the asking, and those who ask together share it', async () => {
  const ends: (() => void)[] = []
  const loop = createPullLoop(
    context,
    book,
    () => new Promise((resolve) => ends.push(() => resolve({ taken: [], complaint: undefined, delay: undefined }))),
    () => 0,
  )
  const done: string[] = []
  const first = loop.visit(partner).then(() => done.push('first'))
  await expect.poll(() => ends.length).toBe(1)
  const later = [1, 2].map((one) => loop.visit(partner).then(() => done.push(`later ${one}`)))
  ends[0]?.()
  await first
  await expect.poll(() => ends.length).toBe(2)
  expect(done).toEqual(['first'])
  ends[1]?.()
  await Promise.all(later)
  expect(ends).toHaveLength(2)
  await loop.close()
})

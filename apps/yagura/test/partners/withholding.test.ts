import { expect, test } from 'vitest'
import { createWithholdingWatch } from '../../src/node/partners/pull/withholding.ts'

const promised = { size: 10, note: '' }
const twoMinutesMs = 120_000

test('entries that were signed for and not given for two minutes are overdue', () => {
  const watch = createWithholdingWatch()
  expect(watch.isOverdue('log', 4, promised, 0)).toBe(false)
  expect(watch.isOverdue('log', 4, promised, twoMinutesMs - 1)).toBe(false)
  expect(watch.isOverdue('log', 4, promised, twoMinutesMs)).toBe(true)
})

test('a log that comes nearer, however slowly, is not overdue', () => {
  const watch = createWithholdingWatch()
  for (let held = 0; held < 10; held += 1) {
    expect(watch.isOverdue('log', held, promised, held * 100_000)).toBe(false)
  }
  expect(watch.isOverdue('log', 10, promised, 10 * twoMinutesMs)).toBe(false)
})

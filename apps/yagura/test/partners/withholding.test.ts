import { expect, test } from 'vitest'
import { createWithholdingWatch, type WithholdingWatch } from '../../src/node/partners/pull/withholding.ts'

const twoMinutesMs = 120_000
const visitMs = 2000
const behind = { heldSize: 4, promisedSize: 10, isRefused: false }

/** A watch whose clock the test moves. */
function watched(): { readonly watch: WithholdingWatch; readonly pass: (ms: number) => void } {
  let nowMs = 0
  return {
    watch: createWithholdingWatch(() => nowMs),
    pass: (ms) => {
      nowMs += ms
    },
  }
}

test('entries that were signed for and not given in two minutes of visits are overdue', () => {
  const { watch, pass } = watched()
  for (let ms = 0; ms < twoMinutesMs; ms += visitMs) {
    expect(watch.isOverdue('log', behind)).toBe(false)
    pass(visitMs)
  }
  expect(watch.isOverdue('log', behind)).toBe(true)
})

test('a log that comes nearer, however slowly, is not overdue', () => {
  const { watch, pass } = watched()
  for (let heldSize = 0; heldSize < 10; heldSize += 1) {
    for (let ms = 0; ms < 100_000; ms += visitMs) {
      expect(watch.isOverdue('log', { ...behind, heldSize })).toBe(false)
      pass(visitMs)
    }
  }
  expect(watch.isOverdue('log', { ...behind, heldSize: 10 })).toBe(false)
})

test('a log whose checkpoint is refused is overdue after two minutes, also where nothing is owed', () => {
  const { watch, pass } = watched()
  const refused = { heldSize: 4, promisedSize: 4, isRefused: true }
  for (let ms = 0; ms < twoMinutesMs; ms += visitMs) {
    expect(watch.isOverdue('log', refused)).toBe(false)
    pass(visitMs)
  }
  expect(watch.isOverdue('log', refused)).toBe(true)
})

test('a night in which nobody was asked makes nothing overdue', () => {
  const { watch, pass } = watched()
  expect(watch.isOverdue('log', behind)).toBe(false)
  pass(12 * 3_600_000)
  expect(watch.isOverdue('log', behind)).toBe(false)
})

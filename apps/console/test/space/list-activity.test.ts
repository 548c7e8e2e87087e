import { expect, test } from 'vitest'
import { createListActivity } from '../../src/space/picture/list-activity.ts'

test('keys that follow each other within a third of a second keep the list busy, and it rests soon after the last', () => {
  let nowMs = 0
  const activity = createListActivity(() => nowMs)
  const before = activity.isBusy()
  const between: boolean[] = []
  for (const pressMs of [1000, 1200, 1450]) {
    nowMs = pressMs
    activity.note()
    nowMs += 199
    between.push(activity.isBusy())
  }
  nowMs = 1450 + 301
  expect([before, ...between, activity.isBusy()]).toEqual([false, true, true, true, false])
})

import { expect, test, vi } from 'vitest'
import { createOnce } from '../../src/state/once.ts'

test('a thousand askings while one runs make one more reading, which sees everything', async () => {
  vi.useFakeTimers()
  let events = 0
  const seen: number[] = []
  const refresh = createOnce(() => {
    seen.push(events)
    return Promise.resolve()
  })
  const waiting = [refresh()]
  for (let index = 0; index < 1000; index += 1) {
    events += 1
    waiting.push(refresh())
  }
  await vi.runAllTimersAsync()
  await Promise.all(waiting)
  vi.useRealTimers()
  expect(seen).toEqual([0, 1000])
})

import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { barShare, thinMarks } from '../../src/space/picture/time-bar-scale.ts'
import { createPlayback, shownAtMs, steppedSpeed } from '../../src/state/playback.ts'

const nowMs = Date.parse('2026-11-22T03:00:00Z')
const dayMs = 86_400_000

describe('the time bar', () => {
  test('has now in its middle and holds what lies beyond seven days at its ends', () => {
    expect([-9, -7, 0, 3.5, 7, 30].map((days) => barShare(nowMs + days * dayMs, nowMs))).toEqual([
      0, 0, 0.5, 0.75, 1, 1,
    ])
  })

  test('of marks that would lie on one another the most urgent is kept, those off the bar are left out', () => {
    const mark = (atDays: number, rank: number) => ({ atMs: nowMs + atDays * dayMs, rank })
    const kept = thinMarks([mark(1, 3), mark(1.01, 0), mark(-2, 4), mark(8, 0)], nowMs, 0.02)
    expect(kept).toEqual([mark(-2, 4), mark(1.01, 0)])
  })
})

describe('playback', () => {
  function atClock() {
    const clock = signal(nowMs)
    return { clock, playback: createPlayback(clock, () => clock.value) }
  }

  test('is live at first and follows the clock', () => {
    const { clock, playback } = atClock()
    clock.value += 5000
    expect(playback.preciseMs()).toBe(nowMs + 5000)
    expect(playback.replayMs.value).toBeUndefined()
    expect(playback.speed()).toBe(1)
  })

  test('runs on from where it was set, at its speed, backwards too', () => {
    const { clock, playback } = atClock()
    playback.show(nowMs + dayMs)
    playback.setSpeed(-100)
    clock.value += 10_000
    expect(playback.replayMs.value).toBe(nowMs + dayMs - 1_000_000)
  })

  test('stands still when paused and goes on from there without a jump', () => {
    const { clock, playback } = atClock()
    playback.setSpeed(10)
    clock.value += 1000
    playback.setPlaying(false)
    clock.value += 60_000
    expect(playback.preciseMs()).toBe(nowMs + 10_000)
    playback.setPlaying(true)
    clock.value += 1000
    expect(playback.preciseMs()).toBe(nowMs + 20_000)
    playback.backToNow()
    expect(playback.preciseMs()).toBe(clock.value)
  })

  test('never leaves seven days around now', () => {
    const shown = { kind: 'replay', fromMs: nowMs, setAtMs: nowMs, speed: 1000, isPlaying: true } as const
    expect(shownAtMs(shown, nowMs + dayMs)).toBe(nowMs + 8 * dayMs)
  })

  test('steps through the speeds, from slow through backwards, and holds at the ends', () => {
    expect([1, -1, 1000, -1000].map((speed) => [steppedSpeed(speed, 1), steppedSpeed(speed, -1)])).toEqual([
      [10, -1],
      [1, -10],
      [1000, 100],
      [-100, -1000],
    ])
  })
})

import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { parseInstant } from '../../src/space/picture/parse-instant.ts'
import { barAnchorMs, barDays, barShare, thinMarks } from '../../src/space/picture/time-bar-scale.ts'
import { createPlayback, steppedSpeed } from '../../src/state/playback.ts'

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

describe('the anchor of the time bar', () => {
  const july = Date.parse('2024-07-05T00:00:00Z')

  test('is now, live and for seven days around', () => {
    expect(barAnchorMs(undefined, undefined, nowMs)).toBeUndefined()
    expect(barAnchorMs(undefined, nowMs - 7 * dayMs, nowMs)).toBeUndefined()
  })

  test('is the day that is shown beyond, and stays while the shown instant is on the bar', () => {
    expect(barAnchorMs(undefined, july + dayMs / 2, nowMs)).toBe(july)
    expect(barAnchorMs(july, july + 6.9 * dayMs, nowMs)).toBe(july)
    expect(barAnchorMs(july, july - 7.5 * dayMs, nowMs)).toBe(july - 8 * dayMs)
    expect(barAnchorMs(july, nowMs + dayMs, nowMs)).toBeUndefined()
    expect(barAnchorMs(july, undefined, nowMs)).toBeUndefined()
  })

  test('has a date at every other day, its own in the middle', () => {
    expect(barDays(2).map(({ days }) => days)).toEqual([-6, -4, -2, 0, 2, 4, 6])
    expect(barDays(1)).toHaveLength(15)
    expect(barDays(2)[3]?.share).toBe(0.5)
  })
})

describe('an instant that is typed', () => {
  test.each([
    ['2024-07-05', '2024-07-05T00:00:00Z'],
    ['2024-07-05 14:27', '2024-07-05T14:27:00Z'],
    [' 2024-7-5 4:27:07Z ', '2024-07-05T04:27:07Z'],
    ['2024-07-05T14:27:07.123Z', '2024-07-05T14:27:07Z'],
    ['２０２４-０７-０５　１４：２７', '2024-07-05T14:27:00Z'],
  ])('%s is %s', (typed, utc) => {
    expect(parseInstant(typed)).toBe(Date.parse(utc))
  })

  test.each([
    '',
    'now',
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-07-05 24:00',
    '0024-07-05',
    '5/7/2024',
  ])('“%s” is none', (typed) => {
    expect(parseInstant(typed)).toBeUndefined()
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

  test('shows any instant, years away too, and finds back to now', () => {
    const { clock, playback } = atClock()
    playback.show(Date.parse('2024-07-05T14:27:00Z'))
    clock.value += 1000
    expect(playback.replayMs.value).toBe(Date.parse('2024-07-05T14:27:01Z'))
    playback.backToNow()
    expect(playback.preciseMs()).toBe(clock.value)
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

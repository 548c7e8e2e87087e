import { addSeconds, DEFAULT_SCREENING_GRID, sliceCount } from '@yagura/kernels'
import { seededRandom } from '@yagura/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { compareUtc } from '../../src/catalogue/epoch.ts'
import type { CloseApproach } from '../../src/close-approach.ts'
import { planScreening } from '../../src/screening/plan-screening.ts'
import { runScreening, type ScreenSlice } from '../../src/screening/run-screening.ts'
import { inProcess, screenAll } from './in-process-screening.ts'
import { request, simulated, startUtc } from './requests.ts'

const asked = request()
const plan = planScreening(simulated(1500), asked)
const slices = sliceCount(asked.durationS, DEFAULT_SCREENING_GRID)
const blocks = new Map<number, Float64Array>()
let reference: readonly CloseApproach[] = []

beforeAll(async () => {
  reference = await screenAll(plan, { onSlice: (slice, block) => blocks.set(slice, block) })
})

/** Answers out of order, as threads do. */
function shuffled(screenSlice: ScreenSlice, seed: number): ScreenSlice {
  const random = seededRandom(seed)
  const waiting: (() => void)[] = []
  const release = (): void => {
    const [ready] = waiting.splice(random.integer(0, waiting.length - 1), 1)
    ready?.()
  }
  return async (slice) => {
    const block = await screenSlice(slice)
    await new Promise<void>((resolve) => {
      waiting.push(resolve)
      setImmediate(release)
    })
    return block
  }
}

test('approaches come in order of time, the smaller id first, within distance and interval', () => {
  expect(reference.length).toBeGreaterThan(50)
  const endUtc = addSeconds(startUtc, asked.durationS)
  for (const [i, { id1, id2, tcaUtc, missKm }] of reference.entries()) {
    expect(id1).toBeLessThan(id2)
    expect(missKm).toBeLessThanOrEqual(asked.thresholdKm)
    expect(compareUtc(startUtc, tcaUtc)).toBeLessThanOrEqual(0)
    expect(compareUtc(tcaUtc, endUtc)).toBeLessThanOrEqual(0)
    const before = reference[i - 1]
    if (before) expect(compareUtc(before.tcaUtc, tcaUtc)).toBeLessThanOrEqual(0)
  }
})

test.each([2, 3, 50])('%i slices under way that end in any order give the same rows', async (concurrency) => {
  expect(await screenAll(plan, { screenSlice: shuffled(inProcess(plan), concurrency), concurrency })).toEqual(reference)
})

test('every slice is told once, with how many are done', async () => {
  const told: number[] = []
  const counts: number[] = []
  await screenAll(plan, {
    concurrency: 4,
    onSlice: (slice, _, doneCount, totalCount) => {
      told.push(slice)
      counts.push(doneCount)
      expect(totalCount).toBe(slices)
    },
  })
  expect([...told].sort((a, b) => a - b)).toEqual([...blocks.keys()].sort((a, b) => a - b))
  expect(counts).toEqual(Array.from({ length: slices }, (_, i) => i + 1))
})

test('a run goes on from any slices that an earlier one finished, without screening them again', async () => {
  const random = seededRandom(6)
  for (let repeat = 0; repeat < 5; repeat += 1) {
    const finished = new Map([...blocks].filter(() => random.uniform() < 0.5))
    const screened: number[] = []
    const screenSlice = inProcess(plan)
    const rows = await screenAll(plan, {
      finished,
      screenSlice: (slice) => {
        screened.push(slice)
        return screenSlice(slice)
      },
    })
    expect(rows).toEqual(reference)
    expect(screened).toEqual([...blocks.keys()].filter((slice) => !finished.has(slice)))
  }
})

describe('a run that is cancelled', () => {
  test('throws the reason, and begins no further slice', async () => {
    const cancellation = new AbortController()
    const begun: number[] = []
    const screenSlice = inProcess(plan)
    const run = runScreening({
      plan,
      screenSlice: (slice) => {
        begun.push(slice)
        return screenSlice(slice)
      },
      concurrency: 2,
      signal: cancellation.signal,
    })
    const first = await run.next()
    expect(first.value).toEqual(reference.slice(0, first.value?.length))
    cancellation.abort(new RangeError('enough'))
    await expect(run.next()).rejects.toThrow(new RangeError('enough'))
    expect(begun).toEqual([0, 1, 2])
  })

  test('before its start yields nothing', async () => {
    const run = runScreening({ plan, screenSlice: inProcess(plan), concurrency: 2, signal: AbortSignal.abort() })
    await expect(run.next()).rejects.toThrow('aborted')
  })
})

test('a slice that fails ends the run with its error, and no rejection is left unhandled', async () => {
  const screenSlice = inProcess(plan)
  const failing: ScreenSlice = (slice) =>
    slice === 2 ? Promise.reject(new RangeError('thread lost')) : screenSlice(slice)
  await expect(screenAll(plan, { screenSlice: failing, concurrency: 5 })).rejects.toThrow(new RangeError('thread lost'))
})

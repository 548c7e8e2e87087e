import { expect, test } from 'vitest'
import { DEFAULT_SCREENING_GRID, INTERVALS_PER_SLICE, type ScreeningGrid } from '../../src/encounter/screening.ts'
import { chooseObjects, hasCatalogue, type OrbitShape } from './catalogue.ts'
import { type Approach, matchApproaches, worstOf } from './match-approaches.ts'
import { screenAll } from './screen-all.ts'

const grids: readonly ScreeningGrid[] = [
  { nodeSpacingS: 240, stepsPerNode: 3 },
  { nodeSpacingS: 480, stepsPerNode: 24 },
  { nodeSpacingS: 120, stepsPerNode: 2 },
]
/** Both searches end in the same exact root; rounding moves it by more only where the range is flat, below 20 m/s. */
const tcaToleranceS = 1e-3
const slowTcaToleranceS = 0.1
const slowKmPerS = 0.02
const missToleranceKm = 1e-6
const sliceS = DEFAULT_SCREENING_GRID.nodeSpacingS * INTERVALS_PER_SLICE

type Kind = {
  readonly name: string
  readonly wanted: (shape: OrbitShape) => boolean
  readonly most: number
  readonly durationS: number
  readonly thresholdKm: number
}

const kinds: readonly Kind[] = [
  { name: 'the whole catalogue', wanted: () => true, most: 30_000, durationS: 3 * 3600 + 77.5, thresholdKm: 5 },
  {
    name: 'geosynchronous objects',
    wanted: ({ revPerDay }) => revPerDay > 0.9 && revPerDay < 1.1,
    most: 2000,
    durationS: 86_400,
    thresholdKm: 50,
  },
  {
    name: 'eccentric objects',
    wanted: ({ eccentricity }) => eccentricity > 0.1,
    most: 4000,
    durationS: 86_400,
    thresholdKm: 50,
  },
]

function expectSame(
  first: readonly Approach[],
  second: readonly Approach[],
  withinS = 0.5,
): { tcaS: number; missKm: number } {
  const { matched, onlyFirst, onlySecond } = matchApproaches(first, second, withinS)
  expect({ onlyFirst, onlySecond }).toEqual({ onlyFirst: [], onlySecond: [] })
  const worst = worstOf(matched)
  expect(worst.missKm).toBeLessThan(missToleranceKm)
  expect(worst.tcaS).toBeLessThan(slowTcaToleranceS)
  return worstOf(matched.filter(({ one }) => one.relativeSpeedKmPerS >= slowKmPerS))
}

test.skipIf(!hasCatalogue).each(kinds)(
  'every step and node spacing finds the same approaches of $name',
  ({ name, wanted, most, durationS, thresholdKm }) => {
    const chosen = chooseObjects(wanted, most, durationS)
    const expected = screenAll({ ...chosen, durationS, thresholdKm })
    expect(expected.length).toBeGreaterThan(0)
    for (const grid of grids) {
      const worst = expectSame(expected, screenAll({ ...chosen, durationS, thresholdKm, grid }))
      process.stdout.write(
        `${name}: ${chosen.objects.length} objects, ${expected.length} events, {${grid.nodeSpacingS}, ${grid.stepsPerNode}}: ` +
          `${(worst.tcaS * 1e6).toFixed(3)} µs, ${(worst.missKm * 1e6).toFixed(6)} mm apart\n`,
      )
      expect(worst.tcaS).toBeLessThan(tcaToleranceS)
    }
  },
)

/** A later start and an earlier end see what lies between them, and new ends of the interval. */
test.skipIf(!hasCatalogue).each([
  { shiftS: 7, durationS: 2 * sliceS },
  { shiftS: 61.25, durationS: 2 * sliceS - 1 },
  { shiftS: 353, durationS: sliceS + 0.5 },
  { shiftS: 1800, durationS: sliceS - 359.5 },
  { shiftS: 2161.7, durationS: 100.3 },
  { shiftS: 4321, durationS: 3333.3 },
  { shiftS: 60, durationS: 360.001 },
  { shiftS: 10, durationS: 0.25 },
])('a start $shiftS s later and a length of $durationS s change no approach inside', ({ shiftS, durationS }) => {
  const wholeS = 3 * sliceS
  const chosen = chooseObjects(() => true, 12_000, wholeS)
  const later = chosen.minutesAtStart.map((minutes) => minutes + shiftS / 60)
  const whole = screenAll({ ...chosen, durationS: wholeS, thresholdKm: 10 })
  const part = screenAll({ ...chosen, minutesAtStart: later, durationS, thresholdKm: 10 })
  const inside = whole
    .filter(({ tcaS }) => tcaS > shiftS + tcaToleranceS && tcaS < shiftS + durationS - tcaToleranceS)
    .map((approach) => ({ ...approach, tcaS: approach.tcaS - shiftS }))
  const atEnds = part.filter(({ tcaS }) => tcaS <= tcaToleranceS || tcaS >= durationS - tcaToleranceS)
  const worst = expectSame(
    inside,
    part.filter((approach) => !atEnds.includes(approach)),
  )
  process.stdout.write(
    `start ${shiftS} s later, ${durationS} s: ${inside.length} events, ${atEnds.length} at the ends, ${(worst.tcaS * 1e6).toFixed(3)} µs apart\n`,
  )
  expect(worst.tcaS).toBeLessThan(tcaToleranceS)
  expect(atEnds.every(({ tcaS }) => tcaS === 0 || tcaS === durationS)).toBe(true)
})

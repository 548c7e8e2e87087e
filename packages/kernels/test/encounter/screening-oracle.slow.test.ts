import { expect, test } from 'vitest'
import { createPropagator } from '../../src/orbit/propagator.ts'
import { type ChosenObjects, chooseObjects, hasCatalogue, type OrbitShape } from './catalogue.ts'
import { approachesByDenseSampling } from './dense-sampling.ts'
import { type Approach, matchApproaches, worstOf } from './match-approaches.ts'
import { screenAll } from './screen-all.ts'

/** 1 ms and 1 m, the bars of the issue. */
const tcaToleranceS = 1e-3
const missToleranceKm = 1e-3
/**
 * SGP4's velocity is not quite the derivative of its position (up to 0.4 m/s apart where drag is strong). The screening takes the
 * zero of position times velocity, dense sampling the minimum of the range itself: they lie apart by the range times that difference over
 * the square of the relative speed. That is microseconds for a pass, but seven minutes and 3 m of range for the slowest geostationary
 * neighbours 50 km apart. So what is slow or far is matched within a quarter of an hour and 5 m, and its time is held to the zero.
 */
const matchedWithinS = 900
const flatMissToleranceKm = 5e-3
const slowKmPerS = 0.02
const farKm = 5

type Case = {
  readonly name: string
  readonly wanted: (shape: OrbitShape) => boolean
  readonly most: number
  readonly least: number
  readonly hours: number
  readonly stepS: number
  readonly thresholdsKm: readonly number[]
}

const isLow = ({ apogeeKm }: OrbitShape) => apogeeKm < 2500
const cases: readonly Case[] = [
  { name: 'random objects', wanted: () => true, most: 2200, least: 2000, hours: 24, stepS: 20, thresholdsKm: [1, 5] },
  {
    name: 'the shell at 540 to 560 km',
    wanted: ({ perigeeKm, apogeeKm }) => perigeeKm > 540 && apogeeKm < 560,
    most: 2000,
    least: 1500,
    hours: 4,
    stepS: 20,
    thresholdsKm: [5, 50],
  },
  {
    name: 'all geosynchronous objects',
    wanted: ({ revPerDay, eccentricity }) => revPerDay > 0.9 && revPerDay < 1.1 && eccentricity < 0.3,
    most: Number.POSITIVE_INFINITY,
    least: 1000,
    hours: 24,
    stepS: 60,
    thresholdsKm: [5, 50],
  },
  {
    name: 'all eccentric objects',
    wanted: ({ eccentricity }) => eccentricity > 0.5,
    most: Number.POSITIVE_INFINITY,
    least: 500,
    hours: 24,
    stepS: 10,
    thresholdsKm: [20],
  },
  { name: 'low objects, wide', wanted: isLow, most: 500, least: 450, hours: 24, stepS: 20, thresholdsKm: [50] },
]

const hasOneTime = ({ relativeSpeedKmPerS, missKm }: Approach) => relativeSpeedKmPerS >= slowKmPerS && missKm <= farKm

/** Whether position times velocity of SGP4 turns from falling to rising within a millisecond of the time, or at an end of the interval. */
function turnsAt(
  { objects, minutesAtStart }: ChosenObjects,
  { first, second, tcaS }: Approach,
  durationS: number,
): boolean {
  const productAt = (atS: number): number => {
    const [a, b] = [first, second].map((object) => {
      const state = new Float64Array(6)
      const elements = objects[object]?.elements
      if (elements) createPropagator(elements, 'improved')((minutesAtStart[object] ?? 0) + atS / 60, state)
      return state
    })
    return [0, 1, 2].reduce(
      (sum, i) => sum + ((b?.[i] ?? 0) - (a?.[i] ?? 0)) * ((b?.[i + 3] ?? 0) - (a?.[i + 3] ?? 0)),
      0,
    )
  }
  const fallsBefore = tcaS === 0 || productAt(tcaS - tcaToleranceS) <= 0
  const risesAfter = tcaS === durationS || productAt(tcaS + tcaToleranceS) >= 0
  return fallsBefore && risesAfter
}

test.skipIf(!hasCatalogue).each(cases)(
  '$name come close when and where dense sampling finds them, none missed and none extra',
  (what) => {
    const durationS = what.hours * 3600
    const chosen = chooseObjects(what.wanted, what.most, durationS)
    expect(chosen.objects.length).toBeGreaterThanOrEqual(what.least)
    const widestKm = Math.max(...what.thresholdsKm)
    const started = performance.now()
    const dense = approachesByDenseSampling({
      ...chosen,
      durationS,
      thresholdKm: widestKm + flatMissToleranceKm,
      stepS: what.stepS,
    })
    const tookS = (performance.now() - started) / 1000
    const name = ({ first, second, ...rest }: Approach) =>
      `${chosen.objects[first]?.id} ${chosen.objects[second]?.id} ${JSON.stringify(rest)}`
    for (const thresholdKm of what.thresholdsKm) {
      const screened = screenAll({ ...chosen, durationS, thresholdKm })
      // A miss within metres of the threshold may lie on either side of it.
      const isSure = ({ missKm }: Approach) => missKm <= thresholdKm - flatMissToleranceKm
      const { matched, onlyFirst, onlySecond } = matchApproaches(dense, screened, matchedWithinS)
      const clear = worstOf(matched.filter(({ one }) => hasOneTime(one)))
      const all = worstOf(matched)
      process.stdout.write(
        `${what.name}: ${chosen.objects.length} objects, ${what.hours} h, ${thresholdKm} km: ${screened.length} events, ${matched.length} matched; ` +
          `fast and near: ${(clear.tcaS * 1e6).toFixed(1)} µs, ${(clear.missKm * 1e6).toFixed(4)} mm; ` +
          `all: ${(all.tcaS * 1e3).toFixed(3)} ms, ${(all.missKm * 1e6).toFixed(4)} mm; dense sampling ${tookS.toFixed(0)} s\n`,
      )
      expect(onlyFirst.filter(isSure).map(name)).toEqual([])
      expect(onlySecond.map(name)).toEqual([])
      expect(clear.tcaS).toBeLessThan(tcaToleranceS)
      expect(clear.missKm).toBeLessThan(missToleranceKm)
      expect(all.missKm).toBeLessThan(flatMissToleranceKm)
      expect(screened.filter((approach) => !turnsAt(chosen, approach, durationS)).map(name)).toEqual([])
    }
  },
)

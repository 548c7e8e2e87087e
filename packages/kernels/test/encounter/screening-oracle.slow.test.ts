import { expect, test } from 'vitest'
import { chooseObjects, hasCatalogue, type OrbitShape } from './catalogue.ts'
import { approachesByDenseSampling } from './dense-sampling.ts'
import { type Approach, matchApproaches, worstOf } from './match-approaches.ts'
import { screenAll } from './screen-all.ts'

/** 1 ms and 1 m, the bars of the issue. */
const tcaToleranceS = 1e-3
const missToleranceKm = 1e-3
/** Below this speed the minimum is so flat that rounding moves its time: 1e-11 km/s of noise over (1 m/s)² a kilometre. */
const slowKmPerS = 0.02
const slowTcaToleranceS = 0.05
/** The same minimum in both lists. */
const matchedWithinS = 1

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

const isFast = ({ relativeSpeedKmPerS }: Approach) => relativeSpeedKmPerS >= slowKmPerS

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
      thresholdKm: widestKm + missToleranceKm,
      stepS: what.stepS,
    })
    const tookS = (performance.now() - started) / 1000
    const name = ({ first, second, ...rest }: Approach) =>
      `${chosen.objects[first]?.id} ${chosen.objects[second]?.id} ${JSON.stringify(rest)}`
    for (const thresholdKm of what.thresholdsKm) {
      const screened = screenAll({ ...chosen, durationS, thresholdKm })
      // A miss within a metre of the threshold may lie on either side of it.
      const isSure = ({ missKm }: Approach) => missKm <= thresholdKm - missToleranceKm
      const { matched, onlyFirst, onlySecond } = matchApproaches(dense, screened, matchedWithinS)
      const clear = worstOf(matched.filter(({ one }) => isFast(one)))
      const all = worstOf(matched)
      process.stdout.write(
        `${what.name}: ${chosen.objects.length} objects, ${what.hours} h, ${thresholdKm} km: ${screened.length} events, ${matched.length} matched; ` +
          `fast: ${(clear.tcaS * 1e6).toFixed(1)} µs, ${(clear.missKm * 1e6).toFixed(4)} mm; ` +
          `all: ${(all.tcaS * 1e3).toFixed(3)} ms, ${(all.missKm * 1e6).toFixed(4)} mm; dense sampling ${tookS.toFixed(0)} s\n`,
      )
      expect(onlyFirst.filter(isSure).map(name)).toEqual([])
      expect(onlySecond.map(name)).toEqual([])
      expect(clear.tcaS).toBeLessThan(tcaToleranceS)
      expect(clear.missKm).toBeLessThan(missToleranceKm)
      expect(all.tcaS).toBeLessThan(slowTcaToleranceS)
      expect(all.missKm).toBeLessThan(missToleranceKm)
    }
  },
)

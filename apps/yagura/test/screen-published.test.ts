import { readFileSync } from 'node:fs'
import { parseUtc } from '@yagura/formats'
import { elapsedS } from '@yagura/kernels'
import { runYagura, sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { approachesOf } from './rows.ts'
import { scratch } from './scratch.ts'

type PublishedApproach = {
  readonly obj1_norad: number
  readonly obj2_norad: number
  readonly tca: string
  readonly min_range_km: number
  readonly rel_speed_kms: number
  readonly max_prob: number
  readonly gp: readonly object[]
}

const socrates = sharedData('space/conjunctions/socrates_plus_20260309_exact_gp.json')
const published: readonly PublishedApproach[] =
  socrates === undefined ? [] : JSON.parse(readFileSync(socrates, 'utf8')).conjunctions
const write = scratch()

// Radii that SOCRATES uses beside 10 m for STARLINK and 1 m for others, back-solved from its lists, m; of 24920 and 27422
// only the sum is known.
const radii = write('radii.csv', 'id,radius_m\n12586,2.311\n24920,5.9475\n27422,5.9475\n')

const oneMillisecondS = 1e-3
const fiveMetresKm = 5e-3
/** Speeds are printed with three decimals. */
const speedRoundingKmPerS = 0.5e-3

/** Probabilities are printed with four digits. */
function printedRounding(value: number): number {
  return 0.5 * 10 ** (Math.floor(Math.log10(value)) - 3)
}

function secondsBetween(first: string, second: string): number {
  const [from, to] = [parseUtc(first), parseUtc(second)]
  return from && to ? elapsedS(from, to) : Number.NaN
}

describe.skipIf(published.length === 0)('SOCRATES Plus of 2026-03-09, with the elements it used', () => {
  test.each(
    published.map((approach) => [approach.obj1_norad, approach.obj2_norad, approach] as const),
  )('%i and %i meet within 1 ms and 5 m of the list, with its maximum probability', async (id1, id2, approach) => {
    const file = write(`${id1}-${id2}.json`, JSON.stringify(approach.gp))
    const asked = ['--start', '2026-03-09T18:00:00Z', '--days', '7', '--within-km', '5', '--radii', radii]
    const { exitCode, stdout } = await runYagura(['space', 'screen', file, ...asked])
    expect(exitCode).toBe(0)
    const row = approachesOf(stdout).find(({ tca }) => Math.abs(secondsBetween(approach.tca, tca)) <= oneMillisecondS)
    expect(row).toMatchObject({ id1: Math.min(id1, id2), id2: Math.max(id1, id2) })
    expect(Math.abs((row?.miss_km ?? Infinity) - approach.min_range_km)).toBeLessThan(fiveMetresKm)
    expect(Math.abs((row?.rel_speed_km_s ?? Infinity) - approach.rel_speed_kms)).toBeLessThanOrEqual(
      speedRoundingKmPerS,
    )
    expect(Math.abs((row?.max_pc ?? Infinity) - approach.max_prob)).toBeLessThanOrEqual(
      printedRounding(approach.max_prob),
    )
  })
})

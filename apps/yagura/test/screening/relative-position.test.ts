import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { relativeRtnKm } from '../../src/node/screening/approach-rows.ts'

const folder = sharedData('space/ccsds/gehly_cdm')
const keywords = ['X', 'Y', 'Z', 'X_DOT', 'Y_DOT', 'Z_DOT']
/** Rounding of a double at an orbit's radius is 1e-12 km. */
const toleranceKm = 1e-11

function numbersOf(text: string, keyword: string): readonly number[] {
  return [...text.matchAll(new RegExp(`^${keyword}\\s*=\\s*(\\S+)`, 'gm'))].map(([, value]) => Number(value))
}

test.skipIf(folder === undefined)(
  'radial, transverse and normal are those that conjunction data messages state',
  () => {
    let checked = 0
    for (const name of readdirSync(folder ?? '')) {
      const text = readFileSync(join(folder ?? '', name), 'utf8')
      const [first, second] = [0, 1].map((object) =>
        Float64Array.from(keywords, (keyword) => numbersOf(text, keyword)[object] ?? Number.NaN),
      )
      const statedM = ['R', 'T', 'N'].map((axis) => numbersOf(text, `RELATIVE_POSITION_${axis}`)[0])
      if (statedM.some((value) => value === undefined)) continue
      const rtnKm = relativeRtnKm(first, second)
      for (const [axis, value] of statedM.entries()) {
        expect(Math.abs((rtnKm[axis] ?? 0) - (value ?? 0) / 1000), `${name} axis ${axis}`).toBeLessThan(toleranceKm)
      }
      checked += 1
    }
    expect(checked).toBeGreaterThan(5)
  },
)

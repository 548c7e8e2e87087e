import { readFileSync } from 'node:fs'
import { seededRandom, sharedData } from '@yagura/testkit'
import { createPropagator } from '../../src/orbit/propagator.ts'
import { type TleElements, tlesOf } from '../tle-elements.ts'

const cataloguePath = sharedData('space/catalogue/spacetrack_20240705.3le')
const EARTH_RADIUS_KM = 6378.135
const XKE = 0.0743669161331734
const MINUTES_PER_DAY = 1440
/** Minutes from 1949-12-31T00:00 to 2024-07-05T00:00, the day of the catalogue. */
const startMinutes1950 = (74 * 365 + 18 + 187) * MINUTES_PER_DAY

/** Whether the real catalogue that these tests screen is there. */
export const hasCatalogue: boolean = cataloguePath !== undefined

/** Objects to screen, and how far their epochs lie before the start. */
export type ChosenObjects = { readonly objects: readonly TleElements[]; readonly minutesAtStart: Float64Array }

/** What an orbit is chosen by; heights above the radius of WGS72. */
export type OrbitShape = {
  readonly perigeeKm: number
  readonly apogeeKm: number
  readonly eccentricity: number
  readonly revPerDay: number
}

function shapeOf({ elements }: TleElements): OrbitShape {
  const axisKm = (XKE / elements.meanMotionRadPerMin) ** (2 / 3) * EARTH_RADIUS_KM
  return {
    perigeeKm: axisKm * (1 - elements.eccentricity) - EARTH_RADIUS_KM,
    apogeeKm: axisKm * (1 + elements.eccentricity) - EARTH_RADIUS_KM,
    eccentricity: elements.eccentricity,
    revPerDay: (elements.meanMotionRadPerMin * MINUTES_PER_DAY) / (2 * Math.PI),
  }
}

/** Whether SGP4 has states from before the start until after the end. */
function lives({ elements, epochMinutes1950 }: TleElements, offsetMin: number, durationS: number): boolean {
  const propagate = createPropagator(elements, 'improved')
  const state = new Float64Array(6)
  for (let minute = -20; minute <= durationS / 60 + 20; minute += 10) {
    if (propagate(startMinutes1950 + offsetMin - epochMinutes1950 + minute, state) !== 0) return false
  }
  return true
}

/**
 * Objects of 2024-07-05 with epochs of at most 30 days, in an order drawn by lot.
 * @param most - At most so many.
 * @param offsetMin - Minutes from that day's midnight to the start.
 */
export function chooseObjects(
  wanted: (shape: OrbitShape) => boolean,
  most: number,
  durationS: number,
  offsetMin = 0,
): ChosenObjects {
  const random = seededRandom(62_876)
  const start = startMinutes1950 + offsetMin
  const objects = tlesOf(readFileSync(cataloguePath ?? '', 'utf8'))
    .map((object) => ({ object, lot: random.uniform() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ object }) => object)
    .filter((object) => Math.abs(object.epochMinutes1950 - startMinutes1950) < 30 * MINUTES_PER_DAY)
    .filter((object) => wanted(shapeOf(object)))
    .slice(0, most)
    .filter((object) => lives(object, offsetMin, durationS))
  return { objects, minutesAtStart: Float64Array.from(objects, (object) => start - object.epochMinutes1950) }
}

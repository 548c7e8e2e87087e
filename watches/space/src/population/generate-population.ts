import type { ElementSet, UtcInstant } from '@yagura/formats'
import { FIRST_SIMULATED_ID, SIMULATED_NAME_PREFIX } from '../catalogue/simulated-identity.ts'
import { PopulationOptionsError } from './errors.ts'
import { FAMILIES, type Family } from './families.ts'
import { type DrawnOrbit, drawBeltOrbit, drawScatterOrbit, drawShellOrbit, drawSpread } from './orbit-draw.ts'
import { type RandomState, seedRandom } from './random.ts'

/** What population to generate. */
export type PopulationOptions = {
  /** Unsigned 32-bit integer; equal seeds give equal populations to the last bit. The constellation shells are the same under all. */
  readonly seed: number
  /** The epoch of every element set. */
  readonly epochUtc: UtcInstant
  /** 1 to 30,000, all where absent: fewer are an evenly spaced sample of the same objects, so that regimes keep their shares. */
  readonly objectCount?: number
}

/** How many objects the whole simulated population has. */
export const FULL_POPULATION_COUNT: number = FAMILIES.reduce((sum, family) => sum + familyCount(family), 0)

const LARGEST_SEED = 2 ** 32 - 1
const DEFAULT_ELEMENT_SET_NUMBER = 999

/**
 * A SIMULATED population of Earth orbits, realistic by regime: constellation shells, the sun-synchronous band, debris clouds, stages
 * on transfer orbits, navigation, the geostationary belt with kept and drifting objects, Molniya and other eccentric orbits. No
 * element set is that of a real object. Every name starts with `SIMULATED`, every id is in a range no catalogued object can have.
 *
 * Values are rounded to what a TLE prints (angles 1e-4°, eccentricity 1e-7, mean motion 1e-8 rev/day). Each object has its own random
 * stream, so it is the same in a sample and in the whole.
 *
 * @returns The element sets in ascending order of id, made one at a time.
 * @throws PopulationOptionsError where the seed or the count is out of range.
 */
export function generatePopulation(options: PopulationOptions): Iterable<ElementSet> {
  const objectCount = options.objectCount ?? FULL_POPULATION_COUNT
  if (!Number.isInteger(options.seed) || options.seed < 0 || options.seed > LARGEST_SEED) {
    throw new PopulationOptionsError('seed', options.seed, `an integer from 0 to ${LARGEST_SEED}`)
  }
  if (!Number.isInteger(objectCount) || objectCount < 1 || objectCount > FULL_POPULATION_COUNT) {
    throw new PopulationOptionsError('objectCount', objectCount, `an integer from 1 to ${FULL_POPULATION_COUNT}`)
  }
  return generate(options.seed, options.epochUtc, objectCount)
}

function* generate(seed: number, epochUtc: UtcInstant, objectCount: number): Generator<ElementSet> {
  let familyStart = 0
  let made = 0
  for (const family of FAMILIES) {
    const familyEnd = familyStart + familyCount(family)
    for (; made < objectCount; made += 1) {
      const objectIndex = Math.floor((made * FULL_POPULATION_COUNT) / objectCount)
      if (objectIndex >= familyEnd) break
      yield generateObject(family, objectIndex - familyStart, objectIndex, seedRandom(seed, objectIndex), epochUtc)
    }
    familyStart = familyEnd
  }
}

function generateObject(
  family: Family,
  memberIndex: number,
  objectIndex: number,
  random: RandomState,
  epochUtc: UtcInstant,
): ElementSet {
  const orbit = drawOrbit(family, memberIndex, random)
  return {
    id: FIRST_SIMULATED_ID + objectIndex,
    authority: 'NORAD',
    name: `${SIMULATED_NAME_PREFIX}${family.name} ${family.objectType} ${memberNumber(family, memberIndex)}`,
    internationalDesignator: undefined,
    epochUtc,
    meanMotionRevPerDay: round(orbit.meanMotionRevPerDay, 1e8),
    eccentricity: round(orbit.eccentricity, 1e7),
    inclinationDeg: round(orbit.inclinationDeg, 1e4),
    rightAscensionDeg: roundAngle(orbit.rightAscensionDeg),
    argumentOfPerigeeDeg: roundAngle(orbit.argumentOfPerigeeDeg),
    meanAnomalyDeg: roundAngle(orbit.meanAnomalyDeg),
    bstarPerEarthRadius: round(drawSpread(family.bstarPerEarthRadius, random), 1e8),
    meanMotionDotRevPerDay2: 0,
    meanMotionDdotRevPerDay3: 0,
    ephemerisType: 0,
    classification: 'U',
    elementSetNumber: DEFAULT_ELEMENT_SET_NUMBER,
    revolutionAtEpoch: 0,
    origin: { file: 'simulated population', line: objectIndex + 1 },
  }
}

function drawOrbit(family: Family, memberIndex: number, random: RandomState): DrawnOrbit {
  switch (family.layout.kind) {
    case 'shell':
      return drawShellOrbit(family.layout, memberIndex)
    case 'belt':
      return drawBeltOrbit(family.layout, memberIndex, random)
    case 'scatter':
      return drawScatterOrbit(family.layout, random)
  }
}

function familyCount(family: Family): number {
  return family.layout.kind === 'shell' ? family.layout.planes * family.layout.perPlane : family.layout.count
}

/** Plane and slot in a shell, a running number elsewhere; from 1, as people count. */
function memberNumber(family: Family, memberIndex: number): string {
  if (family.layout.kind !== 'shell') return String(memberIndex + 1).padStart(4, '0')
  const plane = Math.floor(memberIndex / family.layout.perPlane) + 1
  const slot = (memberIndex % family.layout.perPlane) + 1
  return `${String(plane).padStart(2, '0')}-${String(slot).padStart(3, '0')}`
}

function round(value: number, stepsPerUnit: number): number {
  return Math.floor(value * stepsPerUnit + 0.5) / stepsPerUnit
}

function roundAngle(angleDeg: number): number {
  const turnDeg = round(angleDeg - 360 * Math.floor(angleDeg / 360), 1e4)
  return turnDeg === 360 ? 0 : turnDeg
}

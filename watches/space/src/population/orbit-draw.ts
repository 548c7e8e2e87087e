import type { BeltLayout, ScatterLayout, ShellLayout, Spread } from './families.ts'
import { nextFraction, type RandomState } from './random.ts'

/** Size, shape and orientation of one generated orbit, not yet rounded to what a message can print. */
export type DrawnOrbit = {
  readonly meanMotionRevPerDay: number
  readonly eccentricity: number
  readonly inclinationDeg: number
  readonly rightAscensionDeg: number
  readonly argumentOfPerigeeDeg: number
  readonly meanAnomalyDeg: number
}

const EARTH_RADIUS_KM = 6378.135
const MU_KM3_PER_S2 = 398_600.8
const SECONDS_PER_DAY = 86_400
const GEOSTATIONARY_REV_PER_DAY = 1.00273791
/** Kept satellites hold the eccentricity that spares propellant, with the perigee near the highest latitude. */
const SHELL_ECCENTRICITY = 1e-4
const SHELL_PERIGEE_DEG = 90
/** Uncontrolled orbits near the belt tilt to 15° and back in 53 years, their node turning meanwhile from 90° to −90°. */
const LARGEST_CYCLE_INCLINATION_DEG = 15

/** The orbit of one satellite of a shell. @param index - Its place in the family, from 0: the planes one after another. */
export function drawShellOrbit(layout: ShellLayout, index: number): DrawnOrbit {
  const plane = Math.floor(index / layout.perPlane)
  const slot = index % layout.perPlane
  const aheadDeg = (360 * layout.phasing * plane) / (layout.planes * layout.perPlane)
  return {
    meanMotionRevPerDay: meanMotionRevPerDay(EARTH_RADIUS_KM + layout.altitudeKm),
    eccentricity: SHELL_ECCENTRICITY,
    inclinationDeg: layout.inclinationDeg,
    rightAscensionDeg: (360 * plane) / layout.planes,
    argumentOfPerigeeDeg: SHELL_PERIGEE_DEG,
    meanAnomalyDeg: (360 * slot) / layout.perPlane + aheadDeg - SHELL_PERIGEE_DEG,
  }
}

/** The orbit of one kept satellite of the belt. @param index - Its place in the family, from 0: eastward. */
export function drawBeltOrbit(layout: BeltLayout, index: number, random: RandomState): DrawnOrbit {
  const eccentricity = drawSpread(layout.eccentricity, random)
  const inclinationDeg = drawSpread(layout.inclinationDeg, random)
  const rightAscensionDeg = 360 * nextFraction(random)
  const argumentOfPerigeeDeg = 360 * nextFraction(random)
  return {
    meanMotionRevPerDay: GEOSTATIONARY_REV_PER_DAY,
    eccentricity,
    inclinationDeg,
    rightAscensionDeg,
    argumentOfPerigeeDeg,
    meanAnomalyDeg: (360 * index) / layout.count - rightAscensionDeg - argumentOfPerigeeDeg,
  }
}

/** The orbit of one scattered object. Draws, in order: perigee, apogee, tilt and node, argument of perigee, mean anomaly. */
export function drawScatterOrbit(layout: ScatterLayout, random: RandomState): DrawnOrbit {
  const perigeeAltitudeKm = drawSpread(layout.perigeeAltitudeKm, random)
  const apogeeAbovePerigeeKm = drawSpread(layout.apogeeAbovePerigeeKm, random)
  const meanAltitudeKm = perigeeAltitudeKm + apogeeAbovePerigeeKm / 2
  const semiMajorAxisKm = EARTH_RADIUS_KM + meanAltitudeKm
  return {
    meanMotionRevPerDay: meanMotionRevPerDay(semiMajorAxisKm),
    eccentricity: apogeeAbovePerigeeKm / (2 * semiMajorAxisKm),
    ...drawPlane(layout.inclinationDeg, meanAltitudeKm, random),
    argumentOfPerigeeDeg: drawSpread(layout.argumentOfPerigeeDeg, random),
    meanAnomalyDeg: 360 * nextFraction(random),
  }
}

/** A value of a triangular distribution, or an even one over a full turn where none is given. */
export function drawSpread(spread: Spread | undefined, random: RandomState): number {
  const fraction = nextFraction(random)
  if (spread === undefined) return 360 * fraction
  const [lowest, mode, highest] = spread
  const width = highest - lowest
  const rise = mode - lowest
  if (fraction * width < rise) return lowest + Math.sqrt(fraction * width * rise)
  return highest - Math.sqrt((1 - fraction) * width * (highest - mode))
}

function drawPlane(
  inclinationDeg: ScatterLayout['inclinationDeg'],
  meanAltitudeKm: number,
  random: RandomState,
): Pick<DrawnOrbit, 'inclinationDeg' | 'rightAscensionDeg'> {
  if (inclinationDeg === 'geosynchronous-cycle') {
    const phase = nextFraction(random)
    const tilt = phase < 0.5 ? 2 * phase : 2 - 2 * phase
    const nodeScatterDeg = drawSpread([-5, 0, 5], random)
    return {
      inclinationDeg: LARGEST_CYCLE_INCLINATION_DEG * tilt,
      rightAscensionDeg: 90 - 180 * phase + nodeScatterDeg,
    }
  }
  const drawnDeg =
    inclinationDeg === 'sun-synchronous'
      ? sunSynchronousInclinationDeg(meanAltitudeKm) + drawSpread([-0.3, 0, 0.3], random)
      : drawSpread(inclinationDeg, random)
  return { inclinationDeg: drawnDeg, rightAscensionDeg: 360 * nextFraction(random) }
}

/** Within 0.03° from 450 to 1,000 km: the straight line through 97.40° at 500 km and 99.03° at 900 km. Source: Vallado, 4th ed., §11.4.1. */
function sunSynchronousInclinationDeg(altitudeKm: number): number {
  return 97.4 + 0.00407 * (altitudeKm - 500)
}

/** Of the Kepler orbit: the shift by Kozai's J2 term, up to 4 km of height, does not matter to a population. */
function meanMotionRevPerDay(semiMajorAxisKm: number): number {
  const radPerS = Math.sqrt(MU_KM3_PER_S2 / (semiMajorAxisKm * semiMajorAxisKm * semiMajorAxisKm))
  return (radPerS * SECONDS_PER_DAY) / (2 * Math.PI)
}

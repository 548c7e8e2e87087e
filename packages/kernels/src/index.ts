export { type EncounterPlane, encounterPlane } from './encounter/encounter-plane.ts'
export { type MaxProbability, maxCollisionProbability, uncertaintyAspectRatio } from './encounter/max-probability.ts'
export {
  createScreening,
  DEFAULT_SCREENING_GRID,
  INTERVALS_PER_SLICE,
  type RawApproach,
  type Screening,
  type ScreeningGrid,
  type ScreeningJob,
  sliceCount,
} from './encounter/screening.ts'
export { type Arena, createArena } from './engine/arena.ts'
export type { KernelExports, KernelMemory } from './engine/kernel-exports.ts'
export { type PlacedBatch, placeBatch } from './engine/placed-batch.ts'
export { createPropagation, type PropagatedStates, type Propagation } from './engine/propagation.ts'
export { type CelestialPoleOffset, predictedPoleOffset } from './frames/celestial-pole-offset.ts'
export { type EarthOrientation, unobservedEarthOrientation } from './frames/earth-orientation.ts'
export { type RotationMatrix, rotateVectors, transposeRotation } from './frames/rotation.ts'
export { gmst1982Rad } from './frames/sidereal-time.ts'
export { temeToGcrf, temeToGcrfRotation } from './frames/teme-to-gcrf.ts'
export { earthRotationRadPerS, type TurningRotation, temeToItrf, temeToItrfRotation } from './frames/teme-to-itrf.ts'
export { type GeodeticPosition, geodeticToItrf, itrfToGeodetic } from './geo/geodetic.ts'
export { rtnRotation } from './geo/rtn.ts'
export { lookAngles, type TopocentricFrame, topocentricFrame } from './geo/topocentric.ts'
export {
  type PropagationGrid,
  packSgp4,
  propagateBatch,
  RESONANCE_STATE_LENGTH,
  restartStates,
  type Sgp4Batch,
} from './orbit/batch.ts'
export type { Sgp4Elements, Sgp4Mode } from './orbit/elements.ts'
export { brouwerAxisEarthRadii } from './orbit/initialise.ts'
export { createPropagator, SGP4_ERRORS, type Sgp4Propagator } from './orbit/propagator.ts'
export { visibleSunFraction } from './sky/earth-shadow.ts'
export { moonPositionEme2000Km } from './sky/moon.ts'
export { sunPositionEme2000Km } from './sky/sun.ts'
export { type CalendarDay, calendarToMjd, mjdToCalendar } from './time/calendar.ts'
export { taiMinusUtcS, utcDayLengthS } from './time/leap-seconds.ts'
export { centuriesSinceJ2000, type SplitJulianDate } from './time/split-julian-date.ts'
export { taiToTt, ttToTdb, utcToTai, utcToTt, utcToUt1 } from './time/time-scales.ts'
export { addSeconds, elapsedS, elapsedSplitS, type SplitSeconds, type UtcInstant } from './time/utc-instant.ts'

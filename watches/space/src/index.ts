export type { AlertRule, ObjectGroup } from './alerts/alert-rule.ts'
export {
  type AlertContext,
  assessCloseApproaches,
  type CloseApproachEvidence,
  type KnownObject,
} from './alerts/assess-close-approaches.ts'
export { AlertRulesError, type AlertRulesProblem } from './alerts/errors.ts'
export { onePerPair, pairKey } from './alerts/one-per-pair.ts'
export { parseAlertRules } from './alerts/parse-alert-rules.ts'
export { spaceWatch } from './alerts/space-watch.ts'
export {
  type Catalogue,
  createCatalogue,
  currentElementSet,
  type DuplicateEpoch,
  objectName,
} from './catalogue/catalogue.ts'
export { changedIds } from './catalogue/changed-ids.ts'
export { compareUtc, daysBetween } from './catalogue/epoch.ts'
export { MixedAuthoritiesError, SimulatedMixedWithRealError } from './catalogue/errors.ts'
export { type AgeRules, type Finding, type FindingCode, judgeElementSet } from './catalogue/findings.ts'
export { type Freshness, freshnessOf } from './catalogue/freshness.ts'
export { type Attribution, describeObject, type ObjectDescription } from './catalogue/object-description.ts'
export { type OrbitFacts, orbitFacts } from './catalogue/orbit-facts.ts'
export { type OrbitalRegime, orbitalRegime } from './catalogue/orbital-regime.ts'
export { type ObjectType, parseSatcatRow, type SatcatEntry } from './catalogue/satcat.ts'
export { createSatcatReader, type SatcatSink } from './catalogue/satcat-reader.ts'
export { type JudgedElementSet, type Selection, selectElementSets } from './catalogue/selection.ts'
export { sgp4Elements } from './catalogue/sgp4-elements.ts'
export { FIRST_SIMULATED_ID, isSimulated, SIMULATED_NAME_PREFIX } from './catalogue/simulated-identity.ts'
export type { CloseApproach } from './close-approach.ts'
export { type EarthOrientationDay, earthOrientationAt } from './earth-orientation/earth-orientation-at.ts'
export { type EarthOrientationFile, readEarthOrientation } from './earth-orientation/read-earth-orientation.ts'
export {
  findPasses,
  type Pass,
  type PassPoint,
  type PassSearch,
  type PassSearchResult,
  searchPasses,
} from './passes/find-passes.ts'
export type { TemeState } from './passes/teme-state.ts'
export { PopulationOptionsError } from './population/errors.ts'
export { FULL_POPULATION_COUNT, generatePopulation, type PopulationOptions } from './population/generate-population.ts'
export { elementsDataset, elementsText } from './records/elements-dataset.ts'
export { shareAlert } from './records/shared-alert.ts'
export { shareCloseApproach } from './records/shared-close-approach.ts'
export { SharedAlert, SharedCloseApproach, spaceRecordSchemas } from './records/space-records.ts'
export { UnknownPrimaryError } from './screening/errors.ts'
export { mergeChanged } from './screening/merge-changed.ts'
export { planScreening, type ScreeningPlan, type ScreeningRequest, screenableSets } from './screening/plan-screening.ts'
export { runScreening, type ScreeningRun, type ScreenSlice } from './screening/run-screening.ts'
export { APPROACH_LENGTH, sliceApproaches } from './screening/slice-approaches.ts'
export { createStillRows } from './screening/still-rows.ts'

export { attackIdOf, isWithdrawn } from './attack/attack-id.ts'
export { type AttackMatrix, attackMatrices, type Tactic, type Technique } from './attack/attack-matrix.ts'
export {
  countUses,
  type Use,
  type UseCounts,
  type UseKind,
  useKinds,
  useOfRelationship,
} from './attack/technique-use.ts'
export { checkFlow, objectsIn } from './attack-flow/check-flow.ts'
export { type BuilderAnswer, isBuilderFile, readBuilderFile } from './attack-flow/read-builder-file.ts'
export { readFlow } from './attack-flow/read-flow.ts'
export { writeFlow } from './attack-flow/write-flow.ts'
export type { CsafIssue } from './csaf/advisory.ts'
export { checkAdvisory } from './csaf/check-advisory.ts'
export { isAdvisory, validateAdvisory } from './csaf/validate-advisory.ts'
export {
  createDetector,
  type Detector,
  type DetectorCounts,
  type DetectorOptions,
  type MatchRules,
  noDetectorCounts,
  type RuleMatch,
} from './detect/detector.ts'
export type { Hit, MatchedEvent } from './detect/hit.ts'
export { groupKey, type HitGroup, isHitGroup, type KeptLine, longestRaw, withHit } from './detect/hit-group.ts'
export type { Indicator, IndicatorsRead } from './detect/indicator.ts'
export { type LogEvent, type LogFormat, logFormats } from './detect/log-event.ts'
export { createLogLineReader, type LogLineReader } from './detect/read-log-line.ts'
export { headerBehind, type ZeekHeader } from './detect/read-zeek.ts'
export { ruleMatcher } from './detect/rule-matcher.ts'
export type { HeldGroup } from './detect/rule-memory.ts'
export { type BlockScan, createBlockScan } from './detect/scan-block.ts'
export { createIndicatorReader, stixIndicators } from './detect/stix-indicators.ts'
export { createIndicatorTable, type ReadIndicatorRow } from './detect/table-indicators.ts'
export { createWarningLists, readWarningList, standardWarningLists, type WarningList } from './detect/warning-list.ts'
export { type DiamondView, diamondView } from './diamond/diamond-view.ts'
export { linkedThings } from './diamond/linked-things.ts'
export { type LeftOut, type Neighbourhood, neighbourhood, type Relation } from './graph/neighbourhood.ts'
export { objectTitle } from './graph/object-title.ts'
export { markingObjects } from './incident/marking-objects.ts'
export { type ReadCase, type ReadCaseAnswer, readCase } from './incident/read-case.ts'
export type { ReadPart } from './incident/read-values.ts'
export { type CaseToWrite, type NotCarried, type WrittenCase, writeCase } from './incident/write-case.ts'
export { createJsonSplitter, type JsonElement, type JsonSplitter } from './intelligence/json-splitter.ts'
export type { IntelligencePart, PartContents, ReadProblem } from './intelligence/part.ts'
export { type OpenBytes, readIntelligence } from './intelligence/read-intelligence.ts'
export { readStixPart } from './intelligence/read-stix-part.ts'
export { isMembers, type Members } from './members.ts'
export { type MatchAnswer, matchPattern } from './patterns/match-pattern.ts'
export { type Observation, type ObservationsAnswer, readObservations } from './patterns/observation.ts'
export type { Pattern, PatternFault } from './patterns/pattern.ts'
export { type PatternAnswer, readPattern } from './patterns/read-pattern.ts'
export { createSigmaEngine, type SigmaEngine } from './sigma/create-sigma-engine.ts'
export { type RuleFile, readSigmaRules } from './sigma/read-rules.ts'
export type { RefusedRule, RuleSource, SigmaRule } from './sigma/sigma-rule.ts'
export type { Placeholders } from './sigma/value-modifiers.ts'
export { type FindDefinition, markingOf, markingRefs, type StixMarkingAnswer } from './stix/marking-of.ts'
export { makeObservableId, observableId } from './stix/observable-id.ts'
export {
  isMarkedSimulated,
  markedSimulated,
  simulatedMarking,
  withoutSimulatedMarking,
} from './stix/simulated-marking.ts'
export { instantOf, microsecondsOf, type StixFacts, type StixReference, stixFacts } from './stix/stix-facts.ts'
export { isStixObject, type StixObject } from './stix/stix-object.ts'
export * from './stix/stix-store.ts'
export { tlp1Definitions, tlp2Definitions, tlpLabel, tlpOfId } from './stix/tlp.ts'
export { isOf20, upgradeTo21 } from './stix/upgrade/upgrade-to-21.ts'
export type { Upgraded } from './stix/upgrade/upgraded.ts'
export { checkNames, checksNamed } from './stix/validation/check-names.ts'
export { type CheckAnswer, type CheckOptions, checkStix, isTooDeep } from './stix/validation/check-stix.ts'
export { type ExtensionSchemas, readSchemaFiles, type SchemaFile } from './stix/validation/extension-schemas.ts'
export type { StixIssue } from './stix/validation/findings.ts'
export { acceptsTaxii, isTaxiiContent, stixMediaType, taxiiMediaType } from './taxii/media-types.ts'
export type {
  TaxiiApiRoot,
  TaxiiCollection,
  TaxiiDiscovery,
  TaxiiErrorMessage,
  TaxiiStatus,
  TaxiiStatusDetail,
} from './taxii/resources.ts'
export {
  readTaxiiQuery,
  type TaxiiParameter,
  type TaxiiQuery,
  type TaxiiQueryAnswer,
  type VersionWanted,
} from './taxii/taxii-query.ts'

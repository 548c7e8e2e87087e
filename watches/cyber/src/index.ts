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
export { type LeftOut, type Neighbourhood, neighbourhood, type Relation } from './graph/neighbourhood.ts'
export { objectTitle } from './graph/object-title.ts'
export { isMembers, type Members } from './members.ts'
export { type MatchAnswer, matchPattern } from './patterns/match-pattern.ts'
export { type Observation, type ObservationsAnswer, readObservations } from './patterns/observation.ts'
export type { Pattern, PatternFault } from './patterns/pattern.ts'
export { type PatternAnswer, readPattern } from './patterns/read-pattern.ts'
export { observableId } from './stix/observable-id.ts'
export { instantOf, microsecondsOf, type StixFacts, type StixReference, stixFacts } from './stix/stix-facts.ts'
export { isStixObject, type StixObject } from './stix/stix-object.ts'
export type * from './stix/stix-store.ts'
export { checkNames, checksNamed } from './stix/validation/check-names.ts'
export { type CheckAnswer, type CheckOptions, checkStix } from './stix/validation/check-stix.ts'
export type { StixIssue } from './stix/validation/findings.ts'

export {
  type Acknowledgement,
  type Alert,
  type AlertEvent,
  alertState,
  compareUrgency,
  type Finding,
  isOpen,
  type Shelf,
} from './alerts/alert.ts'
export {
  type AcknowledgedFact,
  type AlertHealthFigures,
  type AlertHistory,
  alertHealth,
  type FloodFact,
  type RaisedFact,
} from './alerts/alert-health.ts'
export { calm, type Flood, stepFlood } from './alerts/flood.ts'
export { type AlertGroup, groupAlerts } from './alerts/group-alerts.ts'
export { applyAlertEvent, judgeFinding, judgeTime } from './alerts/life-cycle.ts'
export { latestShelfEndMs, watchEndMs } from './alerts/shelving.ts'
export type { Detection, Priority, Rationale } from './assess/detection.ts'
export type { Schema, Watch } from './assess/watch.ts'
export { aboutOf, type CasePart, compareParts, partKey, referredKey } from './cases/case-part.ts'
export { type CustodyChain, type CustodyFinding, type CustodyStep, custodyOf } from './cases/custody.ts'
export { type Case, type CaseStanding, type CaseThread, foldCase } from './cases/fold-case.ts'
export { type Likelihood, type LikelihoodRange, likelihoodRanges } from './cases/likelihood.ts'
export {
  type AchItem,
  type AchRating,
  diagnosticityOf,
  dropEachSource,
  type RankedHypothesis,
  rankHypotheses,
  type WithoutSource,
} from './cases/rank-hypotheses.ts'
export {
  type AchCell,
  type AchConclusion,
  type AchMatrix,
  type AchRow,
  comparableSourceName,
  weighCase,
} from './cases/weigh-case.ts'
export { type Remedy, YaguraError } from './errors.ts'
export { assessNodeHealth } from './health/assess-node-health.ts'
export { type HealthFinding, healthWatchId } from './health/health-finding.ts'
export { type ClockJudgement, judgeClock } from './health/judge-clock.ts'
export type {
  CertificateFacts,
  ClockFacts,
  ClockSampleFacts,
  DueFacts,
  NodeFacts,
  SourceFacts,
  StockFacts,
  UnreadableFacts,
} from './health/node-facts.ts'
export type {
  ArchiveRow,
  Change,
  Clock,
  Committed,
  LogDraft,
  LogQuestion,
  LogRecord,
  LogSpan,
  Store,
  StoredDocument,
} from './ports.ts'
export { judgeOffer, type LogState, type OfferJudgement } from './share/judge-offer.ts'
export { checkPlace, type EntryRules, type JudgedEntry, judgeReceived } from './share/judge-received.ts'
export { emptyTree, type FullTile, growTree, type LogTree } from './share/log-tree.ts'

export type { ConjunctionMessage, ConjunctionMessageSink, ConjunctionObject } from './cdm/conjunction-message.ts'
export { createConjunctionMessageReader } from './cdm/conjunction-message-reader.ts'
export { mayOpen } from './confidentiality-label/access-decision.ts'
export {
  type ConfidentialityLabel,
  type LabelCategory,
  readConfidentialityLabel,
  resolveLabel,
} from './confidentiality-label/confidentiality-label.ts'
export { faultsOfLabel } from './confidentiality-label/label-validity.ts'
export { clearanceTextOf, markingTextOf } from './confidentiality-label/marking-text.ts'
export { readClearance, readNumberedLabel } from './confidentiality-label/numbered-label.ts'
export { readSpif, type SpifAnswer } from './confidentiality-label/read-spif.ts'
export type { Clearance, SecurityLabel, Spif } from './confidentiality-label/spif.ts'
export { readTlp, type TlpWord, writeTlp } from './confidentiality-label/tlp-label.ts'
export { writeConfidentialityLabel } from './confidentiality-label/write-label.ts'
export { type CsvRow, type CsvSink, createCsvReader } from './csv/csv-reader.ts'
export type { CatalogueAuthority, ElementSet, RecordOrigin, RecordProblem, UtcInstant } from './element-set.ts'
export { createElementSetReader } from './element-set-reader.ts'
export { createElementSetWriter, type ElementSetFormat, type ElementSetWriter } from './element-set-writer.ts'
export type { ByteSink, ElementSetSink } from './finding.ts'
export type { MessageHeader } from './omm/omm-texts.ts'
export { formatUtc, parseUtc } from './time/utc.ts'

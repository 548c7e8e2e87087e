export type { Detection, Priority, Rationale } from './assess/detection.ts'
export type { Schema, Watch } from './assess/watch.ts'
export { type Remedy, YaguraError } from './errors.ts'
export type {
  ArchiveRow,
  Change,
  Clock,
  Committed,
  LogDraft,
  LogQuestion,
  LogRecord,
  Store,
  StoredDocument,
} from './ports.ts'

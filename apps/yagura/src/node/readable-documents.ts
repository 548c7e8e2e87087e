import { isHitGroup } from '@yagura/cyber'
import { Check } from 'typebox/value'
import { Rule } from '../api/contract/alerts.ts'
import { Handover, SavedView } from '../api/contract/watch-room.ts'
import { parseAlertEntry } from './alerts/stored-alert.ts'
import { casePartCollection, isStoredPart } from './cases/case-book.ts'
import { detectionCollections, readStoredInput } from './cyber/detection/stored-input.ts'
import { readStoredSuppression } from './cyber/detection/suppressions.ts'
import type { ReadableDocuments } from './health/unreadable-documents.ts'
import { JobRecord } from './jobs/job-record.ts'
import { parseChannel } from './notifications/channel.ts'
import { OUTBOX, restoreOutbox } from './notifications/outbox.ts'
import { isAccount } from './officers/accounts.ts'
import { isKeyDocument, isKeyRecord, officerKeys } from './releases/key-book.ts'
import { isStoredRelease, releaseCollection } from './releases/stored-release.ts'
import { DECISIONS, isDecided } from './screening/decisions.ts'
import { SCREENINGS, ScreeningRecord } from './screening/screening-record.ts'
import { readStoredSettings } from './settings/stored-settings.ts'
import { readStoredSource } from './sources/stored-source.ts'

/** The collections in which something is lost to people where a document cannot be read, and how each service reads its own. */
export const readableDocuments: ReadableDocuments = {
  settings: (body) => readStoredSettings(body) !== undefined,
  officers: isAccount,
  rules: (body) => Check(Rule, body),
  sources: (body) => readStoredSource(body) !== undefined,
  notifications: (body) => parseChannel(body) !== undefined,
  [OUTBOX]: (body) => restoreOutbox([{ collection: OUTBOX, id: '', body }]).length > 0,
  alerts: (body) => parseAlertEntry(body) !== undefined,
  [DECISIONS]: isDecided,
  handovers: (body) => Check(Handover, body),
  views: (body) => Check(SavedView, body),
  jobs: (body) => Check(JobRecord, body),
  [officerKeys.keys]: isKeyDocument,
  [officerKeys.records]: isKeyRecord,
  [casePartCollection]: isStoredPart,
  [detectionCollections.inputs]: (body) => readStoredInput(body) !== undefined,
  [detectionCollections.suppressions]: (body) => readStoredSuppression(body) !== undefined,
  [detectionCollections.detections]: isHitGroup,
  [releaseCollection]: isStoredRelease,
  [SCREENINGS]: (body) => Check(ScreeningRecord, body),
}

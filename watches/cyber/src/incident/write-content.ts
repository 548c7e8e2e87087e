import type { StixObject } from '../stix/stix-object.ts'
import {
  writeCustody,
  writeEvidence,
  writeHypothesis,
  writeJudgement,
  writeLink,
  writeNote,
  writeRating,
  writeWeighing,
} from './write-analysis.ts'
import { writeEntry, writeEvent, writeImpact, writeTask } from './write-happenings.ts'
import type { PartToWrite } from './written-part.ts'

/** Writes what a part says; nothing for what the case as a whole is told by. */
export function writeContent(written: PartToWrite): readonly StixObject[] {
  const { what } = written
  switch (what.kind) {
    case 'entry':
      return writeEntry({ ...written, what })
    case 'event':
      return writeEvent({ ...written, what })
    case 'impact':
      return writeImpact({ ...written, what })
    case 'task':
      return writeTask({ ...written, what })
    case 'evidence':
      return writeEvidence({ ...written, what })
    case 'custody':
      return writeCustody({ ...written, what })
    case 'hypothesis':
      return writeHypothesis({ ...written, what })
    case 'rating':
      return writeRating({ ...written, what })
    case 'weighing':
      return writeWeighing({ ...written, what })
    case 'judgement':
      return writeJudgement({ ...written, what })
    case 'link':
      return writeLink({ ...written, what })
    case 'note':
      return writeNote({ ...written, what })
    default:
      return []
  }
}

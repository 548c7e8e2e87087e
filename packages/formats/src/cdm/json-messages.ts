import { type ByteSink, isFinding } from '../finding.ts'
import { readJsonMembers } from '../omm/json-members.ts'
import { createJsonObjectReader } from '../omm/json-objects.ts'
import type { ConjunctionMessageSink } from './conjunction-message.ts'
import { conjunctionMessageOf, type MessageFields } from './conjunction-message-of.ts'

const fields: MessageFields = {
  messageId: 'CDM_ID',
  created: 'CREATED',
  tca: 'TCA',
  missM: 'MIN_RNG',
  relativeSpeedMPerS: 'RELATIVE_SPEED',
  probability: 'PC',
  method: 'COLLISION_PROBABILITY_METHOD',
  ids: ['SAT_1_ID', 'SAT_2_ID'],
  names: ['SAT_1_NAME', 'SAT_2_NAME'],
}

/** Reads the public summaries of conjunction data messages as Space-Track's class `cdm_public` gives them in JSON. */
export function createJsonMessageReader(file: string, sink: ConjunctionMessageSink): ByteSink {
  return createJsonObjectReader({
    object: (bytes, line) => {
      const members = readJsonMembers(bytes)
      const origin = { file, line }
      const outcome = isFinding(members) ? members : conjunctionMessageOf(members, fields, 'Space-Track', origin)
      if (isFinding(outcome)) sink.problem({ ...origin, ...outcome })
      else sink.message(outcome)
    },
    problem: (line, reason) => sink.problem({ file, line, field: 'record', reason }),
  })
}

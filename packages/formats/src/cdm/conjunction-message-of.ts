import type { RecordOrigin, UtcInstant } from '../element-set.ts'
import type { Finding } from '../finding.ts'
import { parseDecimal } from '../text/decimal.ts'
import { quoted } from '../text/utf8.ts'
import { parseUtc } from '../time/utc.ts'
import type { ConjunctionMessage, ConjunctionObject } from './conjunction-message.ts'

const M_PER_KM = 1000
const LARGEST_ID = 999_999_999
const ID = /^\d{1,9}$/

/** Names under which one form of the message states what is read. */
export type MessageFields = {
  readonly messageId: string
  readonly created: string
  readonly tca: string
  readonly missM: string
  readonly relativeSpeedMPerS: string
  readonly probability: string
  readonly method: string
  readonly ids: readonly [string, string]
  readonly names: readonly [string, string]
}

/**
 * The message that texts state, or the first thing that is wrong with them.
 * @param fallbackOriginator - Who computed it where the form does not say.
 * Source: CCSDS 508.0-B-1 §3 (relative metadata: metres and metres per second).
 */
export function conjunctionMessageOf(
  values: ReadonlyMap<string, string>,
  fields: MessageFields,
  fallbackOriginator: string,
  origin: RecordOrigin,
): ConjunctionMessage | Finding {
  const findings: Finding[] = []
  const take = createTaker(values, findings)
  const messageId = values.get(fields.messageId) ?? ''
  if (messageId === '') take.wrong(fields.messageId, 'the identity of the message')
  const createdUtc = take.instant(fields.created)
  const tcaUtc = take.instant(fields.tca)
  const missM = take.number(fields.missM, 'metres, 0 or more', (value) => value >= 0)
  const first = take.object(fields.ids[0], fields.names[0])
  const second = take.object(fields.ids[1], fields.names[1])
  const speedMPerS = take.optional(fields.relativeSpeedMPerS, 'metres per second, 0 or more', (value) => value >= 0)
  const collisionProbability = take.optional(fields.probability, 'a probability from 0 to 1', isProbability)
  const [finding] = findings
  if (finding) return finding
  if (!createdUtc || !tcaUtc || missM === undefined || !first || !second)
    return { field: 'record', reason: 'incomplete' }
  return {
    messageId,
    createdUtc,
    originator: values.get('ORIGINATOR') ?? fallbackOriginator,
    tcaUtc,
    missKm: missM / M_PER_KM,
    relativeSpeedKmPerS: speedMPerS === undefined ? undefined : speedMPerS / M_PER_KM,
    collisionProbability,
    method: values.get(fields.method) || undefined,
    objects: [first, second],
    origin,
  }
}

function isProbability(value: number): boolean {
  return value >= 0 && value <= 1
}

/** Takes single values; what is wrong with one is added to the findings. */
function createTaker(values: ReadonlyMap<string, string>, findings: Finding[]) {
  const wrong = (field: string, expected: string): undefined => {
    const found = values.get(field)
    findings.push({ field, reason: `found ${found === undefined ? 'nothing' : quoted(found)}, expected ${expected}` })
    return undefined
  }
  const number = (field: string, expected: string, fits: (value: number) => boolean): number | undefined => {
    const value = parseDecimal(values.get(field) ?? '')
    return fits(value) ? value : wrong(field, expected)
  }
  return {
    wrong,
    number,
    optional: (field: string, expected: string, fits: (value: number) => boolean): number | undefined =>
      (values.get(field) ?? '') === '' ? undefined : number(field, expected, fits),
    // Space-Track parts date and time of CREATED by a blank.
    instant: (field: string): UtcInstant | undefined =>
      parseUtc((values.get(field) ?? '').replace(' ', 'T')) ?? wrong(field, 'a UTC instant'),
    object: (idField: string, nameField: string): ConjunctionObject | undefined => {
      const text = values.get(idField) ?? ''
      const id = Number(text)
      if (!ID.test(text) || id < 1 || id > LARGEST_ID) return wrong(idField, 'a catalogue number')
      return { id, name: values.get(nameField) || undefined }
    },
  }
}

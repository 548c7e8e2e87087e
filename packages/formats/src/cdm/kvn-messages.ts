import { type ByteSink, isFinding, type LocatedFinding } from '../finding.ts'
import { createLineReader, maxLineBytes } from '../text/line-reader.ts'
import { decodeUtf8, quoted } from '../text/utf8.ts'
import type { ConjunctionMessageSink } from './conjunction-message.ts'
import { conjunctionMessageOf, type MessageFields } from './conjunction-message-of.ts'

type OpenMessage = {
  readonly line: number
  readonly values: Map<string, string>
  readonly lines: Map<string, number>
  /** Which of the two objects the lines are about: 0 before the first. */
  object: number
  finding: LocatedFinding | undefined
}

const fields: MessageFields = {
  messageId: 'MESSAGE_ID',
  created: 'CREATION_DATE',
  tca: 'TCA',
  missM: 'MISS_DISTANCE',
  relativeSpeedMPerS: 'RELATIVE_SPEED',
  probability: 'COLLISION_PROBABILITY',
  method: 'COLLISION_PROBABILITY_METHOD',
  ids: ['OBJECT1 OBJECT_DESIGNATOR', 'OBJECT2 OBJECT_DESIGNATOR'],
  names: ['OBJECT1 OBJECT_NAME', 'OBJECT2 OBJECT_NAME'],
}
/** Units that the summary's values may state; another one would be read wrongly. Source: CCSDS 508.0-B-1 table 3-2. */
const units: ReadonlyMap<string, string> = new Map([
  ['MISS_DISTANCE', 'm'],
  ['RELATIVE_SPEED', 'm/s'],
])

/**
 * Reads conjunction data messages in KVN, one after another in a file, each from its `CCSDS_CDM_VERS` on: the values about the
 * encounter and the identities of its objects. Source: CCSDS 508.0-B-1 §3, §6.
 */
export function createKvnMessageReader(file: string, sink: ConjunctionMessageSink): ByteSink {
  let message: OpenMessage | undefined
  let strayReported = false

  const close = (): void => {
    if (!message) return
    const { line, values, lines: lineOf, finding } = message
    const outcome = finding ?? conjunctionMessageOf(values, fields, 'unknown', { file, line })
    message = undefined
    if (!isFinding(outcome)) sink.message(outcome)
    else sink.problem({ file, line: lineOf.get(outcome.field) ?? line, ...outcome })
  }
  const stray = (line: number, text: string): void => {
    if (strayReported) return
    strayReported = true
    const reason = `found ${quoted(text)} before it: a message starts there`
    sink.problem({ file, line, field: 'CCSDS_CDM_VERS', reason })
  }
  const takeLine = (text: string, line: number): void => {
    if (text === '' || text.startsWith('COMMENT')) return
    const equals = text.indexOf('=')
    const keyword = text.slice(0, Math.max(equals, 0)).trim()
    if (keyword === 'CCSDS_CDM_VERS') {
      close()
      message = { line, values: new Map(), lines: new Map(), object: 0, finding: undefined }
    } else if (!message) stray(line, text)
    else if (equals < 0)
      message.finding ??= { line, field: 'LINE', reason: `found ${quoted(text)}, expected KEYWORD = value` }
    else assign(message, keyword, text.slice(equals + 1).trim(), line)
  }
  const lines = createLineReader({
    line: (bytes, start, end, line) => takeLine(decodeUtf8(bytes.subarray(start, end)).trim(), line),
    tooLong: (line) => {
      if (message) message.finding ??= { line, field: 'LINE', reason: `the line is longer than ${maxLineBytes} bytes` }
    },
  })
  return {
    write: lines.write,
    end() {
      lines.end()
      close()
    },
  }
}

function assign(message: OpenMessage, keyword: string, stated: string, line: number): void {
  if (keyword === 'OBJECT') {
    message.object = stated === 'OBJECT1' ? 1 : 2
    if (stated !== 'OBJECT1' && stated !== 'OBJECT2') {
      message.finding ??= { line, field: keyword, reason: `found ${quoted(stated)}, expected OBJECT1 or OBJECT2` }
    }
    return
  }
  const name = message.object === 0 ? keyword : `OBJECT${message.object} ${keyword}`
  const [, value = stated, unit] = /^(.*?)\s*\[([^\]]*)\]$/.exec(stated) ?? []
  const expected = units.get(name)
  if (unit !== undefined && expected !== undefined && unit.trim() !== expected) {
    message.finding ??= { line, field: keyword, reason: `found the unit ${quoted(unit)}, expected ${expected}` }
  }
  message.values.set(name, value)
  message.lines.set(name, line)
}

import { type ByteSink, type ElementSetSink, type Finding, isFinding, type LocatedFinding } from '../finding.ts'
import { createLineReader, maxLineBytes } from '../text/line-reader.ts'
import { decodeUtf8, quoted } from '../text/utf8.ts'
import { elementSetOf } from './element-set-of.ts'
import { findWrongUnit, isOmmKeyword, mayStateUnit } from './keywords.ts'

/** One message while its lines are read. */
type OpenMessage = {
  readonly line: number
  readonly values: Map<string, string>
  readonly lines: Map<string, number>
  finding: LocatedFinding | undefined
}

const versions = new Set(['1.0', '2.0', '3.0'])

/**
 * Reads OMM messages in KVN, one after another in a file, each from its `CCSDS_OMM_VERS` on. The first thing that is wrong with a
 * message (unknown or repeated keyword, wrong unit, line without `=`) is its one problem. Source: CCSDS 502.0-B-3 §7.
 */
export function createOmmKvnReader(file: string, sink: ElementSetSink): ByteSink {
  let message: OpenMessage | undefined
  let strayReported = false

  const close = (): void => {
    if (message === undefined) return
    const { line, values, lines: lineOf, finding } = message
    const outcome = finding ?? elementSetOf(values, 'required', { file, line })
    message = undefined
    if (isFinding(outcome)) sink.problem({ file, line: lineOf.get(outcome.field) ?? line, ...outcome })
    else sink.elementSet(outcome)
  }

  const open = (keyword: string, value: string, line: number): void => {
    close()
    message = { line, values: new Map(), lines: new Map(), finding: undefined }
    if (keyword !== 'CCSDS_OMM_VERS') {
      message.finding = { line, field: keyword, reason: 'found another kind of CCSDS message, expected CCSDS_OMM_VERS' }
    } else if (!versions.has(value)) {
      message.finding = { line, field: keyword, reason: `found ${quoted(value)}, expected 1.0, 2.0 or 3.0` }
    }
  }

  /** Whether a cut `CCSDS_OMM_V` belongs to the next message: the one before it, if any, has all it needs. */
  const isComplete = (): boolean =>
    message === undefined ||
    (message.finding === undefined &&
      !isFinding(elementSetOf(message.values, 'required', { file, line: message.line })))

  const stray = (line: number, text: string): void => {
    if (strayReported) return
    strayReported = true
    sink.problem({
      file,
      line,
      field: 'CCSDS_OMM_VERS',
      reason: `found ${quoted(text)} before it: a message starts there`,
    })
  }

  const takeLine = (text: string, line: number): void => {
    if (text === '' || text === 'COMMENT' || text.startsWith('COMMENT ')) return
    const equals = text.indexOf('=')
    const keyword = text.slice(0, Math.max(equals, 0)).trim()
    const value = text.slice(equals + 1).trim()
    if (keyword.startsWith('CCSDS_') && keyword.endsWith('_VERS')) open(keyword, value, line)
    else if (equals < 0 && 'CCSDS_OMM_VERS'.startsWith(text) && isComplete()) open('CCSDS_OMM_VERS', '', line)
    else if (message === undefined) stray(line, text)
    else if (message.finding === undefined) {
      const finding = equals < 0 ? notAnAssignment(text) : assign(message.values, keyword, value)
      message.lines.set(keyword, line)
      if (finding !== undefined) message.finding = { ...finding, line }
    }
  }

  const lines = createLineReader({
    line: (bytes, start, end, line) => takeLine(decodeUtf8(bytes.subarray(start, end)).trim(), line),
    tooLong(line) {
      const finding = { line, field: 'LINE', reason: `the line is longer than ${maxLineBytes} bytes` }
      if (message === undefined) sink.problem({ file, ...finding })
      else message.finding ??= finding
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

function notAnAssignment(text: string): Finding {
  return { field: 'LINE', reason: `found ${quoted(text)}, expected KEYWORD = value` }
}

function assign(values: Map<string, string>, keyword: string, stated: string): Finding | undefined {
  if (!isOmmKeyword(keyword)) return { field: keyword, reason: 'found a keyword that no OMM has' }
  if (values.has(keyword)) return { field: keyword, reason: 'found twice in one message, expected once' }
  const bracket = mayStateUnit(keyword) && stated.endsWith(']') ? stated.lastIndexOf('[') : -1
  if (bracket >= 0) {
    const finding = findWrongUnit(keyword, stated.slice(bracket + 1, -1).trim())
    if (finding !== undefined) return finding
  }
  values.set(keyword, bracket >= 0 ? stated.slice(0, bracket).trim() : stated)
  return undefined
}

import { isMembers } from '../members.ts'
import { readInstant, timeOfMembers } from './event-time.ts'
import { createLogEvent, type LogEvent, type LogFormat } from './log-event.ts'
import { readSyslogLine } from './read-syslog.ts'
import { readZeekRow, withHeaderLine, type ZeekHeader } from './read-zeek.ts'

/** Reads the lines of one log, in order. */
export type LogLineReader = {
  /**
   * @param raw - A line without its newline.
   * @param line - Its number, from 1.
   * @returns Undefined for a line that holds no event (empty, or of a header), a reason for one that is not of its format.
   */
  readonly read: (raw: string, line: number) => LogEvent | string | undefined
  /** Header of a Zeek log in columns, as far as it was read. */
  readonly header: () => ZeekHeader | undefined
}

/** What reading starts from. */
export type LogStart = {
  readonly format: LogFormat
  /** Name of the log, as a person knows it. */
  readonly log: string
  /** Unix time, ms, for lines that give no year. */
  readonly nowMs: number
  /** Where reading goes on in the middle of a log. */
  readonly header?: ZeekHeader | undefined
}

const longestReason = 120

/** Makes a reader of lines. It never throws; what it is handed may be anything. */
export function createLogLineReader({ format, log, nowMs, header: first }: LogStart): LogLineReader {
  let header = first
  const event = (facts: Pick<LogEvent, 'kind' | 'timeMs' | 'members' | 'raw' | 'line'>): LogEvent =>
    createLogEvent({ format, log, ...facts })

  const readObject = (raw: string, line: number): LogEvent | string => {
    const members = objectOf(raw)
    if (typeof members === 'string') return members
    const { _path: path, event_type: eventType } = members
    const named = format === 'eve' ? eventType : (path ?? eventType)
    const timeMs = timeOfMembers(members)
    return event({ kind: typeof named === 'string' ? named : undefined, timeMs, members, raw, line })
  }
  const readRow = (raw: string, line: number): LogEvent | string => {
    const members = readZeekRow(header, raw)
    // Logs in columns and in JSON may have been joined to one file.
    if (typeof members === 'string') return raw.startsWith('{') ? readObject(raw, line) : members
    return event({ kind: header?.path, timeMs: readInstant(members['ts']), members, raw, line })
  }
  const readSyslog = (raw: string, line: number): LogEvent | string => {
    const read = readSyslogLine(raw, nowMs)
    if (typeof read === 'string') return read
    return event({ kind: read.program, timeMs: read.timeMs, members: read.members, raw, line })
  }
  return {
    header: () => header,
    read: (written, line) => {
      const ended = written.endsWith('\r') ? written.slice(0, -1) : written
      const raw = line === 1 && ended.startsWith('\ufeff') ? ended.slice(1) : ended
      if (raw.trim() === '') return undefined
      if (format === 'syslog') return readSyslog(raw, line)
      if (format !== 'zeek' || (header === undefined && raw.startsWith('{'))) return readObject(raw, line)
      if (!raw.startsWith('#')) return readRow(raw, line)
      header = withHeaderLine(header, raw)
      return undefined
    },
  }
}

function objectOf(raw: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(raw)
    return isMembers(value) ? value : 'no JSON object'
  } catch (error) {
    return error instanceof Error ? `no JSON: ${error.message}`.slice(0, longestReason) : 'no JSON'
  }
}

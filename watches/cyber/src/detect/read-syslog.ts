import { isMembers, type Members } from '../members.ts'
import { readInstant } from './event-time.ts'

/** What a line of syslog says. */
export type SyslogLine = {
  readonly timeMs: number | undefined
  readonly program: string | undefined
  readonly members: Members
}

const priority = /^<(\d{1,3})>/
const rfc5424 = /^1 (\S+) (\S+) (\S+) (\S+) (\S+) ?/
const rfc3164 = /^([A-Z][a-z]{2}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\S+) ?/
/** As RFC 3164, with an instant of ISO 8601 in front, as many daemons write files. */
const isoHead = /^(\d{4}-\d{2}-\d{2}T\S+) (\S+) ?/
const tag = /^([\w./-]{1,64})(?:\[(\w+)\])?: ?/
const namedValue = /(?:^|[\s,;|])([A-Za-z_][\w.-]{0,63})=(?:"((?:[^"\\]|\\.)*)"|([^\s,;"|]*))/g
const structuredElement = /^\[([^ =\]"]{1,64})((?: [^ =\]"]{1,64}="(?:[^"\\\]]|\\.)*")*)\]/
/** What the head says: of the same name in structured data, the value is a field of another name. */
const headNames = new Set(['host', 'program', 'pid', 'msgid', 'facility', 'severity', 'message'])
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayMs = 86_400_000

/**
 * Reads a line of syslog: RFC 5424, RFC 3164, or the same without a priority as files have it. JSON in the message, and `name=value` pairs
 * in it and in structured data, become fields; where a name is one of the head's, the head's stays.
 *
 * @param nowMs - Unix time, ms: RFC 3164 gives no year, and the one is taken that makes the line newest without being of tomorrow.
 * @returns A reason where the line has no head of any of these kinds.
 */
export function readSyslogLine(line: string, nowMs: number): SyslogLine | string {
  const [written = '', number] = priority.exec(line) ?? []
  const code = Number(number)
  if (written !== '' && code > 191) return `priority ${code} is above 191`
  const facts = written === '' ? {} : { facility: code >> 3, severity: code & 7 }
  const rest = line.slice(written.length)
  const head = readHead(rest, written !== '', nowMs)
  if (head === undefined) return 'no head of RFC 5424 or RFC 3164'
  const { message, structured, timeMs, ...names } = head
  const members = { ...fieldsOfMessage(message), ...structured, ...facts, ...present(names), message }
  return { timeMs, program: names.program, members }
}

type Head = {
  readonly timeMs: number | undefined
  readonly host?: string | undefined
  readonly program?: string | undefined
  readonly pid?: string | undefined
  readonly msgid?: string | undefined
  readonly structured?: Members
  readonly message: string
}

function readHead(text: string, hasPriority: boolean, nowMs: number): Head | undefined {
  const modern = rfc5424.exec(text)
  if (modern !== null && hasPriority) {
    const [all, time = '', host, program, pid, msgid] = modern
    const { structured, message } = readStructured(text.slice(all.length))
    return { timeMs: readInstant(time), host, program, pid, msgid, structured, message: message.replace(/^\ufeff/, '') }
  }
  const [old, month = '', day, clock = '', oldHost] = rfc3164.exec(text) ?? []
  if (old !== undefined) {
    return { timeMs: newestTime(month, Number(day), clock, nowMs), host: oldHost, ...tagged(text.slice(old.length)) }
  }
  const [iso, time, host] = isoHead.exec(text) ?? []
  const timeMs = readInstant(time)
  if (iso !== undefined && timeMs !== undefined) return { timeMs, host, ...tagged(text.slice(iso.length)) }
  // RFC 3164 §4.3.3: what has a priority and nothing that can be recognised is a message all the same.
  return hasPriority ? { timeMs: undefined, ...tagged(text) } : undefined
}

function tagged(text: string): Pick<Head, 'program' | 'pid' | 'message'> {
  const [all = '', program, pid] = tag.exec(text) ?? []
  return { program, pid, message: text.slice(all.length) }
}

function newestTime(month: string, day: number, clock: string, nowMs: number): number | undefined {
  const index = months.indexOf(month)
  if (index < 0) return undefined
  const year = new Date(nowMs + dayMs).getUTCFullYear()
  const at = (inYear: number): number | undefined =>
    readInstant(`${inYear}-${String(index + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}T${clock}Z`)
  const thisYear = at(year)
  return thisYear !== undefined && thisYear <= nowMs + dayMs ? thisYear : at(year - 1)
}

function readStructured(text: string): { readonly structured: Members; readonly message: string } {
  if (text === '-' || text.startsWith('- ')) return { structured: {}, message: text.slice(2) }
  const values = new Map<string, string[]>()
  let rest = text
  for (let found = structuredElement.exec(rest); found !== null; found = structuredElement.exec(rest)) {
    for (const [name, value] of namedPairs(found[2] ?? '')) {
      const field = headNames.has(name) ? `structured.${name}` : name
      const known = values.get(field)
      if (known === undefined) values.set(field, [value])
      else known.push(value)
    }
    rest = rest.slice(found[0].length)
  }
  // RFC 5424 §6.3.3: the same name may come several times.
  const structured = Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
  return { structured, message: rest.replace(/^ /, '') }
}

function fieldsOfMessage(message: string): Members {
  const json = message.replace(/^\s*@cee:\s*/, '').trim()
  if (json.startsWith('{')) {
    try {
      const value: unknown = JSON.parse(json)
      if (isMembers(value)) return value
    } catch {
      // A message that only begins like JSON is text.
    }
  }
  return namedValues(message)
}

function namedValues(text: string): Record<string, string> {
  return Object.fromEntries(namedPairs(text))
}

function* namedPairs(text: string): Generator<readonly [string, string]> {
  for (const [, name = '', quoted, bare = ''] of text.matchAll(namedValue)) {
    yield [name, quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1')]
  }
}

function present(names: Readonly<Record<string, string | undefined>>): Members {
  return Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined && value !== '-'))
}

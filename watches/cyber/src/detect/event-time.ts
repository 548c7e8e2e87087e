import { isMembers, type Members } from '../members.ts'

const instant = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s*(Z|[+-]\d{2}:?\d{2})?$/i
/** Where logs say when something happened, the most telling first. */
const timeFields = ['@timestamp', 'timestamp', 'ts', 'time', 'UtcTime', 'eventTime', 'TimeCreated', '_time'] as const
/** Numbers above are milliseconds, below seconds: 1e11 s is the year 5138, 1e11 ms is March 1973. */
const leastMilliseconds = 1e11

/** Years 1000 to 9999: what lies outside has no date of four digits. */
const earliestMs = Date.UTC(1000, 0, 1)
const endMs = Date.UTC(10_000, 0, 1)

/**
 * An instant of a log: ISO 8601 with or without a zone (without one it is UTC), or a number of seconds or milliseconds since 1970.
 *
 * @returns Unix time, ms; undefined for anything else.
 */
export function readInstant(value: unknown): number | undefined {
  const ms = instantOf(value)
  return ms !== undefined && ms >= earliestMs && ms < endMs ? ms : undefined
}

function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? inMilliseconds(value) : undefined
  if (typeof value !== 'string') return undefined
  const [, day, clock, fraction = '', zone = 'Z'] = instant.exec(value) ?? []
  if (day === undefined) return /^\d{9,13}(\.\d+)?$/.test(value) ? inMilliseconds(Number(value)) : undefined
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const ms = Date.parse(`${day}T${clock}${offset}`)
  return Number.isNaN(ms) ? undefined : ms + Number(`0.${fraction || '0'}`) * 1000
}

function inMilliseconds(number: number): number {
  return Math.abs(number) < leastMilliseconds ? number * 1000 : number
}

/** When an event of JSON happened. @returns Unix time, ms; undefined where it does not say. */
export function timeOfMembers(members: Members): number | undefined {
  for (const name of timeFields) {
    if (!Object.hasOwn(members, name)) continue
    const ms = readInstant(members[name])
    if (ms !== undefined) return ms
  }
  return windowsTime(members)
}

/** Where Windows events say it, in the ways in which their XML is written as JSON. */
const windowsTimes = [
  ['TimeCreated', '#attributes', 'SystemTime'],
  ['TimeCreated', '@SystemTime'],
  ['TimeCreated_attributes', 'SystemTime'],
  ['TimeCreated', 'SystemTime'],
] as const

function windowsTime(members: Members): number | undefined {
  const event = isMembers(members['Event']) ? members['Event'] : members
  const system = event['System']
  if (!isMembers(system)) return undefined
  for (const path of windowsTimes) {
    let value: unknown = system
    for (const name of path) value = isMembers(value) ? value[name] : undefined
    const ms = readInstant(value)
    if (ms !== undefined) return ms
  }
  return undefined
}

import { isMembers, type Members } from '../members.ts'

/** Forms of logs that are read. `json` is one object a line, its names nested or dotted, as ECS has them. */
export const logFormats = ['eve', 'zeek', 'json', 'syslog'] as const

/** One of `logFormats`. */
export type LogFormat = (typeof logFormats)[number]

/** A single value of a field; numbers are as JSON gives them. */
export type FieldValue = string | number | boolean | null

/** One thing that a log says. */
export type LogEvent = {
  readonly format: LogFormat
  /** Zeek's path (`dns`), EVE's `event_type`, the program of a syslog line; undefined where it names none. */
  readonly kind: string | undefined
  /** Name of the log, as a person knows it. */
  readonly log: string
  /** Line in the log, from 1. */
  readonly line: number
  /** When it happened, Unix time, ms; undefined where the event does not say. */
  readonly timeMs: number | undefined
  /** The line as it was read, without its newline. */
  readonly raw: string
  /** What was read, names and nesting as in the log. */
  readonly members: Members
  /**
   * Values of each field by its full name: nested names are joined by dots, so that `{"id":{"orig_h":…}}` and `{"id.orig_h":…}` are the
   * same. A list gives all its values in order, a list of objects those of each; an empty list or object gives none, but its name stands.
   * Made at the first call and kept.
   */
  readonly fields: () => ReadonlyMap<string, readonly FieldValue[]>
}

/** @returns An event whose fields are made of its members when they are first asked for. */
export function createLogEvent(event: Omit<LogEvent, 'fields'>): LogEvent {
  let fields: ReadonlyMap<string, readonly FieldValue[]> | undefined
  return { ...event, fields: () => (fields ??= flatFields(event.members)) }
}

const deepestNesting = 64

/** Fields of an object by their full names; what is nested deeper than 64 levels is left out. */
export function flatFields(members: Members): ReadonlyMap<string, readonly FieldValue[]> {
  const fields = new Map<string, FieldValue[]>()
  for (const name of Object.keys(members)) addField(fields, name, members[name], 1)
  return fields
}

function addField(fields: Map<string, FieldValue[]>, name: string, value: unknown, depth: number): void {
  if (depth > deepestNesting) return
  let values = fields.get(name)
  if (values === undefined) {
    values = []
    fields.set(name, values)
  }
  if (Array.isArray(value)) {
    for (const item of value) addField(fields, name, item, depth + 1)
  } else if (isMembers(value)) {
    for (const inner of Object.keys(value)) addField(fields, `${name}.${inner}`, value[inner], depth + 1)
  } else if (isFieldValue(value)) {
    values.push(value)
  }
}

function isFieldValue(value: unknown): value is FieldValue {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

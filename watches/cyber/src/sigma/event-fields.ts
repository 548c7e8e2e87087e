import type { FieldValue, LogEvent } from '../detect/log-event.ts'
import type { FieldName, SourceFields } from './source-fields.ts'

/** Fields of one event under the names of rules, each looked up once. A slot stands for one name. */
export type EventFields = {
  /** Undefined where the event has no such field; without values where it is empty. */
  readonly values: (slot: number) => readonly FieldValue[] | undefined
  /** The values as texts. */
  readonly texts: (slot: number) => readonly string[]
  /** The values as texts in lower case. */
  readonly folded: (slot: number) => readonly string[]
}

/** Slot of the whole message, which is asked by tests without a field. */
export const messageSlot = 0

/** What gives the fields of one event after another; of an earlier event nothing is kept. */
export type FieldReader = EventFields & {
  /** @param names - For each slot, the names under which this kind of event may have it. */
  readonly turnTo: (event: LogEvent, names: readonly (readonly FieldName[])[], fields: SourceFields) => void
}

/** @param slots - How many there are, the message's included. */
export function createFieldReader(slots: number): FieldReader {
  const values: (readonly FieldValue[] | undefined)[] = new Array(slots)
  const texts: (readonly string[])[] = new Array(slots)
  const folded: (readonly string[])[] = new Array(slots)
  // In which round a slot was filled: clearing three lists for each event would cost more than most rules.
  const valuesAt = new Uint32Array(slots)
  const textsAt = new Uint32Array(slots)
  const foldedAt = new Uint32Array(slots)
  let round = 0
  let event: LogEvent | undefined
  let names: readonly (readonly FieldName[])[] = []
  let fields: SourceFields = new Map()

  function valuesOf(slot: number): readonly FieldValue[] | undefined {
    if (valuesAt[slot] === round) return values[slot]
    valuesAt[slot] = round
    const found =
      slot === messageSlot && event !== undefined ? [messageOf(event, fields)] : findValues(fields, names[slot] ?? [])
    values[slot] = found
    return found
  }

  function textsOf(slot: number): readonly string[] {
    if (textsAt[slot] === round) return texts[slot] ?? []
    textsAt[slot] = round
    const found = valuesOf(slot)
    const made = found === undefined || found.length === 0 ? noTexts : textsFrom(found)
    texts[slot] = made
    return made
  }

  return {
    turnTo(nextEvent, nextNames, nextFields) {
      round = round === 0xffff_ffff ? restart([valuesAt, textsAt, foldedAt]) : round + 1
      event = nextEvent
      names = nextNames
      fields = nextFields
    },
    values: valuesOf,
    texts: textsOf,
    folded(slot) {
      if (foldedAt[slot] === round) return folded[slot] ?? []
      foldedAt[slot] = round
      const found = textsOf(slot)
      const made = found.length === 0 ? noTexts : found.map(fold)
      folded[slot] = made
      return made
    },
  }
}

const noTexts: readonly string[] = []

/** The form in which texts are compared where upper and lower case are not told apart. */
export function fold(text: string): string {
  // A sigma is one letter, though it is written otherwise at the end of a word.
  return text.toLowerCase().replaceAll('ς', 'σ')
}

function restart(rounds: readonly Uint32Array[]): number {
  for (const each of rounds) each.fill(0)
  return 1
}

function textsFrom(values: readonly FieldValue[]): readonly string[] {
  const texts: string[] = []
  for (const value of values) if (value !== null) texts.push(typeof value === 'string' ? value : String(value))
  return texts
}

/** An object stands under its own name without values: a name with values goes before it. */
function findValues(fields: SourceFields, names: readonly FieldName[]): readonly FieldValue[] | undefined {
  let empty: readonly FieldValue[] | undefined
  for (const { name, derive } of names) {
    const found = fields.get(name)
    if (found === undefined) continue
    const meant = derive === undefined ? found : found.flatMap((value) => derive(value) ?? [])
    if (meant.length > 0) return meant
    empty ??= meant
  }
  return empty
}

/**
 * What a keyword is looked for in: the line, or the values of what was written as JSON, a line each, since JSON writes backslashes and
 * quotes otherwise than people and rules do; both where a line holds JSON within.
 */
function messageOf(event: LogEvent, fields: SourceFields): string {
  const isJson = event.format === 'json' || event.format === 'eve' || event.raw.startsWith('{')
  if (!isJson && !event.raw.includes('{"')) return event.raw
  const lines = isJson ? [] : [event.raw]
  for (const values of fields.values()) for (const value of values) if (value !== null) lines.push(String(value))
  return lines.join('\n')
}

import { windowsEventOf, windowsFields } from '../sigma/windows-source.ts'
import type { FieldValue, LogEvent } from './log-event.ts'
import type { FieldEntry, FieldTable } from './observed-fields.ts'

/** Values of fields by their full names. */
export type Fields = ReadonlyMap<string, readonly FieldValue[]>

/** Under what Windows events and Winlogbeat keep the fields that Sysmon and Windows name. */
const nested = /^(?:(?:Event\.)?EventData|winlog\.event_data)\.(?=.)/

/** A name of a field as Sysmon and Windows give it, without what it is nested in. */
export function bareName(name: string): string {
  return name.replace(nested, '')
}

/** Fields of an event in which those of a Windows event also have their bare names. */
export function fieldsByBareName(event: LogEvent): Fields {
  const fields = event.fields()
  const windows = windowsEventOf(event, fields)
  const named = windows === undefined ? fields : windowsFields(event, windows, fields)
  let bare: Map<string, readonly FieldValue[]> | undefined
  for (const [name, values] of named) {
    const short = bareName(name)
    if (short === name || named.has(short)) continue
    bare ??= new Map(named)
    bare.set(short, values)
  }
  return bare ?? named
}

/** The first value that says something, of the first field that has one. */
export function firstOf(fields: Fields, { names }: FieldEntry): FieldValue | undefined {
  for (const name of names) {
    const value = fields.get(name)?.[0]
    if (value !== undefined && value !== null && value !== '') return value
  }
  return undefined
}

/** What a table finds, by the names of its entries. */
export function readTable<Name extends string>(
  fields: Fields,
  table: Readonly<Record<Name, FieldEntry>>,
): { readonly [name in Name]?: FieldValue }
export function readTable(fields: Fields, table: FieldTable): Readonly<Record<string, FieldValue>> {
  const found: Record<string, FieldValue> = {}
  for (const [name, entry] of Object.entries(table)) {
    const value = firstOf(fields, entry)
    if (value !== undefined) found[name] = value
  }
  return found
}

/** All texts of the fields of an entry that are not empty, each once. */
export function textsAt(fields: Fields, { names }: FieldEntry): readonly string[] {
  const values = names.flatMap((name) => fields.get(name) ?? [])
  return [...new Set(values.flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : [])))]
}

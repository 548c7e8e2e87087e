import type { FieldValue, LogEvent } from '../detect/log-event.ts'
import { isMembers, type Members } from '../members.ts'
import { ecsNames } from './ecs-source.ts'
import { type EventSource, hashOf, type NameTable, named, namesBy, type SourceFields } from './source-fields.ts'
import { windowsCategories, windowsServices } from './windows-channels.ts'

/** What tells one kind of Windows events from another, and how the record was written down. */
export type WindowsEvent = {
  readonly form: 'event' | 'bare' | 'winlogbeat' | 'flat'
  readonly channel: string
  readonly eventId: string
  /** The element within UserData, whose name differs by provider. */
  readonly userData: string | undefined
}

const linuxSysmon = 'linux-sysmon/operational'

/**
 * Recognises a Windows event: as its XML written in JSON (`Event.System.Channel`, with or without `Event`), as Winlogbeat gives it, or
 * flat (`Channel`, `EventID`).
 *
 * @returns Undefined for another event.
 */
export function windowsEventOf(event: LogEvent, fields: SourceFields): WindowsEvent | undefined {
  for (const [form, prefix] of [['event', 'Event.'] as const, ['bare', ''] as const]) {
    const channel = textOf(fields, `${prefix}System.Channel`)
    if (channel === undefined) continue
    const eventId = textOf(fields, `${prefix}System.EventID`, `${prefix}System.EventID.#text`) ?? ''
    return { form, channel: channel.toLowerCase(), eventId, userData: userDataOf(event, form) }
  }
  const beat = textOf(fields, 'winlog.channel')
  if (beat !== undefined) return windows('winlogbeat', beat, textOf(fields, 'winlog.event_id', 'event.code'))
  const flat = textOf(fields, 'Channel')
  const eventId = textOf(fields, 'EventID', 'EventId', 'event_id')
  return flat === undefined || eventId === undefined ? undefined : windows('flat', flat, eventId)
}

/**
 * Fields as rules name them: the names of Defender's and other events have spaces, which rules leave out, and some write the list of
 * `Data` elements as it is, each with its name as an attribute.
 */
export function windowsFields(event: LogEvent, { form }: WindowsEvent, fields: SourceFields): SourceFields {
  let named: Map<string, readonly FieldValue[]> | undefined
  for (const [name, values] of fields) {
    if (!name.includes(' ')) continue
    named ??= new Map(fields)
    named.set(name.replaceAll(' ', ''), values)
  }
  const listed = form === 'event' || form === 'bare' ? listedData(event, form) : []
  if (listed.length === 0) return named ?? fields
  named ??= new Map(fields)
  for (const [name, value] of listed) named.set(`${form === 'event' ? 'Event.' : ''}EventData.${name}`, [value])
  return named
}

function listedData(event: LogEvent, form: 'event' | 'bare'): readonly (readonly [string, FieldValue])[] {
  const data = eventDataOf(event, form)?.['Data']
  if (!Array.isArray(data)) return []
  return data.flatMap((item: unknown) => {
    if (!isMembers(item)) return []
    const attributes = isMembers(item['#attributes']) ? item['#attributes'] : item
    const name = attributes['Name'] ?? attributes['@Name']
    const value = item['#text'] ?? ''
    const isNamed = typeof name === 'string' && (typeof value === 'string' || typeof value === 'number')
    return isNamed ? [[name.replaceAll(' ', ''), value] as const] : []
  })
}

function eventDataOf(event: LogEvent, form: 'event' | 'bare'): Members | undefined {
  const data = outerOf(event, form)?.['EventData']
  return isMembers(data) ? data : undefined
}

function outerOf({ members }: LogEvent, form: 'event' | 'bare'): Members | undefined {
  const outer = form === 'event' ? members['Event'] : members
  return isMembers(outer) ? outer : undefined
}

function windows(form: WindowsEvent['form'], channel: string, eventId: string | undefined): WindowsEvent {
  return { form, channel: channel.toLowerCase(), eventId: eventId ?? '', userData: undefined }
}

function textOf(fields: SourceFields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields.get(name)?.[0]
    if (value !== undefined && value !== null && value !== '') return String(value)
  }
  return undefined
}

function userDataOf(event: LogEvent, form: 'event' | 'bare'): string | undefined {
  const userData = outerOf(event, form)?.['UserData']
  return isMembers(userData)
    ? Object.keys(userData).find((name) => isMembers(userData[name]) && !name.startsWith('#'))
    : undefined
}

/** Which rules are about such an event, and what its fields are called. */
export function windowsSource(event: WindowsEvent): EventSource {
  const isLinux = event.channel === linuxSysmon
  const channel = isLinux ? 'microsoft-windows-sysmon/operational' : event.channel
  const eventId = Number(event.eventId)
  const categories = Object.entries(windowsCategories).flatMap(([category, kinds]) =>
    kinds.some((kind) => kind.channel === channel && kind.eventIds.includes(eventId)) ? [category] : [],
  )
  const services = Object.entries(windowsServices).flatMap(([service, channels]) =>
    channels.includes(channel) ? [service] : [],
  )
  const aliases = channel === 'security' && eventId === 4688 ? processCreation4688 : noAliases
  return { products: [isLinux ? 'linux' : 'windows'], categories, services, names: windowsNames(event, aliases) }
}

type Aliases = { readonly [ruleField: string]: string }

const noAliases: Aliases = {}
/** Names of Sysmon for the event of Windows itself; its own ProcessId is that of the parent. */
const processCreation4688: Aliases = {
  Image: 'NewProcessName',
  ParentImage: 'ParentProcessName',
  User: 'SubjectUserName',
  LogonId: 'SubjectLogonId',
  ProcessId: 'NewProcessId',
  ParentProcessId: 'ProcessId',
}

const hashes: NameTable = {
  md5: hashOf('MD5', 'Hashes'),
  sha1: hashOf('SHA1', 'Hashes'),
  sha256: hashOf('SHA256', 'Hashes'),
  imphash: hashOf('IMPHASH', 'Hashes'),
  Imphash: hashOf('IMPHASH', 'Hashes'),
}

function windowsNames(event: WindowsEvent, aliases: Aliases): EventSource['names'] {
  const places = placesOf(event)
  return (ruleField) => {
    const field = Object.hasOwn(aliases, ruleField) ? (aliases[ruleField] ?? ruleField) : ruleField
    const inData = places.data.map((prefix) => ({ name: `${prefix}${field}` }))
    const inHashes = (Object.hasOwn(hashes, field) ? (hashes[field] ?? []) : []).flatMap(({ derive }) =>
      derive === undefined ? [] : places.data.map((prefix) => ({ name: `${prefix}Hashes`, derive })),
    )
    return [...inData, ...places.system(field), ...inHashes]
  }
}

type Places = { readonly data: readonly string[]; readonly system: (field: string) => ReturnType<typeof named> }

function placesOf(event: WindowsEvent): Places {
  if (event.form === 'flat') return { data: ['', 'EventData.'], system: flatSystem }
  if (event.form === 'winlogbeat') {
    return {
      data: ['winlog.event_data.', 'winlog.user_data.', ''],
      system: namesBy({ ...ecsNames, ...winlogbeatSystem }),
    }
  }
  const outer = event.form === 'event' ? 'Event.' : ''
  const userData = event.userData === undefined ? [] : [`${outer}UserData.${event.userData}.`]
  return { data: [`${outer}EventData.`, ...userData], system: (field) => systemNames(`${outer}System.`, field) }
}

function flatSystem(field: string): ReturnType<typeof named> {
  return field === 'Provider_Name' ? named('ProviderName', 'SourceName', 'Provider') : []
}

const winlogbeatSystem: NameTable = {
  EventID: named('winlog.event_id', 'event.code'),
  Channel: named('winlog.channel'),
  Provider_Name: named('winlog.provider_name'),
  Computer: named('winlog.computer_name'),
}

/** An attribute of an element of System, `Provider_Name`, in the ways in which XML is written as JSON. */
function systemNames(prefix: string, field: string): ReturnType<typeof named> {
  const [element = '', attribute, ...rest] = field.split('_')
  const plain = [`${prefix}${field}`, `${prefix}${field}.#text`]
  if (attribute === undefined || rest.length > 0) return named(...plain)
  const inner = ['.#attributes.', '_attributes.', '.@', '.'].map(
    (between) => `${prefix}${element}${between}${attribute}`,
  )
  return named(...plain, ...inner)
}

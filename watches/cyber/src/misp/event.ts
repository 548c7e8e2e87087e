import { canonicalBytes, type Tlp, utf8Bytes } from '@yagura/record'
import { isMembers, type Members } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { uuidFromName } from '../stix/uuid.ts'
import { readTags, type Tags } from './tags.ts'

/** What the attributes of a MISP event share. */
export type MispEvent = {
  readonly uuid: string
  readonly info: string
  readonly createdUtc: string
  readonly modifiedUtc: string
  readonly creator: StixObject
  readonly tags: Tags
  readonly tlp: Tlp | undefined
  /** Equal for events that say the same beside their attributes. */
  readonly fingerprint: Uint8Array
}

const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Who may have it where no TLP tag says so: the organisation, this community, connected ones, all, a sharing group. */
const byDistribution: Readonly<Record<string, Tlp>> = {
  '0': 'RED',
  '1': 'AMBER+STRICT',
  '2': 'AMBER',
  '3': 'GREEN',
  '4': 'AMBER+STRICT',
}

/**
 * Reads an event without its attributes and objects.
 *
 * @param json - The value of “Event”.
 * @returns Undefined for what is no event.
 */
export function readEvent(json: unknown): MispEvent | undefined {
  if (!isMembers(json)) return undefined
  const { info } = json
  const uuid = uuidOf(json)
  if (typeof info !== 'string' || uuid === undefined) return undefined
  const tags = readTags(json)
  const date = typeof json['date'] === 'string' ? instantOf(`${json['date']}T00:00:00Z`) : undefined
  const modifiedUtc = secondsUtc(json['timestamp']) ?? date ?? unknownTime
  const createdUtc = date !== undefined && date < modifiedUtc ? date : modifiedUtc
  const creator = organisation(isMembers(json['Orgc']) ? json['Orgc'] : { name: 'unknown' })
  const tlp = tags.tlp ?? byDistribution[String(json['distribution'])]
  const shared = { uuid, info, createdUtc, modifiedUtc, creator: creator.id, labels: [...tags.labels], tlp: tlp ?? '' }
  const fingerprint = utf8Bytes(
    uuidFromName(canonicalBytes({ ...shared, galaxies: tags.galaxies.map(({ tag }) => tag) }), 5),
  )
  return { uuid, info, createdUtc, modifiedUtc, creator, tags, tlp, fingerprint }
}

/** The marking label of an attribute or object: its own tag or distribution, else that of its event, and never wider than the event's. */
export function tlpWithin(event: MispEvent, json: Members, tags: Tags): Tlp | undefined {
  const own =
    tags.tlp ?? (json['distribution'] === undefined ? undefined : byDistribution[String(json['distribution'])])
  return narrower(event.tlp, event.tags.tlp !== undefined && tags.tlp === undefined ? undefined : own)
}

const order: readonly Tlp[] = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']

function narrower(a: Tlp | undefined, b: Tlp | undefined): Tlp | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return order.indexOf(a) > order.indexOf(b) ? a : b
}

/** Of what has no time: a time that is the same for all who read it. */
const unknownTime = '1970-01-01T00:00:00.000Z'

/** An organisation by its UUID; its name is all that MISP says of it. */
export function organisation(json: Members): StixObject {
  const name = typeof json['name'] === 'string' && json['name'].trim() !== '' ? json['name'] : 'unknown'
  const uuid = uuidOf(json) ?? uuidFromName(`organisation ${name}`, 5)
  return {
    type: 'identity',
    spec_version: '2.1',
    // MISP has no versions of organisations: another name is another identity, so that none is told two ways.
    id: `identity--${uuidFromName(`organisation ${uuid} ${name}`, 5)}`,
    created: unknownTime,
    modified: unknownTime,
    name,
    identity_class: 'organization',
  }
}

/** @returns The UUID of something of MISP in small letters, undefined where it has none. */
export function uuidOf(json: Members): string | undefined {
  const { uuid } = json
  return typeof uuid === 'string' && uuidForm.test(uuid) ? uuid.toLowerCase() : undefined
}

/** @param seconds - Unix time, s, as MISP writes it: a text of digits. @returns Undefined for 0 and for what is no time. */
export function secondsUtc(seconds: unknown): string | undefined {
  const unixS = typeof seconds === 'string' || typeof seconds === 'number' ? Number(seconds) : Number.NaN
  return Number.isFinite(unixS) && unixS > 0 && unixS < 253_402_300_800
    ? new Date(unixS * 1000).toISOString()
    : undefined
}

/** @param text - A time in ISO 8601, with any offset. @returns It in UTC to the millisecond, undefined where it is none. */
export function instantOf(text: unknown): string | undefined {
  const unixMs = typeof text === 'string' ? Date.parse(text) : Number.NaN
  return Number.isNaN(unixMs) ? undefined : new Date(unixMs).toISOString()
}

import { createHash } from 'node:crypto'
import type { ArchiveRow } from '@yagura/core'
import { type ElementSet, formatUtc } from '@yagura/formats'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

/** Collection of the archive that holds every element set ever received, until retention removes it. */
export const ELEMENTS = 'elements'

const ID_DIGITS = 9
const HASH_DIGITS = 16

const ArchivedSet = Type.Object({
  set: Type.Object({
    id: Type.Integer(),
    authority: Type.Union([Type.Literal('NORAD'), Type.Literal('JSC')]),
    name: Type.Optional(Type.String()),
    internationalDesignator: Type.Optional(Type.String()),
    epochUtc: Type.Object({ mjd: Type.Integer(), secondOfDay: Type.Number() }),
    meanMotionRevPerDay: Type.Number(),
    eccentricity: Type.Number(),
    inclinationDeg: Type.Number(),
    rightAscensionDeg: Type.Number(),
    argumentOfPerigeeDeg: Type.Number(),
    meanAnomalyDeg: Type.Number(),
    bstarPerEarthRadius: Type.Number(),
    meanMotionDotRevPerDay2: Type.Number(),
    meanMotionDdotRevPerDay3: Type.Number(),
    ephemerisType: Type.Integer(),
    classification: Type.String(),
    elementSetNumber: Type.Number(),
    revolutionAtEpoch: Type.Number(),
    origin: Type.Object({ file: Type.String(), line: Type.Integer() }),
  }),
  sourceId: Type.String(),
  receivedMs: Type.Number(),
})

const archivedSet = Compile(ArchivedSet)
const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** An element set with when and from which source it came. */
export type ReceivedSet = { readonly set: ElementSet; readonly sourceId: string; readonly receivedMs: number }

/** Beginning of the keys of all element sets of an object. */
export function keyPrefix(id: number): string {
  return `${String(id).padStart(ID_DIGITS, '0')}/`
}

/** Key under which an element set is kept: equal for equal statements, wherever they were read; in order of id and epoch. */
function keyOf(set: ElementSet): string {
  const { origin, ...stated } = set
  const hash = createHash('sha256').update(JSON.stringify(stated)).digest('hex')
  return `${keyPrefix(set.id)}${formatUtc(set.epochUtc)}/${hash.slice(0, HASH_DIGITS)}`
}

/** An element set as a row of the archive. */
export function archiveRowOf(received: ReceivedSet): ArchiveRow {
  return {
    collection: ELEMENTS,
    key: keyOf(received.set),
    atMs: received.receivedMs,
    body: encoder.encode(JSON.stringify(received)),
  }
}

/** Reads a row of the archive back; undefined where it is none of ours. */
export function receivedSetOf(body: Uint8Array): ReceivedSet | undefined {
  const value: unknown = JSON.parse(decoder.decode(body))
  if (!archivedSet.Check(value)) return undefined
  const { set, sourceId, receivedMs }: Static<typeof ArchivedSet> = value
  const { name, internationalDesignator } = set
  return { set: { ...set, name, internationalDesignator }, sourceId, receivedMs }
}

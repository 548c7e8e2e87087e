import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'

/** Collections of what detection keeps in the node's store. */
export const detectionCollections = {
  inputs: 'log-inputs',
  places: 'log-places',
  remembered: 'detection-memory',
  detections: 'detections',
  suppressions: 'suppressions',
  settings: 'detection-settings',
} as const

const StoredInput = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['file', 'folder', 'syslog-udp', 'syslog-tcp', 'syslog-tls']),
  format: Type.Enum(['eve', 'zeek', 'json', 'syslog']),
  location: Type.String(),
  allowRemote: Type.Boolean(),
  expectedEveryMin: Type.Optional(Type.Integer()),
})

const FilePlace = Type.Object({
  path: Type.String(),
  inode: Type.Number(),
  /** Bytes that are done. */
  offset: Type.Integer(),
  /** Lines that are done. */
  lines: Type.Integer(),
  /** Whether the offset lies within a line that is left out for its length. */
  isInLongLine: Type.Boolean(),
  /** SHA-256 of the first bytes, hex, and how many they are. */
  head: Type.String(),
  headBytes: Type.Integer(),
  /** Header of a Zeek log in columns. */
  header: Type.Optional(
    Type.Readonly(
      Type.Object({
        separator: Type.String(),
        setSeparator: Type.String(),
        emptyField: Type.String(),
        unsetField: Type.String(),
        path: Type.Optional(Type.String()),
        fields: Type.Array(Type.String()),
        types: Type.Array(Type.String()),
      }),
    ),
  ),
})
const StoredPlaces = Type.Object({ files: Type.Array(FilePlace) })

/** A log that an administrator had followed. */
export type StoredInput = Static<typeof StoredInput>

type StoredPlace = Static<typeof FilePlace>

/** How far a file was read. */
export type FilePlace = Omit<StoredPlace, 'header'> & {
  readonly header?: Omit<NonNullable<StoredPlace['header']>, 'fields' | 'types'> & {
    readonly fields: readonly string[]
    readonly types: readonly string[]
  }
}

/** @returns Undefined where a document is no input. */
export function readStoredInput(body: unknown): StoredInput | undefined {
  return Check(StoredInput, body) ? body : undefined
}

/** @returns How far the files of an input were read; none where a document says nothing of it. */
export function readStoredPlaces(body: unknown): readonly FilePlace[] {
  return Check(StoredPlaces, body) ? body.files : []
}

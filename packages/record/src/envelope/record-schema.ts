import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import { Marking } from '../marking/marking.ts'

/** Media type of a record in a DSSE envelope. */
export const recordType = 'application/vnd.yagura.record+json'

/** The closed schema of `data` for each kind of record that a reader knows. */
export type KindSchemas = Readonly<Record<string, TSchema>>

/**
 * Whether a value is as a schema says. It comes in as an argument where many records are read: made into code it takes a twentieth of
 * the time, which a page under a content security policy must not do.
 */
export type Fits = <Schema extends TSchema>(schema: Schema, value: unknown) => value is Static<Schema>

/** Walks the schema anew each time; goes everywhere. */
export const fitsByWalking: Fits = (schema, value) => Check(schema, value)

/** How a record stands to another: taken from it, in place of it, about it … */
const Reference = Type.Object(
  {
    rel: Type.String({ pattern: '^[a-z][A-Za-z]{0,31}$' }),
    /** SHA-256 of the other's body, 64 hex digits. */
    to: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
)

/** What somebody says, as it is signed. `data` has the closed schema of its kind. */
export const RecordBody = Type.Object(
  {
    /** When the author says it was; nothing is judged by it. */
    at: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' }),
    /** `<node>/<name>` of the author. */
    by: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}/[a-z0-9][a-z0-9-]{0,62}$' }),
    data: Type.Unknown(),
    /** ULID. */
    id: Type.String({ pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' }),
    kind: Type.String({ pattern: '^[a-z][a-zA-Z]{0,31}\\.[a-z][a-zA-Z]{0,31}$' }),
    mark: Marking,
    refs: Type.Array(Reference, { maxItems: 64 }),
    v: Type.Literal(1),
  },
  { additionalProperties: false },
)
/** What somebody says, as it is signed. */
export type RecordBody = Static<typeof RecordBody>

/** A body with its signatures: one line of canonical JSON below 64 KiB. */
export const SignedRecord = Type.Object(
  {
    body: RecordBody,
    sigs: Type.Array(
      Type.Object(
        {
          /** Key, see `Signer`. */
          k: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,62}/[a-z0-9][a-z0-9-]{0,62}#[0-9a-f]{4}$' }),
          /** Ed25519 over the DSSE pre-authentication encoding of the canonical body; 64 bytes in unpadded base64url. */
          s: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 8 },
    ),
  },
  { additionalProperties: false },
)
/** A body with its signatures. */
export type SignedRecord = Static<typeof SignedRecord>

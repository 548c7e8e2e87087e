import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const
/** A signed note as it was received. */
const NoteText = Type.String()
const Index = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
/** Proof of inclusion, from the leaf up, each hash in base64. */
const Path = Type.Array(Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }), { maxItems: 64 })
const entryInLog = {
  v: Type.Literal(1),
  checkpoint: NoteText,
  /** The entry as text: its UTF-8 bytes are what the leaf hash is of. */
  entry: Type.String(),
  index: Index,
  path: Path,
}

/** A log signed two trees of one size. */
export const EquivocationBundle = Type.Object(
  { v: Type.Literal(1), kind: Type.Literal('EQUIVOCATION'), checkpoints: Type.Tuple([NoteText, NoteText]) },
  closed,
)

/** A log served a tree smaller than one that a witness had cosigned before; that it did so later is the witness's word. */
export const RollbackBundle = Type.Object(
  {
    v: Type.Literal(1),
    kind: Type.Literal('ROLLBACK'),
    /** The larger one, cosigned by the witness, and the smaller one. */
    checkpoints: Type.Tuple([NoteText, NoteText]),
    /** A note by the witness, see `rollbackStatement`. */
    statement: NoteText,
  },
  closed,
)

/** A log holds an entry whose marking belongs into another, or into none. */
export const SpillBundle = Type.Object({ kind: Type.Literal('SPILL'), ...entryInLog }, closed)

/** A log holds an entry. */
export const InclusionBundle = Type.Object({ kind: Type.Literal('INCLUSION'), ...entryInLog }, closed)

/** Evidence that a stranger can check with nothing but the partner cards: one file of canonical JSON. */
export const EvidenceBundle = Type.Union([EquivocationBundle, RollbackBundle, SpillBundle, InclusionBundle])
/** Evidence that a stranger can check with nothing but the partner cards. */
export type EvidenceBundle = Static<typeof EvidenceBundle>

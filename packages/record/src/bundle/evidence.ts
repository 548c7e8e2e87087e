import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const
/** A signed note as it was received. */
const NoteText = Type.String()
const Index = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
/** Hashes of a proof in their order (RFC 9162), in base64. */
const Hash = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' })
const Path = Type.Array(Hash, { maxItems: 64 })
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

/** A log signed two trees of different sizes of which the larger does not begin with the smaller. */
export const ForkBundle = Type.Object(
  {
    v: Type.Literal(1),
    kind: Type.Literal('FORK'),
    /** The smaller one and the larger one. */
    checkpoints: Type.Tuple([NoteText, NoteText]),
    /** Root of as many entries as the smaller tree has, as the larger tree begins. */
    rootByLarger: Hash,
    /** Proof of consistency from `rootByLarger` to the root of the larger. */
    path: Path,
  },
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
export const EvidenceBundle = Type.Union([EquivocationBundle, ForkBundle, RollbackBundle, SpillBundle, InclusionBundle])
/** Evidence that a stranger can check with nothing but the partner cards. */
export type EvidenceBundle = Static<typeof EvidenceBundle>

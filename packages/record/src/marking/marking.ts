import { type Static, Type } from 'typebox'

/** Real data, or not: records of different modes are never joined, compared or kept together. */
export const Mode = Type.Union([
  Type.Literal('REAL'),
  Type.Literal('EXERCISE'),
  Type.Literal('TEST'),
  Type.Literal('SIMULATED'),
])
/** Mode of a record, of a log and of a node. */
export type Mode = Static<typeof Mode>

/** TLP 2.0 labels, from the widest to the narrowest. */
export const Tlp = Type.Union([
  Type.Literal('CLEAR'),
  Type.Literal('GREEN'),
  Type.Literal('AMBER'),
  Type.Literal('AMBER+STRICT'),
  Type.Literal('RED'),
])
/** Traffic light label. */
export type Tlp = Static<typeof Tlp>

const Tag = Type.String({ pattern: '^[A-Z0-9][A-Z0-9 +/.-]{0,63}$' })
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' })

/**
 * Who may see a record. Sets are sorted and without repetition, so that equal markings are equal bytes.
 * Of `aud` as of every tag: absent means unrestricted by that tag, empty means nobody.
 */
export const Marking = Type.Object(
  {
    /** Policy by whose words the level is meant. */
    pol: Type.String({ pattern: '^[A-Z][A-Z0-9-]{0,15}$' }),
    /** 0 unclassified … 4 the highest of the policy. */
    lvl: Type.Integer({ minimum: 0, maximum: 4 }),
    /** By nation (ISO 3166-1 alpha-3): 1 display only, 2 release. Nobody else gets anything; 0 is not written. */
    aud: Type.Optional(
      Type.Record(Type.String({ pattern: '^[A-Z]{3}$' }), Type.Union([Type.Literal(1), Type.Literal(2)]), {
        maxProperties: 32,
        additionalProperties: false,
      }),
    ),
    /** Controls such as ORCON, sorted. */
    ctl: Type.Optional(Type.Array(Tag, { maxItems: 16, uniqueItems: true })),
    /** Compartments, sorted. */
    comp: Type.Optional(Type.Array(Tag, { maxItems: 16, uniqueItems: true })),
    tlp: Type.Optional(Tlp),
    mode: Mode,
    /** End of validity; then it is looked at again, it does not fall by itself. */
    until: Type.Optional(Instant),
    /** Why it is higher than the join of its sources. */
    why: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
)
/** Who may see a record. */
export type Marking = Static<typeof Marking>

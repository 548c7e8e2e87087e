import { type Static, Type } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { type Faulty, faulty } from '../fault.ts'

const Words = Type.Object(
  { en: Type.String({ minLength: 1, maxLength: 300 }), ja: Type.String({ minLength: 1, maxLength: 300 }) },
  { additionalProperties: false },
)
const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$' })
const Short = Type.String({ minLength: 1, maxLength: 16 })
const PolicyId = '^[A-Z][A-Z0-9-]{0,15}$'
const TagName = '^[A-Z0-9][A-Z0-9 +/.-]{0,63}$'
const NationCode = '^[A-Z]{3}$'
const LevelNumber = Type.Integer({ minimum: 0, maximum: 4 })

const Level = Type.Object(
  {
    phrase: Words,
    portion: Words,
    colour: Type.Object({ ground: Colour, text: Colour }, { additionalProperties: false }),
  },
  { additionalProperties: false },
)

const Control = Type.Object(
  {
    phrase: Words,
    portion: Short,
    /** What the control does: asks the originator before onward use, keeps out all but `nations`, or is words to heed. */
    rule: Type.Union([
      Type.Literal('originator-approves'),
      Type.Literal('named-nations-only'),
      Type.Literal('words-only'),
    ]),
    /** With `named-nations-only`. */
    nations: Type.Optional(Type.Array(Type.String({ pattern: NationCode }), { maxItems: 32, uniqueItems: true })),
  },
  { additionalProperties: false },
)

/** A national policy, as its file says it: data, not code (the idea of XML-SPIF). */
export const Policy = Type.Object(
  {
    v: Type.Literal(1),
    id: Type.String({ pattern: PolicyId }),
    name: Words,
    /** Whether and for whom it has force. */
    notice: Words,
    /** Whose policy it is; named first in a list of nations. */
    nation: Type.Optional(Type.String({ pattern: NationCode })),
    /** Between the parts of a banner. */
    separator: Type.String({ minLength: 1, maxLength: 8 }),
    /** Around a portion mark. */
    portion: Type.Object({ open: Short, close: Short }, { additionalProperties: false }),
    words: Type.Object({ releasable: Words, displayOnly: Words, nobody: Words }, { additionalProperties: false }),
    /** From 0 up. */
    levels: Type.Array(Level, { minItems: 1, maxItems: 5 }),
    controls: Type.Record(Type.String({ pattern: TagName }), Control, { additionalProperties: false }),
    compartments: Type.Record(
      Type.String({ pattern: TagName }),
      Type.Object({ phrase: Words, portion: Short }, { additionalProperties: false }),
      { additionalProperties: false },
    ),
    /** By another policy's id: for each of its levels from 0 up the level of this policy that protects as much. */
    equivalences: Type.Record(Type.String({ pattern: PolicyId }), Type.Array(LevelNumber, { maxItems: 5 }), {
      additionalProperties: false,
    }),
    /** Nations to which the policy may name a release at all. */
    nations: Type.Record(Type.String({ pattern: NationCode }), Words, { additionalProperties: false }),
  },
  { additionalProperties: false },
)
/** A national policy. */
export type Policy = Static<typeof Policy>

/** The policies that a node knows, by id. */
export type Policies = ReadonlyMap<string, Policy>

/**
 * A policy from its file.
 *
 * @param json - The parsed file.
 * @returns The policy, or `marking/malformed-policy` with what is wrong: the shape; an equivalence that falls where the other
 *   policy rises, names a level that is not there, or is with itself; a control that keeps out all but nations and names none.
 */
export function readPolicy(json: unknown): { readonly ok: true; readonly policy: Policy } | Faulty {
  if (!Check(Policy, json)) {
    const [first] = Errors(Policy, json)
    return faulty('marking/malformed-policy', `policy${first?.instancePath ?? ''}: ${first?.message ?? 'not a policy'}`)
  }
  for (const [other, levels] of Object.entries(json.equivalences)) {
    if (other === json.id) return faulty('marking/malformed-policy', `policy ${json.id}: an equivalence with itself`)
    if (levels.some((level, at) => level >= json.levels.length || level < (levels[at - 1] ?? 0))) {
      return faulty(
        'marking/malformed-policy',
        `policy ${json.id}: the equivalence with ${other} falls or names no level`,
      )
    }
  }
  for (const [name, control] of Object.entries(json.controls)) {
    if ((control.rule === 'named-nations-only') !== (control.nations !== undefined)) {
      return faulty(
        'marking/malformed-policy',
        `policy ${json.id}: ${name} must name nations exactly if it is for them only`,
      )
    }
  }
  return { ok: true, policy: json }
}

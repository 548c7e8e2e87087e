import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf } from './common.ts'

const corners = ['adversary', 'capability', 'infrastructure', 'victim'] as const
const officer = { tag: 'cyber', access: 'officer' } as const

const Thing = closed({
  id: Type.String(),
  type: Type.String(),
  title: Type.String(),
  isKnown: Type.Boolean({ description: 'Whether this node has it among its objects.' }),
})
const Texts = Type.Array(Type.String())

/** An intrusion as a diamond: adversary, capability, infrastructure, victim. */
export const DiamondAnswer = closed({
  vertices: closed({
    adversary: Type.Array(Thing),
    capability: Type.Array(Thing),
    infrastructure: Type.Array(Thing),
    victim: Type.Array(Thing),
  }),
  edges: Type.Array(
    closed({
      kind: Type.String(),
      source: Type.String(),
      from: oneOf([...corners]),
      target: Type.String(),
      to: oneOf([...corners]),
    }),
  ),
  meta: closed({
    firstUtc: nullable(Type.String()),
    lastUtc: nullable(Type.String()),
    phases: Texts,
    results: Texts,
    methods: Texts,
    resources: Texts,
    motives: Texts,
  }),
  isWhole: Type.Boolean({ description: 'Whether all that lies around was read.' }),
  marks: Type.Array(Type.Unknown(), { description: 'Markings of what is shown, each once.' }),
})
/** An intrusion as a diamond. */
export type DiamondAnswer = Static<typeof DiamondAnswer>

export const diamondOperations = {
  readStixDiamond: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/objects/:id/diamond',
    summary: 'What lies around an object, as the diamond of an intrusion.',
    params: closed({ id: Type.String({ minLength: 1, maxLength: 300 }) }),
    answer: DiamondAnswer,
  },
  readCaseDiamond: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/cases/:id/diamond',
    summary: 'What a case says and links, as the diamond of an intrusion.',
    params: closed({ id: Type.String({ pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$', description: 'ULID' }) }),
    answer: DiamondAnswer,
  },
} as const satisfies Record<string, Operation>

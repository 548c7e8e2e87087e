import { type Static, type TSchema, Type } from 'typebox'

const closed = <Members extends Record<string, TSchema>>(members: Members) =>
  Type.Object(members, { additionalProperties: false })
const finite = (description: string) => Type.Number({ description })
const vector = (description: string) => Type.Array(Type.Number(), { minItems: 3, maxItems: 3, description })
const Utc = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$' })
const words = (mostCharacters: number) => Type.String({ minLength: 1, maxLength: mostCharacters })

/** One of the two objects. What is optional here and below may be left out of the version for a partner. */
const SharedParty = closed({
  /** Catalogue number. */
  id: Type.Integer({ minimum: 1, maximum: 999_999_999 }),
  name: Type.Optional(words(100)),
  owner: Type.Optional(words(20)),
  /** Epoch of the element set that was used. */
  epochUtc: Type.Optional(Utc),
  /** At the time of closest approach, in TEME: km and km/s. */
  stateTeme: Type.Optional(closed({ positionKm: vector('km'), velocityKmPerS: vector('km/s') })),
})

/** A close approach as one nation tells it to others: kind `space.closeApproach`. */
export const SharedCloseApproach = closed({
  primary: SharedParty,
  secondary: SharedParty,
  tcaUtc: Utc,
  missKm: Type.Optional(Type.Number({ minimum: 0 })),
  relativeSpeedKmPerS: Type.Optional(Type.Number({ minimum: 0 })),
  /** Secondary from primary in the primary's RTN frame, km. */
  rtnKm: Type.Optional(closed({ radial: finite('km'), transverse: finite('km'), normal: finite('km') })),
  /** How sure the states are: elements of SGP4 come without a covariance. */
  covariance: Type.Optional(Type.Literal('unknown')),
  /** Upper bound of the probability of collision (SOCRATES model). */
  maxPc: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  /** When and how it was computed. */
  computedUtc: Type.Optional(Utc),
  method: Type.Optional(words(200)),
})
/** A close approach as one nation tells it to others. */
export type SharedCloseApproach = Static<typeof SharedCloseApproach>

/** An alert as one nation tells it to others: kind `space.alert`. */
export const SharedAlert = closed({
  priority: Type.Union([
    Type.Literal('critical'),
    Type.Literal('serious'),
    Type.Literal('caution'),
    Type.Literal('advisory'),
  ]),
  /** Names and figures of the approach stand in the texts too: who leaves them out there leaves them out here. */
  title: Type.Optional(words(300)),
  reason: Type.Optional(words(2000)),
  consequence: Type.Optional(words(1000)),
  action: Type.Optional(words(1000)),
  actByUtc: Type.Optional(Utc),
  /** The approach that it is about. */
  approach: Type.Optional(SharedCloseApproach),
})
/** An alert as one nation tells it to others. */
export type SharedAlert = Static<typeof SharedAlert>

/** The closed schemas of the records of this watch by their kind; whoever reads records is handed them. */
export const spaceRecordSchemas = {
  'space.closeApproach': SharedCloseApproach,
  'space.alert': SharedAlert,
} as const

import { Marking } from '@yagura/record'
import { SharedCloseApproach } from '@yagura/space'
import { type Static, Type } from 'typebox'
import { CatalogueNumber, closed, nullable, oneOf, Priority, Utc } from './common.ts'

const km = (description: string) => Type.Number({ description: `${description}, km` })
const vector = (description: string) => Type.Array(Type.Number(), { minItems: 3, maxItems: 3, description })

/** How far an element set can be trusted by its age: 3, 14 and 30 days. */
const Freshness = oneOf(['fresh', 'old', 'stale', 'expired'])

/** One object as a list shows it. */
export const SpaceObject = closed({
  id: CatalogueNumber,
  name: nullable(Type.String()),
  internationalDesignator: nullable(Type.String()),
  objectType: oneOf(['payload', 'rocket-body', 'debris', 'unknown']),
  objectTypeBasis: oneOf(['satcat', 'inferred', 'unknown']),
  owner: nullable(Type.String({ description: 'Owner code of the SATCAT.' })),
  ownerBasis: oneOf(['satcat', 'inferred', 'unknown']),
  regime: Type.String({ description: 'LEO, MEO, GEO, HEO … as `yagura space catalogue` prints it.' }),
  perigeeKm: km('Height of the mean orbit’s perigee over 6378.135 km'),
  apogeeKm: km('Height of the mean orbit’s apogee over 6378.135 km'),
  inclinationDeg: Type.Number(),
  periodMin: Type.Number(),
  epochUtc: Utc,
  ageDays: Type.Number({ description: 'From the epoch to now, days; negative for an epoch ahead.' }),
  freshness: Freshness,
  usable: Type.Boolean({ description: 'Whether it takes part in automatic judgement.' }),
  source: Type.String(),
  alert: nullable(Priority),
})

/** The whole catalogue in columns, for a list that sorts and filters 30,000 rows by itself. Ages follow from `epochMs`. */
export const CatalogueColumns = closed({
  revision: Type.Integer({ description: 'Grows with every change of the catalogue.' }),
  id: Type.Array(Type.Integer()),
  name: Type.Array(Type.String({ description: 'Empty where unknown.' })),
  designator: Type.Array(Type.String()),
  objectType: Type.Array(Type.String()),
  owner: Type.Array(Type.String()),
  regime: Type.Array(Type.String()),
  perigeeKm: Type.Array(Type.Number()),
  apogeeKm: Type.Array(Type.Number()),
  inclinationDeg: Type.Array(Type.Number()),
  periodMin: Type.Array(Type.Number()),
  epochMs: Type.Array(Type.Number({ description: 'Unix time of the epoch, ms.' })),
  usable: Type.Array(Type.Boolean()),
})

export const ElementSetView = closed({
  id: CatalogueNumber,
  epochUtc: Utc,
  meanMotionRevPerDay: Type.Number(),
  eccentricity: Type.Number(),
  inclinationDeg: Type.Number(),
  rightAscensionDeg: Type.Number(),
  argumentOfPerigeeDeg: Type.Number(),
  meanAnomalyDeg: Type.Number(),
  bstarPerEarthRadius: Type.Number(),
  elementSetNumber: Type.Integer(),
  revolutionAtEpoch: Type.Integer(),
  source: Type.String(),
  file: Type.String(),
  line: Type.Integer(),
  receivedUtc: Utc,
  record: Type.String({ description: 'As TLE lines where it fits them, else OMM KVN.' }),
})

/** An element set that a partner sent, with where it comes from; it never takes the place of this node’s own. */
export const PartnerElementSet = closed({
  recordId: Type.String({ description: 'SHA-256 of the body of the record that names the dataset.' }),
  node: Type.String(),
  party: Type.String({ description: 'ISO 3166-1 alpha-3' }),
  origin: Type.String({ description: 'The partner’s log that holds the record.' }),
  index: Type.Integer({ description: 'Its place there.' }),
  receivedUtc: Utc,
  mark: Marking,
  banner: closed({ en: Type.String(), ja: Type.String() }),
  portion: closed({ en: Type.String(), ja: Type.String() }),
  elements: ElementSetView,
  ageDays: Type.Number({ description: 'From the epoch to now, days; negative for an epoch ahead.' }),
  /** Its position now as seen from that by the set that is in use, in that one’s RTN frame; null where it is the one in use. */
  difference: nullable(
    closed({
      atUtc: Utc,
      radialKm: km('Along the radius'),
      inTrackKm: km('Along the motion'),
      crossTrackKm: km('Along the orbit normal'),
    }),
  ),
})
export type PartnerElementSet = Static<typeof PartnerElementSet>

export const SpaceObjectDetail = closed({
  object: SpaceObject,
  elements: ElementSetView,
  /** What partners sent of the same object, newest epoch first. */
  fromPartners: Type.Array(PartnerElementSet),
  findings: Type.Array(closed({ code: Type.String(), verdict: Type.String(), message: Type.String() })),
  historyCount: Type.Integer(),
  typeBecause: nullable(Type.String()),
  ownerBecause: nullable(Type.String()),
  satcat: nullable(
    closed({
      operationalStatus: nullable(Type.String()),
      launchDate: nullable(Type.String()),
      decayDate: nullable(Type.String()),
      radarCrossSectionM2: nullable(Type.Number()),
    }),
  ),
  /** SGP4 state now. */
  state: nullable(
    closed({
      atUtc: Utc,
      latitudeDeg: Type.Number(),
      longitudeDeg: Type.Number(),
      altitudeKm: km('Height over WGS84'),
      speedKmPerS: Type.Number({ description: 'In TEME.' }),
      sunlit: Type.Boolean(),
    }),
  ),
})

export const PassView = closed({
  rise: closed({ utc: Utc, azimuthDeg: Type.Number(), elevationDeg: Type.Number() }),
  culmination: closed({ utc: Utc, azimuthDeg: Type.Number(), elevationDeg: Type.Number(), rangeKm: km('Range') }),
  set: closed({ utc: Utc, azimuthDeg: Type.Number(), elevationDeg: Type.Number() }),
  sunlit: Type.Boolean({ description: 'In sunlight or penumbra at culmination.' }),
})

const Party = closed({
  id: CatalogueNumber,
  name: nullable(Type.String()),
  objectType: Type.String(),
  owner: nullable(Type.String()),
  epochUtc: Utc,
  ageAtTcaDays: Type.Number(),
})

/** One close approach as a list shows it. */
export const ApproachRow = closed({
  id: Type.String({ description: 'Smaller id, larger id and TCA: `25544-900-20240705T010203.456Z`.' }),
  tcaUtc: Utc,
  primary: Party,
  secondary: Party,
  missKm: km('Distance at TCA'),
  relativeSpeedKmPerS: Type.Number(),
  radialKm: km('Secondary from primary, along the primary’s radius'),
  transverseKm: km('Secondary from primary, along the primary’s motion'),
  normalKm: km('Secondary from primary, along the primary’s orbit normal'),
  maxPc: Type.Number({ description: 'Upper bound of the probability of collision (SOCRATES model).' }),
  dilutionKm: km('Standard deviation at which that bound is reached'),
  oldestElementsDays: Type.Number({ description: 'Age at TCA of the older of the two element sets, days.' }),
  /** Partners’ records whose element sets it rests on: with them goes their marking. */
  restsOn: Type.Array(
    closed({
      recordId: Type.String({ description: 'SHA-256 of the body.' }),
      node: Type.String(),
      mark: Marking,
      banner: closed({ en: Type.String(), ja: Type.String() }),
      portion: closed({ en: Type.String(), ja: Type.String() }),
    }),
  ),
  priority: nullable(Priority),
  alertId: nullable(Type.String()),
  state: Type.String({ description: 'Of its alert: new, acknowledged, cleared; else none.' }),
  decision: nullable(oneOf(['watch', 'manoeuvre-asked', 'dismissed'])),
})

/** The screening that a list of approaches comes from. */
export const ScreeningSummary = closed({
  jobId: Type.String(),
  finishedUtc: Utc,
  startUtc: Utc,
  days: Type.Number(),
  withinKm: Type.Number(),
  objects: Type.Integer(),
  leftOut: Type.Integer(),
  approaches: Type.Integer(),
  catalogueRevision: Type.Integer(),
})

/** What a conjunction data message from outside says of an encounter. */
export const ConjunctionMessageView = closed({
  messageId: Type.String(),
  originator: Type.String(),
  createdUtc: Utc,
  receivedUtc: Utc,
  tcaUtc: Utc,
  id1: CatalogueNumber,
  name1: nullable(Type.String()),
  id2: CatalogueNumber,
  name2: nullable(Type.String()),
  missKm: km('Distance at TCA'),
  relativeSpeedKmPerS: nullable(Type.Number()),
  collisionProbability: nullable(Type.Number()),
  method: nullable(Type.String()),
  source: Type.String(),
  file: Type.String(),
  line: Type.Integer(),
})

/** What a partner says of a close approach, with where it comes from; it never takes the place of what this node computed. */
export const PartnerApproach = closed({
  recordId: Type.String({ description: 'SHA-256 of the body of the record.' }),
  kind: oneOf(['space.alert', 'space.closeApproach']),
  node: Type.String(),
  party: Type.String({ description: 'ISO 3166-1 alpha-3; empty where the node is no partner any more.' }),
  origin: Type.String({ description: 'The partner’s log that holds it.' }),
  index: Type.Integer({ description: 'Its place there.' }),
  receivedUtc: Utc,
  by: Type.String({ description: 'Author, `<node>/<name>`.' }),
  signedBy: Type.Array(Type.String({ description: 'Key id.' })),
  atUtc: Utc,
  mark: Marking,
  banner: closed({ en: Type.String(), ja: Type.String() }),
  portion: closed({ en: Type.String(), ja: Type.String() }),
  isTearLine: Type.Boolean({ description: 'A part of a record that is not for this nation.' }),
  alert: nullable(closed({ priority: Priority, title: nullable(Type.String()) })),
  approach: SharedCloseApproach,
})
export type PartnerApproach = Static<typeof PartnerApproach>

/** Everything the encounter view draws. */
export const Encounter = closed({
  approach: ApproachRow,
  screening: ScreeningSummary,
  plane: closed({
    description: Type.String({ description: 'How the axes lie.' }),
    missXKm: Type.Number(),
    missYKm: Type.Number(),
    sigmaXKm: Type.Number({ description: 'Assumed 1σ of the joined covariance along x at the dilution point.' }),
    sigmaYKm: Type.Number(),
    hardBodyRadiusKm: Type.Number(),
    aspectRatio: Type.Number(),
  }),
  method: Type.String({ description: 'How the probability was made, and what it rests on.' }),
  statesAtTca: Type.Array(
    closed({ id: CatalogueNumber, positionTemeKm: vector('TEME, km'), velocityTemeKmPerS: vector('TEME, km/s') }),
  ),
  approachAngleDeg: Type.Number({ description: 'Between the two velocities.' }),
  /** Secondary from primary in the primary’s RTN, ±10 min. */
  track: Type.Array(
    closed({ offsetS: Type.Number(), rtnKm: vector('Radial, transverse, normal, km'), rangeKm: km('Range') }),
  ),
  /** The same pair and encounter in each screening that is kept. */
  updates: Type.Array(
    closed({
      computedUtc: Utc,
      tcaUtc: Utc,
      missKm: km('Distance'),
      maxPc: Type.Number(),
      oldestElementsDays: Type.Number(),
    }),
  ),
  /** What others sent about the same encounter, newest first. */
  messages: Type.Array(ConjunctionMessageView),
  /** What partners say of the same pair with a TCA within 10 minutes, newest first. */
  fromPartners: Type.Array(PartnerApproach),
  decisions: Type.Array(closed({ atUtc: Utc, officer: Type.String(), decision: Type.String(), reason: Type.String() })),
})

export type SpaceObject = Static<typeof SpaceObject>
export type CatalogueColumns = Static<typeof CatalogueColumns>
export type ApproachRow = Static<typeof ApproachRow>
export type Encounter = Static<typeof Encounter>
export type ScreeningSummary = Static<typeof ScreeningSummary>
export type SpaceObjectDetail = Static<typeof SpaceObjectDetail>
export type ElementSetView = Static<typeof ElementSetView>

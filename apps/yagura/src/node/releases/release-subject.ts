import { healthWatchId } from '@yagura/core'
import { parseUtc, type UtcInstant } from '@yagura/formats'
import type { Marking } from '@yagura/record'
import { type SharedCloseApproach, shareAlert, shareCloseApproach } from '@yagura/space'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Alert } from '../../api/contract/alerts.ts'
import type { Encounter } from '../../api/contract/space-views.ts'
import { UnknownApproachError } from '../screening/errors.ts'
import { ReleaseRefusedError } from './errors.ts'
import { shareElements } from './own-elements.ts'
import type { RestsOn } from './rests-on.ts'
import type { LinkedThing, ReleaseSubject, SharedSubject, SubjectSources } from './shared-subject.ts'
import { tellAlert } from './tell-alert.ts'

/** The evidence of an alert about a close approach names it. */
const ApproachEvidence = Type.Object({
  closest: Type.Object({ id: Type.String() }),
  restsOn: Type.Optional(Type.Array(Type.String())),
})

const LinkTarget = Type.Object({ type: Type.String(), id: Type.String() })
const LinkPart = Type.Object({
  what: Type.Object({ kind: Type.Literal('link'), to: LinkTarget, from: Type.Optional(LinkTarget) }),
})

/** A watch that tells of a thing in an event names it as a label. */
const EventPart = Type.Object({
  what: Type.Object({
    kind: Type.Literal('event'),
    labels: Type.Array(Type.Object({ scheme: Type.String(), id: Type.String() })),
  }),
})

/** Reads what is to be shared out of the node's own picture. */
export function createSubjectReader(sources: SubjectSources) {
  const { alert, casePart, encounter, elements, sourceName, keepBlob, marksOf, ownNation } = sources
  const tellsOf = async (things: readonly LinkedThing[], mark: Marking): Promise<readonly RestsOn[]> =>
    (await marksOf(things)).flatMap((one) => (one.originator === ownNation() ? asDecided(one, mark) : [one]))
  return async (subject: ReleaseSubject, mark: Marking): Promise<SharedSubject> => {
    if (subject.kind === 'elements') return shareElements(subject, elements(), { sourceName, keepBlob })
    const { kind, id } = subject
    if (kind === 'case-part') {
      const part = await casePart(id, mark)
      return { ...part, tellsOf: await tellsOf(await thingsLinked(part.data, alert), mark) }
    }
    if (kind === 'approach') {
      const known = await encounter(id)
      return {
        ...{ kind: 'space.closeApproach', title: titleOf(known), data: sharedApproach(known) },
        restsOn: restsOnOf(known),
      }
    }
    const { alert: known, evidence } = await alert(id)
    if (known.watchId === healthWatchId) {
      const reason = 'an alert about the node itself concerns nobody else'
      throw new ReleaseRefusedError({ code: 'release/not-shared', reason })
    }
    if (known.watchId !== 'space') return { ...tellAlert(known), tellsOf: await tellsOf(subjectsOf(known), mark) }
    const facts = Check(ApproachEvidence, evidence) ? evidence : undefined
    const about = facts === undefined ? undefined : await encounterIfKept(() => encounter(facts.closest.id))
    const approach = about === undefined ? undefined : sharedApproach(about)
    const { priority, title, reason, consequence, action, actByUtc } = known
    const texts = { title, reason, consequence, action }
    const actBy = actByUtc === null ? undefined : instantOf(actByUtc)
    const restsOn = [...(facts?.restsOn ?? []), ...restsOnOf(about)]
    return { kind: 'space.alert', title, data: shareAlert({ priority, ...texts, actByUtc: actBy, approach }), restsOn }
  }
}

/** Whom this nation’s own thing goes to is decided by the release where its marking names nobody; its level and controls hold. */
function asDecided({ mark, ...rest }: RestsOn, { aud }: Marking): readonly RestsOn[] {
  if (mark.aud !== undefined || aud === undefined) return [{ mark, ...rest }]
  const isPlain = mark.lvl === 0 && mark.tlp === undefined && mark.ctl === undefined && mark.comp === undefined
  return isPlain ? [] : [{ mark: { ...mark, aud }, ...rest }]
}

/** The things that a link or an event of a case names; of an alert, what that is about. */
async function thingsLinked(part: unknown, alert: SubjectSources['alert']): Promise<readonly LinkedThing[]> {
  if (Check(EventPart, part)) return part.what.labels.map(({ scheme, id }) => ({ type: scheme, id }))
  if (!Check(LinkPart, part)) return []
  const things = [part.what.to, ...(part.what.from === undefined ? [] : [part.what.from])]
  const named = things.map(async (thing) => {
    return thing.type === 'alert' ? subjectsOf((await alert(thing.id)).alert) : [thing]
  })
  return (await Promise.all(named)).flat()
}

function subjectsOf({ subjects }: Alert): readonly LinkedThing[] {
  return subjects.map((id) => ({ type: 'subject', id }))
}

/** The approach of an alert may be of a screening that is not kept any more: then the alert is shared by its words alone. */
async function encounterIfKept(read: () => Promise<Encounter>): Promise<Encounter | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof UnknownApproachError) return undefined
    throw error
  }
}

function restsOnOf(known: Encounter | undefined): readonly string[] {
  return known?.approach.restsOn.map(({ recordId }) => recordId) ?? []
}

function sharedApproach({ approach, screening, statesAtTca }: Encounter): SharedCloseApproach {
  const { primary, secondary, missKm, relativeSpeedKmPerS, maxPc, tcaUtc } = approach
  return shareCloseApproach({
    primary: partyOf(primary, statesAtTca),
    secondary: partyOf(secondary, statesAtTca),
    tcaUtc: instantOf(tcaUtc),
    ...{ missKm, relativeSpeedKmPerS, maxPc },
    rtnKm: { radial: approach.radialKm, transverse: approach.transverseKm, normal: approach.normalKm },
    computedUtc: instantOf(screening.finishedUtc),
  })
}

function partyOf({ id, name, owner, epochUtc }: Encounter['approach']['primary'], states: Encounter['statesAtTca']) {
  const state = states.find((one) => one.id === id)
  const stateTeme = state && { positionKm: state.positionTemeKm, velocityKmPerS: state.velocityTemeKmPerS }
  return { id, name: name ?? undefined, owner: owner ?? undefined, epochUtc: instantOf(epochUtc), stateTeme }
}

function instantOf(iso: string): UtcInstant {
  const utc = parseUtc(iso)
  if (utc === undefined) throw new TypeError('the node wrote an instant that it cannot read')
  return utc
}

function titleOf({ approach: { primary, secondary, tcaUtc } }: Encounter): string {
  const nameOf = ({ name, id }: typeof primary): string => name ?? String(id)
  return `${nameOf(primary)} – ${nameOf(secondary)}, ${tcaUtc.slice(0, 19)}Z`
}

import { healthWatchId } from '@yagura/core'
import { parseUtc, type UtcInstant } from '@yagura/formats'
import type { Marking } from '@yagura/record'
import { type SharedCloseApproach, shareAlert, shareCloseApproach } from '@yagura/space'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Encounter } from '../../api/contract/space-views.ts'
import { ReleaseRefusedError } from './errors.ts'
import { shareElements } from './own-elements.ts'
import type { LinkedThing, ReleaseSubject, SharedSubject, SubjectSources } from './shared-subject.ts'
import { tellAlert } from './tell-alert.ts'
import { type Binding, createThingBindings, type ReadAlert, restsOnOf } from './thing-bindings.ts'

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
  const { casePart, encounter, elements, sourceName, keepBlob } = sources
  const bindings = createThingBindings(sources)
  const sharedAlert = async (id: string, mark: Marking): Promise<SharedSubject> => {
    const read = await bindings.readAlert(id)
    requireShared(read)
    const { alert: known, about } = read
    const binding = await bindings.ofAlert(read, mark)
    if (known.watchId !== 'space') return { ...tellAlert(known), ...binding }
    const approach = about === undefined ? undefined : sharedApproach(about)
    const { priority, title, reason, consequence, action, actByUtc } = known
    const texts = { title, reason, consequence, action }
    const actBy = actByUtc === null ? undefined : instantOf(actByUtc)
    return {
      kind: 'space.alert',
      title,
      data: shareAlert({ priority, ...texts, actByUtc: actBy, approach }),
      ...binding,
    }
  }
  /** A link tells of an alert no more than where that is shared by itself. */
  const linked = async (thing: LinkedThing, mark: Marking): Promise<Binding> => {
    if (thing.type !== 'alert') return bindings.of(thing, mark)
    const read = await bindings.keptAlert(thing)
    requireShared(read)
    return bindings.ofAlert(read, mark)
  }
  return async (subject: ReleaseSubject, mark: Marking): Promise<SharedSubject> => {
    if (subject.kind === 'elements') return shareElements(subject, elements(), { sourceName, keepBlob })
    const { kind, id } = subject
    if (kind === 'alert') return sharedAlert(id, mark)
    if (kind === 'approach') {
      const known = await encounter(id)
      return {
        ...{ kind: 'space.closeApproach', title: titleOf(known), data: sharedApproach(known) },
        restsOn: restsOnOf(known),
      }
    }
    const part = await casePart(id, mark)
    const bound = await Promise.all(thingsLinked(part.data).map((thing) => linked(thing, mark)))
    return {
      ...part,
      restsOn: [...new Set([...(part.restsOn ?? []), ...bound.flatMap(({ restsOn }) => restsOn)])],
      tellsOf: bound.flatMap(({ tellsOf }) => tellsOf),
    }
  }
}

function requireShared({ alert: { watchId } }: ReadAlert): void {
  if (watchId !== healthWatchId) return
  const reason = 'an alert about the node itself concerns nobody else'
  throw new ReleaseRefusedError({ code: 'release/not-shared', reason })
}

/** The things that a link or an event of a case names. */
function thingsLinked(part: unknown): readonly LinkedThing[] {
  if (Check(EventPart, part)) return part.what.labels.map(({ scheme, id }) => ({ type: scheme, id }))
  if (!Check(LinkPart, part)) return []
  return [part.what.to, ...(part.what.from === undefined ? [] : [part.what.from])]
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

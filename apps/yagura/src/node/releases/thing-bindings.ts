import type { Marking } from '@yagura/record'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Alert } from '../../api/contract/alerts.ts'
import type { Encounter } from '../../api/contract/space-views.ts'
import { UnknownAlertError } from '../alerts/errors.ts'
import { NoScreeningError, UnknownApproachError } from '../screening/errors.ts'
import { ReleaseRefusedError } from './errors.ts'
import type { RestsOn } from './rests-on.ts'
import type { LinkedThing, SharedSubject, SubjectSources } from './shared-subject.ts'

/** What binds whatever is said of a thing: partners' records that it rests on, and markings of what it tells of. */
export type Binding = Required<Pick<SharedSubject, 'restsOn' | 'tellsOf'>>

/** An alert with its evidence, and the close approach that it is about, where that is still kept. */
export type ReadAlert = Awaited<ReturnType<SubjectSources['alert']>> & { readonly about: Encounter | undefined }

/** The evidence of an alert about what was found in logs names it. */
const DetectionEvidence = Type.Object({ detection: Type.String() })

/** What was found in logs that an alert is about; undefined for an alert about something else, and for one that is not kept any more. */
export async function detectionBehind(
  { type, id }: LinkedThing,
  { readAlert }: Pick<ThingBindings, 'readAlert'>,
): Promise<LinkedThing | undefined> {
  if (type !== 'alert') return undefined
  const known = await ifKept(() => readAlert(id))
  return Check(DetectionEvidence, known?.evidence) ? { type: 'detection', id: known.evidence.detection } : undefined
}

/** Reads what binds things. Marks are those under which something is to be said. */
export type ThingBindings = {
  /** @throws ReleaseRefusedError (rejects) where a thing that may bind is not kept any more. */
  readonly of: (thing: LinkedThing, mark: Marking) => Promise<Binding>
  /** @throws UnknownAlertError (rejects) */
  readonly readAlert: (id: string) => Promise<ReadAlert>
  /** @throws ReleaseRefusedError (rejects) where it is not kept any more. */
  readonly keptAlert: (named: LinkedThing) => Promise<ReadAlert>
  readonly ofAlert: (alert: ReadAlert, mark: Marking) => Promise<Binding>
}

/** The evidence of an alert about a close approach names it. */
const ApproachEvidence = Type.Object({
  closest: Type.Object({ id: Type.String() }),
  restsOn: Type.Optional(Type.Array(Type.String())),
})

/** Makes what reads how things bind what is said of them. */
export function createThingBindings({
  alert,
  encounter,
  marksOf,
  ownNation,
}: Pick<SubjectSources, 'alert' | 'encounter' | 'marksOf' | 'ownNation'>): ThingBindings {
  const tellsOf = async (things: readonly LinkedThing[], mark: Marking): Promise<readonly RestsOn[]> =>
    (await marksOf(things)).flatMap((one) => (one.originator === ownNation() ? asDecided(one, mark) : [one]))
  const readAlert = async (id: string): Promise<ReadAlert> => {
    const { alert: known, evidence } = await alert(id)
    const facts = Check(ApproachEvidence, evidence) ? evidence : undefined
    const about = facts && (await ifKept(() => encounter(facts.closest.id)))
    return { alert: known, evidence, about }
  }
  const ofAlert = async ({ alert: known, evidence, about }: ReadAlert, mark: Marking): Promise<Binding> => ({
    restsOn: [...(Check(ApproachEvidence, evidence) ? (evidence.restsOn ?? []) : []), ...restsOnOf(about)],
    tellsOf: await tellsOf(subjectsOf(known), mark),
  })
  const keptAlert = async (named: LinkedThing): Promise<ReadAlert> =>
    (await ifKept(() => readAlert(named.id))) ?? notHeld(named)
  return {
    ...{ readAlert, keptAlert, ofAlert },
    of: async (thing, mark) => {
      const { type, id } = thing
      if (type === 'alert') return ofAlert(await keptAlert(thing), mark)
      if (type !== 'approach') return { restsOn: [], tellsOf: await tellsOf([thing], mark) }
      return { restsOn: restsOnOf((await ifKept(() => encounter(id))) ?? notHeld(thing)), tellsOf: [] }
    },
  }
}

/** Partners' records that a close approach rests on. */
export function restsOnOf(known: Encounter | undefined): readonly string[] {
  return known?.approach.restsOn.map(({ recordId }) => recordId) ?? []
}

/** Whom this nation’s own thing goes to is decided by the release where its marking names nobody; its level and controls hold. */
function asDecided({ mark, ...rest }: RestsOn, { aud }: Marking): readonly RestsOn[] {
  if (mark.aud !== undefined || aud === undefined) return [{ mark, ...rest }]
  const isPlain = mark.lvl === 0 && mark.tlp === undefined && mark.ctl === undefined && mark.comp === undefined
  return isPlain ? [] : [{ mark: { ...mark, aud }, ...rest }]
}

function subjectsOf({ subjects }: Alert): readonly LinkedThing[] {
  return subjects.map((id) => ({ type: 'subject', id }))
}

/** Undefined for an alert, or the approach of a screening, that is not kept any more. */
async function ifKept<Thing>(read: () => Promise<Thing>): Promise<Thing | undefined> {
  try {
    return await read()
  } catch (error) {
    const isGone = [UnknownAlertError, UnknownApproachError, NoScreeningError].some((kind) => error instanceof kind)
    if (isGone) return undefined
    throw error
  }
}

function notHeld({ type, id }: LinkedThing): never {
  const reason = `the ${type} ${id.slice(0, 60)} is not kept any more: what it rests on cannot be said`
  throw new ReleaseRefusedError({ code: 'release/source-not-held', reason })
}

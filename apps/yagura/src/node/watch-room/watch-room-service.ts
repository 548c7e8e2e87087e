import type { Alert, LogDraft, LogRecord } from '@yagura/core'
import type { Policies } from '@yagura/record'
import { Check } from 'typebox/value'
import type { Caller } from '../../api/contract/operations.ts'
import { Handover, type HandoverDraft } from '../../api/contract/watch-room.ts'
import type { Handlers, NodeContext, VerifyOfficer } from '../context.ts'
import { samePerson } from '../officers/officer-name.ts'
import { isoOfUnixMs, unixMsOfIso } from '../unix-time.ts'
import { HandoverRefusedError } from './errors.ts'
import { draftHandover, type HandoverFacts } from './handover-draft.ts'
import { createViews } from './views.ts'
import { createWatchLog } from './watch-log.ts'

/** What the watch room needs of the other services. */
export type WatchRoomDependencies = {
  readonly openAlerts: () => readonly Alert[]
  readonly handoverFacts: () => HandoverFacts
  readonly verifyOfficer: VerifyOfficer
  /** By whose words markings are said. */
  readonly policies: Policies
}

/** The watch log, who holds the watch, and saved views. */
export type WatchRoomService = {
  readonly handlers: Handlers<
    | 'readLog'
    | 'writeNote'
    | 'readHandoverDraft'
    | 'handOver'
    | 'listHandovers'
    | 'listViews'
    | 'saveView'
    | 'removeView'
  >
  /** Name of the officer who signed in last; undefined before the first handover. */
  readonly watchHolder: () => string | undefined
  /** Forgets handovers before an instant, but for the last one, which says who holds the watch; the log has its own retention. */
  readonly forgetBefore: (beforeMs: number) => Promise<void>
}

type HandOver = WatchRoomService['handlers']['handOver']
type Asked = Parameters<HandOver>[0]

const fewHandovers = 50
const mostRuleLines = 200

/** The watch room of a node as its store holds it. */
export function createWatchRoomService(context: NodeContext, dependencies: WatchRoomDependencies): WatchRoomService {
  const { store, clock, newId } = context
  const { policies } = dependencies
  const handovers = store.list('handovers').flatMap(({ body }) => (Check(Handover, body) ? [body] : []))

  const draft = (): HandoverDraft => {
    const before = handovers.at(-1)
    const rules = ruleChanges(context, before?.atUtc)
    return draftHandover(dependencies.openAlerts(), dependencies.handoverFacts(), rules, { before, policies })
  }

  const sign = async ({ body }: Asked, caller: Caller): Promise<Handover> => {
    const holder = handovers.at(-1)?.incoming
    checkOutgoing(holder, caller)
    const incoming = await dependencies.verifyOfficer(body.incoming.name, body.incoming.password)
    if (incoming === undefined)
      throw new HandoverRefusedError('the name and password of the incoming officer do not fit')
    if (samePerson(incoming.officer, caller.officer)) {
      throw new HandoverRefusedError('the incoming officer is the outgoing one; another signs in')
    }
    const atMs = clock.nowMs()
    const handover: Handover = {
      id: newId(),
      atUtc: isoOfUnixMs(atMs),
      outgoing: caller.officer,
      incoming: incoming.officer,
      notes: body.notes,
      draft: draft(),
    }
    const line = { atMs, ...signedLine(handover, holder) }
    await store.commit({ append: [line], put: [{ collection: 'handovers', id: handover.id, body: handover }] })
    handovers.push(handover)
    context.live.publish({ kind: 'status' })
    return handover
  }

  let last: Promise<unknown> = Promise.resolve()
  /** One after the other: who signs out is checked against what the one before wrote. */
  const handOver: HandOver = (asked, caller) => {
    const signed = last.then(() => sign(asked, caller))
    last = signed.catch(() => undefined)
    return signed
  }

  return {
    handlers: {
      ...createWatchLog(context, policies),
      ...createViews(context),
      readHandoverDraft: async () => draft(),
      handOver,
      listHandovers: async ({ query }) => {
        const { offset = 0, limit = fewHandovers } = query
        return { items: handovers.toReversed().slice(offset, offset + limit), total: handovers.length, offset }
      },
    },
    watchHolder: () => handovers.at(-1)?.incoming,
    forgetBefore: async (beforeMs) => {
      const kept = handovers.findIndex(({ atUtc }) => (unixMsOfIso(atUtc) ?? beforeMs) >= beforeMs)
      const old = handovers.slice(0, kept === -1 ? -1 : kept)
      if (old.length === 0) return
      await store.commit({ remove: old.map(({ id }) => ({ collection: 'handovers', id })) })
      handovers.splice(0, old.length)
    },
  }
}

function signedLine({ id, outgoing, incoming }: Handover, holder: string | undefined): Omit<LogDraft, 'atMs'> {
  const inPlace = holder === undefined || samePerson(holder, outgoing) ? '' : `, in place of ${holder},`
  return {
    kind: 'handover/signed',
    subject: id,
    by: outgoing,
    text: `Watch handed over by ${outgoing}${inPlace} to ${incoming}`,
    body: { outgoing, incoming, holder: holder ?? null },
  }
}

/** The holder signs out; where the holder is gone, an administrator does, and the log says so. */
function checkOutgoing(holder: string | undefined, caller: Caller): void {
  if (holder === undefined || samePerson(holder, caller.officer) || caller.role === 'administrator') return
  throw new HandoverRefusedError(`${holder} holds it and signs out, or an administrator does in their place`)
}

function ruleChanges({ store }: NodeContext, sinceUtc: string | undefined): readonly LogRecord[] {
  const sinceMs = sinceUtc === undefined ? 0 : (unixMsOfIso(sinceUtc) ?? 0)
  const { records } = store.readLog({ kind: 'rule', newestFirst: true, limit: mostRuleLines })
  return records.filter(({ atMs }) => atMs >= sinceMs).toReversed()
}

import { type KindSchemas, type Policies, readRecord, tearLineRelation, utf8Bytes } from '@yagura/record'
import { SharedAlert, SharedCloseApproach } from '@yagura/space'
import { Check } from 'typebox/value'
import type { SharedRecord } from '../../api/contract/partners.ts'
import type { PartnerApproach } from '../../api/contract/space-views.ts'
import type { Handlers } from '../context.ts'
import { wordsOf } from '../marking-words.ts'
import { unixMsOfIso } from '../unix-time.ts'
import { everyRecord, nodeOf } from './held-records.ts'
import type { SharedLogs } from './release-dependencies.ts'

/** What partners say of close approaches. */
export type PartnerApproaches = Handlers<'listPartnerApproaches'> & {
  /** Of one pair, in any order, with a TCA within 10 minutes; newest first. */
  readonly about: (id1: number, id2: number, tcaMs: number) => Promise<readonly PartnerApproach[]>
}

const sameEncounterMs = 10 * 60_000
const fewApproaches = 100

/** Reads them out of the partners' logs. Logs only grow, so that they are read anew only when they have. */
export function createPartnerApproaches(logs: SharedLogs, kinds: KindSchemas, policies: Policies): PartnerApproaches {
  let readAtTotal = -1
  let approaches: readonly PartnerApproach[] = []
  const all = async (): Promise<readonly PartnerApproach[]> => {
    const own = logs.own()
    if (own === undefined) return []
    const { total } = await logs.list({ offset: 0, limit: 1 })
    if (total === readAtTotal) return approaches
    const parties = new Map((await logs.partners()).map(({ node, party }) => [node, party]))
    const read: PartnerApproach[] = []
    for await (const record of everyRecord(logs)) {
      const node = nodeOf(record)
      const told = node === own.node ? undefined : approachIn(record, kinds)
      if (told !== undefined)
        read.push({ ...told, ...wordsOf(told.mark, policies), node, party: parties.get(node) ?? '' })
    }
    approaches = read.toSorted((one, other) => Date.parse(other.receivedUtc) - Date.parse(one.receivedUtc))
    readAtTotal = total
    return approaches
  }
  return {
    listPartnerApproaches: async ({ query: { object, offset = 0, limit = fewApproaches } }) => {
      const fitting = (await all()).filter(({ approach: { primary, secondary } }) =>
        object === undefined ? true : primary.id === object || secondary.id === object,
      )
      return { items: fitting.slice(offset, offset + limit), total: fitting.length, offset }
    },
    about: async (id1, id2, tcaMs) =>
      (await all()).filter(({ approach: { primary, secondary, tcaUtc } }) => {
        const isPair =
          [primary.id, secondary.id].toSorted((a, b) => a - b).join() === [id1, id2].toSorted((a, b) => a - b).join()
        return isPair && Math.abs((unixMsOfIso(tcaUtc) ?? Number.NaN) - tcaMs) <= sameEncounterMs
      }),
  }
}

type Told = Omit<PartnerApproach, 'node' | 'party' | 'banner' | 'portion'>

function approachIn(
  { line, state, origin, position, receivedUtc }: SharedRecord,
  kinds: KindSchemas,
): Told | undefined {
  const read = line === null || state !== 'believed' ? undefined : readRecord(utf8Bytes(line), kinds)
  if (read?.ok !== true) return undefined
  const { record, bodySha256 } = read
  const { kind, data, by, at, mark, refs } = record.body
  const place = { recordId: bodySha256, origin, index: position, receivedUtc, by, atUtc: at, mark }
  const common = {
    ...place,
    signedBy: record.sigs.map(({ k }) => k),
    isTearLine: refs.some(({ rel }) => rel === tearLineRelation),
  }
  if (kind === 'space.closeApproach' && Check(SharedCloseApproach, data)) {
    return { ...common, kind, alert: null, approach: data }
  }
  if (kind !== 'space.alert' || !Check(SharedAlert, data) || data.approach === undefined) return undefined
  const { priority, title = null, approach } = data
  return { ...common, kind, alert: { priority, title }, approach }
}

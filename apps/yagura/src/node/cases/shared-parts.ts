import type { CasePart } from '@yagura/core'
import { CasePartTold, type KindSchemas, RecallAsk, readRecord, tearLineRelation, utf8Bytes } from '@yagura/record'
import { Check } from 'typebox/value'
import type { SharedRecord } from '../../api/contract/partners.ts'
import { everyRecord, nodeOf } from '../releases/held-records.ts'
import type { SharedLogs } from '../releases/release-dependencies.ts'

/** A partner's part with where it comes from. */
export type ReceivedPart = CasePart & {
  readonly caseId: string
  readonly provenance: {
    readonly recordId: string
    readonly origin: string
    readonly index: number
    readonly receivedUtc: string
    readonly by: string
    readonly signedBy: readonly string[]
    readonly isTearLine: boolean
  }
}

/** A part in the words in which it was released. */
export type ToldPart = Pick<CasePart, 'atUtc' | 'author' | 'mark' | 'corrects' | 'what'> & {
  readonly isTearLine: boolean
}

/** One of this node's own parts in one of its logs. */
type ReleasedPart = {
  readonly told: ToldPart
  readonly recordId: string
  readonly origin: string
  readonly index: number
  /** Nations that get it. */
  readonly audience: readonly string[]
  readonly recalled: boolean
}

/** What the logs that are shared with partners say of cases. */
export type SharedParts = {
  readonly received: ReadonlyMap<string, readonly ReceivedPart[]>
  /** How many parts of a case are left out because one node told too many, by the case’s id; absent where none. */
  readonly leftOut: ReadonlyMap<string, number>
  /** By the ULID of the part. */
  readonly released: ReadonlyMap<string, readonly ReleasedPart[]>
  /** Nation of a node. */
  readonly partyOf: (node: string) => string | undefined
  /** Grows when there is something new to read. */
  readonly revision: number
}

/** Parts of one case that one node may have told: what a partner sends beyond it costs nobody anything. */
export const mostPartsOfNode = 5000

const nothing: SharedParts = {
  ...{ received: new Map(), leftOut: new Map(), released: new Map() },
  ...{ partyOf: () => undefined, revision: 0 },
}
const releaseGrade = 2

/** Reads parts of cases out of the logs. Logs only grow, so that they are read anew only when they have. */
export function createSharedParts(logs: SharedLogs, kinds: KindSchemas): () => Promise<SharedParts> {
  let readAtTotal = -1
  let parts = nothing
  return async () => {
    const own = logs.own()
    if (own === undefined) return nothing
    const { total } = await logs.list({ offset: 0, limit: 1 })
    if (total !== readAtTotal) {
      parts = await readAll(logs, kinds, own.node, parts.revision + 1)
      readAtTotal = total
    }
    return parts
  }
}

async function readAll(logs: SharedLogs, kinds: KindSchemas, own: string, revision: number): Promise<SharedParts> {
  const parties = new Map((await logs.partners()).map(({ node, party }) => [node, party]))
  const ownParty = logs.own()?.party
  const received = new Map<string, ReceivedPart[]>()
  const released = new Map<string, ReleasedPart[]>()
  const recalled = new Set<string>()
  for await (const record of everyRecord(logs)) {
    const told = toldIn(record, kinds)
    if (told === undefined) continue
    if (told.recalls !== undefined && told.node === own) recalled.add(told.recalls)
    if (told.part === undefined) continue
    if (told.node === own) addTo(released, told.part.id, releasedPart(told.part))
    else addTo(received, told.part.caseId, told.part)
  }
  const isRecalled = (part: ReleasedPart): ReleasedPart => ({ ...part, recalled: recalled.has(part.recordId) })
  const kept = new Map([...received].map(([id, parts]) => [id, withinLimit(parts)]))
  const leftOut = [...received].map(([id, { length }]) => [id, length - (kept.get(id)?.length ?? 0)] as const)
  return {
    ...{ received: kept, leftOut: new Map(leftOut.filter(([, count]) => count > 0)), revision },
    released: new Map([...released].map(([id, each]) => [id, each.map(isRecalled)])),
    partyOf: (node) => (node === own ? ownParty : parties.get(node)),
  }
}

/**
 * This node's own parts as a nation has them: released to it and not recalled, by their ULIDs. Of several releases of one part a whole
 * one counts before a part of it, and in one log the later before the earlier.
 */
export function toldTo({ released }: SharedParts, nation: string): ReadonlyMap<string, ToldPart> {
  const all = new Map<string, ToldPart>()
  for (const [id, each] of released) {
    const had = each.filter(({ audience, recalled }) => !recalled && audience.includes(nation))
    // Logs are read from their ends.
    const best = had.find(({ told }) => !told.isTearLine) ?? had[0]
    if (best !== undefined) all.set(id, best.told)
  }
  return all
}

/** Of each node the parts that it told first. */
function withinLimit(parts: readonly ReceivedPart[]): readonly ReceivedPart[] {
  const counts = new Map<string, number>()
  const inOrder = parts.toSorted((a, b) => a.provenance.index - b.provenance.index)
  return inOrder.filter(({ node }) => {
    counts.set(node, (counts.get(node) ?? 0) + 1)
    return (counts.get(node) ?? 0) <= mostPartsOfNode
  })
}

function addTo<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const known = lists.get(name)
  if (known === undefined) lists.set(name, [value])
  else known.push(value)
}

type Told = { readonly node: string; readonly part?: ReceivedPart; readonly recalls?: string }

function toldIn(shared: SharedRecord, kinds: KindSchemas): Told | undefined {
  const { line, state, origin, position, receivedUtc, kind } = shared
  if (line === null || state !== 'believed' || (kind !== 'case.part' && kind !== 'recall.ask')) return undefined
  const read = readRecord(utf8Bytes(line), kinds)
  if (!read.ok) return undefined
  const { data, by, mark, refs } = read.record.body
  const node = nodeOf(shared)
  if (Check(RecallAsk, data)) return { node, recalls: data.record }
  if (!Check(CasePartTold, data)) return undefined
  const { atUtc, author, corrects = [], part: id, what } = data
  return {
    node,
    part: {
      ...{ node, id, atUtc, author, mark, corrects, what, caseId: data.case },
      provenance: {
        ...{ recordId: read.bodySha256, origin, index: position, receivedUtc, by },
        signedBy: read.record.sigs.map(({ k }) => k),
        isTearLine: refs.some(({ rel }) => rel === tearLineRelation),
      },
    },
  }
}

function releasedPart({ atUtc, author, mark, corrects, what, provenance }: ReceivedPart): ReleasedPart {
  const { recordId, origin, index, isTearLine } = provenance
  const audience = Object.entries(mark.aud ?? {}).flatMap(([nation, grade]) => (grade === releaseGrade ? [nation] : []))
  const told = { atUtc, author, mark, corrects, what, isTearLine }
  return { recordId, origin, index, audience, recalled: false, told }
}

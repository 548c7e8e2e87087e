import { randomUUID } from 'node:crypto'
import {
  type CaseToWrite,
  diamondView,
  linkedThings,
  markingOf,
  type NotCarried,
  type ReadPart,
  type StixObject,
  type StixStore,
  type StixVersion,
  writeCase,
  writeFlow,
} from '@yagura/cyber'
import { type CaseContent, joinAll, type Marking, mayLeave } from '@yagura/record'
import type { CasePartView, CaseView } from '../../../api/contract/cases.ts'
import type { Caller } from '../../../api/contract/operations.ts'
import type { CrossingBook } from '../../audit/crossing-book.ts'
import { markOfPart, type PartRules } from '../../cases/check-part.ts'
import { CaseRefusedError } from '../../cases/errors.ts'
import type { ToldPart } from '../../cases/shared-parts.ts'
import type { Handlers, NodeContext } from '../../context.ts'
import { wordsOf } from '../../marking-words.ts'
import { mayGoTo } from '../../releases/recipients.ts'
import type { ReleasePartner, SharedLogs } from '../../releases/release-dependencies.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import { keepIdentity, type NodeAuthor, ownIdentity } from './author.ts'
import { NoCaseError, UnknownReaderError } from './case-exchange-errors.ts'
import { diamondAnswer } from './diamond-handlers.ts'
import { linkedObjects } from './linked-objects.ts'
import { readCaseFile } from './read-case-file.ts'
import type { ReadingNotes } from './reading-notes.ts'

/** What the exchange of cases needs of the node. */
export type CaseExchangeParts = {
  readonly cases: Handlers<'openCase' | 'readCase' | 'addCasePart'>
  /** This node's own parts as a nation has them by releases that were not recalled, by their ULIDs. */
  readonly toldTo: (nation: string) => Promise<ReadonlyMap<string, ToldPart>>
  readonly logs: Pick<SharedLogs, 'own' | 'partners'>
  readonly rules: Omit<PartRules, 'mode'>
  readonly crossings: Pick<CrossingBook, 'note'>
  /** Writes down who is shown objects of other nations. */
  readonly noteRead: ReadingNotes['noteRead']
  readonly author: () => NodeAuthor
  /** The objects that links may name. */
  readonly objects: Pick<StixStore, 'newest'>
}

type ExchangeIds = 'exportCaseBundle' | 'importCaseBundle' | 'readCaseDiamond'

/** Cases to other programs and from them. */
export function createCaseExchange(context: NodeContext, parts: CaseExchangeParts): Handlers<ExchangeIds> {
  const { cases, crossings } = parts
  return {
    exportCaseBundle: async ({ params: { id }, query }, caller) => {
      const { as = 'stix', for: nation } = query
      const view = await cases.readCase({ params: { id }, query: undefined, body: undefined }, caller)
      const asked = await caseToWrite(view, await readerOf(nation, context, parts), context, parts)
      const { bundle, heldBack, notCarried } = as === 'stix' ? writeCase(asked) : writeFlow(asked)
      const written = new Set(bundle.objects.map((object) => object.id))
      const along = asked.linked.filter(({ object }) => written.has(object.id))
      const gone = new Map([
        ...asked.parts.filter(asked.leaves).map((part) => [part.id, part.mark] as const),
        ...along.map(({ object, marking }) => [object.id, marking] as const),
      ])
      await crossings.note({
        ...{ kind: 'audit/exported', by: caller.officer, to: nation ?? caller.officer },
        ...{ of: `case ${id}`, things: [...gone.keys()] },
        about: (thing) => ({ id: String(thing), mark: gone.get(String(thing)) }),
      })
      const mark = gone.size === 0 ? undefined : asked.joined([...gone.values()])
      const count = asked.parts.length - heldBack
      return { bundle, mark: mark ?? null, parts: count, heldBack, notCarried: [...notCarried] }
    },
    readCaseDiamond: async ({ params }, caller) => {
      const found = await cases.readCase({ params, query: undefined, body: undefined }, caller)
      const asked = await caseToWrite(found, { nation: undefined, mayGo: () => true, told: undefined }, context, parts)
      await parts.noteRead(
        caller.officer,
        asked.linked.map(({ object }) => object.id),
      )
      const marks = [...asked.parts.map(({ mark }) => mark), ...asked.linked.map(({ marking }) => marking)]
      const isKnown = (id: string) => asked.known?.has(id) === true
      const { objects } = writeCase(asked).bundle
      const view = diamondView([...objects, ...linkedThings(asked.parts, objects)])
      return diamondAnswer(view, { marks, isKnown, isWhole: true })
    },
    importCaseBundle: async ({ body: { bundle, incident, mark } }, caller) => {
      const file = readCaseFile(bundle, incident)
      const definitions = new Map(file.objects.map((object) => [object.id, object]))
      const base = markOfPart(mark, { ...parts.rules, mode: context.mode })
      const markOf = (part: ReadPart) => markFor(part, definitions, base, parts.rules)
      return addParts(file.parts, file.notCarried, markOf, cases, caller)
    },
  }
}

/** Whether something of an originator may go where it is asked for. */
type Guard = (mark: Marking, originator: string) => boolean

/** Who a file is for. */
type Reader = {
  readonly nation: string | undefined
  readonly mayGo: Guard
  /** For a partner: its copy of this node's own parts; nothing else goes to it, for two persons let it have nothing else. */
  readonly told: ReadonlyMap<string, ToldPart> | undefined
}

/** What may go: into a file of this nation, or to a partner, for which every node of it must be allowed to have it. */
async function readerOf(
  nation: string | undefined,
  { mode }: NodeContext,
  { logs, toldTo, rules: { party, policies } }: CaseExchangeParts,
): Promise<Reader> {
  if (nation === undefined || nation === party) {
    if (party === undefined) return { nation, mayGo: ({ tlp }) => tlp !== 'RED', told: undefined }
    const mayGo: Guard = (mark, originator) => {
      const recipient = {
        ...{ nation: party, mode, grade: 'release' as const, policies: [...policies.keys()] },
        ...{ clearance: { pol: mark.pol, lvl: mark.lvl }, compartments: mark.comp ?? [] },
      }
      return mayLeave(mark, recipient, { policies, ownNation: party, originator, approvals: [] }).may
    }
    return { nation, mayGo, told: undefined }
  }
  const readers: readonly ReleasePartner[] = (await logs.partners()).filter((one) => one.party === nation)
  if (readers.length === 0 || party === undefined) throw new UnknownReaderError(nation)
  const mayGo: Guard = (mark, originator) =>
    readers.every((reader) => {
      const source = { mark, originator, approvals: [] }
      return !reader.suspended && mayGoTo(reader, 'release', mark, [source], { mode, policies, ownNation: party }).may
    })
  return { nation, mayGo, told: await toldTo(nation) }
}

async function caseToWrite(
  view: CaseView,
  { nation, mayGo, told }: Reader,
  context: NodeContext,
  { rules: { node, party, policies }, author, objects }: CaseExchangeParts,
): Promise<CaseToWrite & { readonly linked: readonly StixVersion[] }> {
  const toldOf = (part: { readonly node: string; readonly id: string }): ToldPart | undefined =>
    part.node === node ? told?.get(part.id) : undefined
  const parts = view.threads.flatMap(({ versions }) =>
    versions.map(partOf).map((part) => ({ ...part, ...toldOf(part) })),
  )
  const originators = new Map(parts.map(({ node: from, originator }) => [from, originator]))
  const ends = parts.flatMap(({ what }) => (what.kind === 'link' ? [what.to.id, what.from?.id ?? ''] : []))
  const linked = await linkedObjects(ends, objects, ({ marking, originator }) => mayGo(marking, originator))
  const own = [...policies.values()].find((policy) => policy.nation !== undefined && policy.nation === party)
  return {
    caseId: view.id,
    ...{
      parts,
      leaves: (part) =>
        (told === undefined || toldOf(part) !== undefined) && mayGo(part.mark, originators.get(part.node) ?? ''),
    },
    ...{
      known: new Map([...linked].map(([end, all]) => [end, all.map(({ object }) => object)])),
      view: nation ?? party ?? node,
      ownNode: node,
    },
    linked: [...new Map([...linked.values()].flat().map((version) => [version.object.id, version])).values()],
    author: ownIdentity(author(), await keepIdentity(context)),
    joined: (marks) => {
      const joined = joinAll(marks, own?.id ?? marks[0]?.pol ?? 'TLP', policies)
      return joined.ok ? joined.marking : undefined
    },
    wordsOf: (mark) => wordsOf(mark, policies).banner.en,
    nowUtc: isoOfUnixMs(context.clock.nowMs()),
    bundleId: `bundle--${randomUUID()}`,
  }
}

function partOf({ key, node, author, atUtc, mark, corrects, what, party }: CasePartView) {
  const id = key.slice(key.lastIndexOf('/') + 1)
  return { node, id, atUtc, author: author ?? undefined, mark, corrects, what, originator: party ?? '' }
}

/** The marking of a part: never lower than `base` and all whose words it takes; where it cannot be had here, why. */
function markFor(
  { object, names = [] }: ReadPart,
  definitions: ReadonlyMap<string, StixObject>,
  base: Marking,
  { policies, party }: CaseExchangeParts['rules'],
): Marking | string {
  let marking = base
  for (const each of new Set([object, ...names])) {
    const answer = markingOf(each, (id) => definitions.get(id), marking, policies)
    if (!answer.ok) return answer.fault.reason
    marking = answer.marking
  }
  const { aud } = marking
  const isForUs = aud === undefined || party === undefined || aud[party] === 2
  return isForUs ? marking : `its marking does not name ${party}`
}

/** Opens the case and adds part after part; what is refused is said, and the rest goes on. */
async function addParts(
  parts: readonly ReadPart[],
  left: readonly NotCarried[],
  markOf: (part: ReadPart) => Marking | string,
  cases: CaseExchangeParts['cases'],
  caller: Caller,
) {
  const [opening, ...others] = parts
  if (opening?.what.kind !== 'opened') throw new NoCaseError('it does not say what it is about')
  const { kind: _, ...said } = opening.what
  const firstMark = markOf(opening)
  if (typeof firstMark === 'string') throw new NoCaseError(firstMark)
  const opened = await cases.openCase(
    { params: undefined, query: undefined, body: { ...said, mark: firstMark } },
    caller,
  )
  const notCarried: NotCarried[] = [...left]
  const keys = new Map<string, string>()
  const params = { id: opened.id }
  let added = 1
  for (const part of others) {
    const mark = markOf(part)
    const what = referring(part.what, keys)
    if (typeof mark === 'string' || what === undefined) {
      notCarried.push({ what: part.object.id, why: typeof mark === 'string' ? mark : 'what it is about was not taken' })
      continue
    }
    try {
      const { key } = await cases.addCasePart({ params, query: undefined, body: { what, mark } }, caller)
      keys.set(part.object.id, key)
      added += 1
    } catch (error) {
      if (!(error instanceof CaseRefusedError)) throw error
      notCarried.push({ what: part.object.id, why: error.message })
    }
  }
  return { caseId: opened.id, parts: added, notCarried }
}

/** The same with keys of parts in the place of ids of objects; undefined where one of them is not there. */
function referring(what: CaseContent, keys: ReadonlyMap<string, string>): CaseContent | undefined {
  switch (what.kind) {
    case 'custody':
    case 'weighing': {
      const evidence = keys.get(what.evidence)
      return evidence === undefined ? undefined : { ...what, evidence }
    }
    case 'rating': {
      const [evidence, hypothesis] = [keys.get(what.evidence), keys.get(what.hypothesis)]
      return evidence === undefined || hypothesis === undefined ? undefined : { ...what, evidence, hypothesis }
    }
    case 'judgement': {
      const hypothesis = keys.get(what.hypothesis)
      return hypothesis === undefined ? undefined : { ...what, hypothesis }
    }
    case 'note': {
      if (what.about === undefined) return what
      const about = keys.get(what.about)
      return about === undefined ? undefined : { ...what, about }
    }
    default:
      return what
  }
}

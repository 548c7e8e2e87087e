import type { CasePart } from '@yagura/core'
import type { KindSchemas, Marking, Policies } from '@yagura/record'
import type { Caller } from '../../api/contract/operations.ts'
import type { StreamHandlers, UploadHandlers } from '../../api/routes.ts'
import type { CrossingBook } from '../audit/crossing-book.ts'
import type { SearchProvider } from '../catalogue/search.ts'
import type { Handlers, NodeContext } from '../context.ts'
import type { SharedLogs } from '../releases/release-dependencies.ts'
import type { SharedSubject } from '../releases/shared-subject.ts'
import { casePartCollection, openCaseBook } from './case-book.ts'
import { type CaseFiles, openCaseFiles } from './case-files.ts'
import { caseView, partView, summaryOf, type ViewParts } from './case-view.ts'
import { markOfPart, type PartRules } from './check-part.ts'
import { CaseFileError, UnknownCaseError } from './errors.ts'
import { exportCase } from './export-case.ts'
import { createKnownCases, type KnownCase, type KnownCases, type KnownPart } from './known-cases.ts'
import { matrixView } from './matrix-view.ts'
import { searchCases } from './search-cases.ts'
import { sharePart } from './share-part.ts'
import { createSharedParts, type ToldPart, toldTo } from './shared-parts.ts'
import { createPartWriter } from './write-part.ts'

type JsonIds = 'listCases' | 'openCase' | 'readCase' | 'addCasePart' | 'readCaseMatrix'

/** What cases need of the other services. */
export type CaseDependencies = {
  readonly logs: SharedLogs
  readonly policies: Policies
  readonly kinds: KindSchemas
  readonly crossings: Pick<CrossingBook, 'note'>
}

/** Cases of this node: its own parts and what partners released of theirs. */
export type CaseService = {
  readonly handlers: Handlers<JsonIds>
  readonly streams: Pick<StreamHandlers, 'readCaseFile' | 'exportCase'>
  readonly uploads: Pick<UploadHandlers, 'uploadCaseFile'>
  /** What this node has said of a case and has not withdrawn. Throws UnknownCaseError. */
  readonly ownParts: (caseId: string) => Promise<readonly CasePart[]>
  /** A part, by its key or ULID, as it is shared under a marking. Throws UnknownCaseError where this node has no such part of its own. */
  readonly share: (named: string, mark: Marking) => Promise<SharedSubject>
  /** This node's own parts of all cases in the words in which a nation has them by releases that were not recalled, by their ULIDs. */
  readonly toldTo: (nation: string) => Promise<ReadonlyMap<string, ToldPart>>
  /** Cases in the search over everything. */
  readonly search: SearchProvider
  /** Writes down that an officer is shown the titles of cases, as far as partners gave them. */
  readonly noteListed: (officer: string, caseIds: Iterable<string>) => Promise<void>
  /** Forgets files that no part names a day after they came. */
  readonly retain: () => Promise<void>
}

/** How this node is named in keys of parts where it has no keys, and so nobody to tell them to. */
export const nameWithoutKeys = 'here'
/** Parts of which a list of cases shows something. */
const listedKinds: ReadonlySet<string> = new Set(['closed', 'opened', 'owned', 'renamed', 'reopened', 'task'])
const fewCases = 100
const dayMs = 86_400_000

/** Opens the cases of a node. */
export function createCaseService(context: NodeContext, dependencies: CaseDependencies): CaseService {
  const { logs, policies, kinds } = dependencies
  const own = logs.own()
  const ownNode = own?.node ?? nameWithoutKeys
  const rules: PartRules = { mode: context.mode, policies, party: own?.party, node: ownNode }
  const files = openCaseFiles(context)
  const book = openCaseBook(context, ownNode)
  const readShared = createSharedParts(logs, kinds)
  const cases = createKnownCases(book, readShared, ownNode)
  const view: ViewParts = { ownNode, policies, files, defaultMark: markOfPart(undefined, rules) }
  const writer = createPartWriter(context, { book, cases, files, rules })
  const noted = async (known: KnownCase, { officer }: Caller): Promise<KnownCase> => {
    await noteRead(dependencies.crossings, officer, known.parts)
    return known
  }
  const noteListed = (officer: string, all: readonly KnownCase[]): Promise<void> => {
    const listed = all.flatMap(({ parts }) => parts.filter(({ what }) => listedKinds.has(what.kind)))
    return noteRead(dependencies.crossings, officer, listed)
  }
  return {
    handlers: {
      listCases: async ({ query: { state, offset = 0, limit = fewCases } }, caller) => {
        const fitting = (await cases.all())
          .filter((known) => state === undefined || known.state === state)
          .map((known) => ({ known, summary: summaryOf(known, view) }))
          .sort((a, b) => Date.parse(b.summary.lastUtc) - Date.parse(a.summary.lastUtc))
        const shown = fitting.slice(offset, offset + limit)
        await noteListed(
          caller.officer,
          shown.map(({ known }) => known),
        )
        return { items: shown.map(({ summary }) => summary), total: fitting.length, offset }
      },
      openCase: async ({ body: { title, text, mark } }, { officer }) => {
        const what = { kind: 'opened' as const, title, ...(text === undefined ? {} : { text }) }
        return caseView(await cases.get(await writer.open(what, mark, officer)), view)
      },
      readCase: async ({ params: { id } }, caller) => caseView(await noted(await cases.get(id), caller), view),
      addCasePart: async ({ params: { id }, body: { what, corrects, mark } }, { officer }) => {
        const part = await writer.add(id, { what, corrects, mark }, officer)
        return partView(part, await cases.get(id), view)
      },
      readCaseMatrix: async ({ params: { id } }, caller) => matrixView(await noted(await cases.get(id), caller)),
    },
    streams: createStreams(context, dependencies, {
      cases,
      files,
      saving: { ...view, party: own?.party, mode: context.mode },
    }),
    uploads: {
      uploadCaseFile: async ({ params: { id }, query: { name, mediaType = 'application/octet-stream' }, body }) => {
        await cases.get(id)
        return { ...(await files.take(body)), mediaType, name }
      },
    },
    ownParts: async (caseId) => {
      const { folded } = await cases.get(caseId)
      const standing = folded.threads.filter(({ isWithdrawn }) => !isWithdrawn)
      return standing.flatMap(({ versions }) => versions.filter(({ node }) => node === ownNode))
    },
    share: async (named, mark) => {
      const stored = book.find(named.startsWith(`${ownNode}/`) ? named.slice(ownNode.length + 1) : named)
      if (stored === undefined) throw new UnknownCaseError(named)
      const known = await cases.get(stored.caseId)
      return sharePart(stored, mark, known, ownNode)
    },
    search: searchCases(cases),
    noteListed: async (officer, caseIds) => {
      const wanted = new Set(caseIds)
      await noteListed(officer, wanted.size === 0 ? [] : (await cases.all()).filter(({ id }) => wanted.has(id)))
    },
    toldTo: async (nation) => toldTo(await readShared(), nation),
    retain: () => files.forgetUnnamed((sha256) => isNamedInStore(context, sha256), context.clock.nowMs() - dayMs),
  }
}

/** Bytes of evidence, and a case as a file. */
function createStreams(
  { clock }: NodeContext,
  { crossings }: Pick<CaseDependencies, 'crossings'>,
  parts: { readonly cases: KnownCases; readonly files: CaseFiles; readonly saving: Parameters<typeof exportCase>[4] },
): CaseService['streams'] {
  const { cases, files, saving } = parts
  return {
    readCaseFile: async ({ params: { id, sha256 } }) => {
      if (!namesFile(await cases.get(id), sha256)) throw new CaseFileError(sha256, 'no part of this case names it')
      const headers = { 'content-disposition': `attachment; filename="${sha256}.bin"` }
      return { type: 'application/octet-stream', headers, body: await files.read(sha256) }
    },
    exportCase: async ({ params: { id }, query: { form = 'json' } }, { officer }) => {
      const { type, text, parts } = exportCase(await cases.get(id), form, officer, clock.nowMs(), saving)
      const about = new Map(parts.map((part) => [part.id, part]))
      await crossings.note({
        ...{ kind: 'audit/exported', by: officer, to: officer, of: `case ${id}`, things: [...about.keys()] },
        about: (thing) => ({ id: String(thing), mark: about.get(String(thing))?.mark }),
      })
      const headers = { 'content-disposition': `attachment; filename="case-${id}.${form}"` }
      return { type, headers, body: Buffer.from(text, 'utf8') }
    },
  }
}

function namesFile({ parts }: KnownCase, sha256: string): boolean {
  return parts.some(({ what }) => what.kind === 'evidence' && what.file?.sha256 === sha256)
}

function isNamedInStore({ store }: NodeContext, sha256: string): boolean {
  return store.list(casePartCollection).some(({ body }) => JSON.stringify(body).includes(sha256))
}

/** What partners marked comes before an officer’s eyes: written down by log and place before it is shown. */
async function noteRead({ note }: Pick<CrossingBook, 'note'>, officer: string, parts: readonly KnownPart[]) {
  const received = parts.flatMap(({ mark, provenance }) => (provenance === undefined ? [] : [{ mark, ...provenance }]))
  for (const of of new Set(received.map(({ origin }) => origin))) {
    const byIndex = new Map(received.filter(({ origin }) => origin === of).map((one) => [one.index, one]))
    await note({
      ...{ kind: 'audit/read', by: officer, to: officer, of, things: [...byIndex.keys()] },
      about: (thing) => ({ id: byIndex.get(Number(thing))?.recordId, mark: byIndex.get(Number(thing))?.mark }),
    })
  }
}

import { randomBytes } from 'node:crypto'
import type { CasePart } from '@yagura/core'
import type { CaseContent, Marking } from '@yagura/record'
import type { NodeContext } from '../context.ts'
import { timeOfUlid, ulid } from '../ulid.ts'
import type { CaseBook, StoredPart } from './case-book.ts'
import type { CaseFiles } from './case-files.ts'
import { checkContent, checkCorrected, markOfPart, type PartRules } from './check-part.ts'
import { CaseClosedError, CaseRefusedError } from './errors.ts'
import type { KnownCases } from './known-cases.ts'
import { mostPartsOfNode } from './shared-parts.ts'

/** What somebody wants to say. */
type AskedPart = {
  readonly what: CaseContent
  readonly corrects: readonly string[] | undefined
  readonly mark: Marking | undefined
}

/** Writes this node's own parts, one after the other. */
export type PartWriter = {
  /** @returns Id of the new case. */
  readonly open: (what: CaseContent, mark: Marking | undefined, officer: string) => Promise<string>
  /** @throws UnknownCaseError, CaseClosedError, CaseRefusedError, CaseFileError */
  readonly add: (caseId: string, asked: AskedPart, officer: string) => Promise<CasePart>
}

type WriterParts = {
  readonly book: CaseBook
  readonly cases: KnownCases
  readonly files: CaseFiles
  readonly rules: PartRules
}

/** Makes the writer of a node's parts. */
export function createPartWriter(context: NodeContext, parts: WriterParts): PartWriter {
  const { book, rules } = parts
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(write: () => Promise<Result>): Promise<Result> => {
    const written = last.then(write)
    last = written.catch(() => undefined)
    return written
  }
  return {
    open: (what, mark, officer) =>
      inTurn(async () => {
        const caseId = context.newId()
        const atMs = context.clock.nowMs()
        const opened = { caseId, id: laterId(context, book), atMs, author: officer, mark: markOfPart(mark, rules) }
        await book.add({ ...opened, corrects: [], what })
        return caseId
      }),
    add: (caseId, asked, officer) =>
      inTurn(async () => book.add(await newPart(context, parts, caseId, asked, officer))),
  }
}

async function newPart(
  context: NodeContext,
  { book, cases, files, rules }: WriterParts,
  caseId: string,
  asked: AskedPart,
  author: string,
): Promise<StoredPart> {
  const { folded, parts, state } = await cases.get(caseId)
  const { kind } = asked.what
  if (kind === 'opened' && asked.corrects === undefined)
    throw new CaseRefusedError('this case is open; a new one is opened')
  if (folded.standings.get(rules.node)?.state === 'closed' && state === 'closed' && kind !== 'reopened') {
    throw new CaseClosedError(caseId)
  }
  if (parts.filter(({ node }) => node === rules.node).length >= mostPartsOfNode) {
    throw new CaseRefusedError(`a case has at most ${mostPartsOfNode} parts of a node`)
  }
  const corrects = checkCorrected(asked.corrects ?? [], kind, folded, rules)
  const what = await measured(checkContent(asked.what, folded, rules), cases, caseId, files, rules)
  const mark = markOfPart(asked.mark, rules)
  const id = laterId(context, book)
  return { caseId, id, atMs: context.clock.nowMs(), author, mark, corrects: [...corrects], what }
}

/** Ids tell in which order a node wrote its parts, also within a millisecond and where the clock was set back. */
function laterId(context: NodeContext, book: CaseBook): string {
  const id = context.newId()
  const greatest = book.greatestId()
  return id > greatest ? id : ulid(timeOfUlid(greatest) + 1, randomBytes)
}

/** Evidence that is here and goes on is measured now; what was not measured by the node is as it was said. */
async function measured(
  what: CaseContent,
  cases: KnownCases,
  caseId: string,
  files: CaseFiles,
  { node }: PartRules,
): Promise<CaseContent> {
  if (what.kind !== 'custody' || what.sha256 !== undefined) return what
  const { folded } = await cases.get(caseId)
  const key = what.evidence.includes('/') ? what.evidence : `${node}/${what.evidence}`
  const said =
    folded.threadOf.get(key)?.heads.flatMap((part) => (part.what.kind === 'evidence' ? [part.what] : [])) ?? []
  const sha256 = said.flatMap(({ file }) => file?.sha256 ?? []).find(files.isHeld)
  return sha256 === undefined ? what : { ...what, sha256: await files.measure(sha256) }
}

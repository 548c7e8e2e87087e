import type { CasePartView, CaseView } from '../api/contract/cases.ts'
import type { Answer } from '../api/contract/common.ts'
import type { operations } from '../api/contract/operations.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'
import { openNodeClient } from './node-client.ts'
import { createTable, tableFormats } from './table.ts'

type Data = { readonly data?: string }
type Rows = Data & { readonly format: string }

const pageLength = 1000
const caseColumns = [
  ...['id', 'state', 'title', 'owner', 'parties', 'parts', 'open_tasks', 'next_due_utc', 'first_utc', 'last_utc'],
  'portion',
]
const partColumns = [
  ...['thread', 'key', 'kind', 'holds', 'party', 'author', 'at_utc', 'portion', 'corrects', 'absent', 'record'],
  ...['released_to', 'custody', 'what'],
]
const matrixColumns = [
  'by',
  'hypothesis',
  'title',
  'rank',
  'inconsistency',
  'against',
  'unrated',
  'hangs_on',
  'judgement',
]

type Summary = Answer<(typeof operations)['listCases']>['items'][number]
type Matrix = Answer<(typeof operations)['readCaseMatrix']>

/** `yagura case list`: one row each, the one that changed last first. */
export async function listCases(
  options: Rows & { readonly state?: 'open' | 'closed' },
  { output }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const printRow = createTable(caseColumns, parseWord('--format', options.format, tableFormats), output.write)
  for (let offset = 0, total = 1; offset < total; offset += pageLength) {
    const query = { offset, limit: pageLength, ...(options.state === undefined ? {} : { state: options.state }) }
    const page = await node.ask('listCases', { query })
    for (const summary of page.items) printRow(summaryCells(summary))
    total = page.total
  }
  await output.end()
  return exitCodes.done
}

/** `yagura case show`: a row for each part that holds, or for each version of all. */
export async function showCase(
  id: string,
  options: Rows & { readonly versions?: boolean },
  { output, messages }: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const printRow = createTable(partColumns, parseWord('--format', options.format, tableFormats), output.write)
  const found = await node.ask('readCase', { params: { id } })
  for (const thread of found.threads) {
    for (const part of thread.versions) {
      const holds = thread.heads.includes(part.key)
      if (holds || options.versions === true) printRow(partCells(part, thread, holds))
    }
  }
  await output.end()
  messages.say(
    `${found.title ?? '(no title told)'}: ${found.state}, ${found.parts} parts of ${found.parties.join(', ')}`,
  )
  return exitCodes.done
}

/** `yagura case matrix`: what speaks against each hypothesis, by each nation and by all together. */
export async function showMatrix(id: string, options: Rows, { output, messages }: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const printRow = createTable(matrixColumns, parseWord('--format', options.format, tableFormats), output.write)
  const matrix = await node.ask('readCaseMatrix', { params: { id } })
  for (const conclusion of matrix.conclusions) {
    const hangsOn = conclusion.withoutSource.filter(({ changesLead }) => changesLead).map(({ source }) => source)
    for (const { hypothesis, rank, inconsistency, against, unrated } of conclusion.ranking) {
      const title = matrix.hypotheses.find(({ key }) => key === hypothesis)?.title
      printRow([
        ...[
          conclusion.party ?? conclusion.node ?? 'together',
          hypothesis,
          title,
          rank ?? undefined,
          inconsistency ?? undefined,
          against,
          unrated,
        ],
        ...[hangsOn, judgementOf(matrix, conclusion.node, hypothesis)],
      ])
    }
  }
  await output.end()
  messages.say(`${matrix.rows.length} items of evidence against ${matrix.hypotheses.length} hypotheses`)
  return exitCodes.done
}

/** Prints the row of a case. */
export async function printCase(found: CaseView, { output }: CommandContext): Promise<number> {
  createTable(caseColumns, 'ndjson', output.write)(summaryCells(found))
  await output.end()
  return exitCodes.done
}

/** Prints the row of a part that was added. */
export async function printPart(part: CasePartView, { output }: CommandContext): Promise<number> {
  createTable(partColumns, 'ndjson', output.write)(partCells(part, { key: part.key, custody: null }, true))
  await output.end()
  return exitCodes.done
}

function summaryCells(summary: Summary) {
  const { id, state, title, owner, parties, parts, openTasks, nextDueUtc, firstUtc, lastUtc, portion } = summary
  return [
    ...[id, state, title ?? undefined, owner ?? undefined, parties, parts, openTasks, nextDueUtc ?? undefined],
    ...[firstUtc, lastUtc, portion?.en],
  ]
}

function partCells(
  part: CasePartView,
  { key, custody }: Pick<CaseView['threads'][number], 'key' | 'custody'>,
  holds: boolean,
) {
  const { node, party, author, atUtc, portion, corrects, absent, provenance, went, what } = part
  const left = went.filter(({ recalled }) => !recalled).map(({ origin }) => origin)
  return [
    ...[key, part.key, what.kind, holds, party ?? node, author ?? undefined, atUtc, portion.en, corrects, absent],
    ...[provenance?.recordId, left, custody === null ? undefined : custody.findings, JSON.stringify(what)],
  ]
}

/** Likelihood with its range, and confidence beside it, never mixed. */
function judgementOf({ judgements }: Matrix, node: string | null, hypothesis: string): string | undefined {
  const words = judgements
    .filter((one) => one.node === node && one.hypothesis === hypothesis)
    .map(({ author, likelihood, lowPercent, highPercent, confidence }) => {
      return `${likelihood} (${lowPercent}–${highPercent} %); confidence ${confidence}${author === null ? '' : `; ${author}`}`
    })
  return words.length === 0 ? undefined : words.join(' | ')
}

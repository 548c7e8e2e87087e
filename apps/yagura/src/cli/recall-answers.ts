import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { openNodeClient } from './node-client.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura release answers` as typed. */
export type RecallAnswersOptions = { readonly data?: string; readonly format: string }

/**
 * `yagura release answers`: what each partner answered to the recall of a release, a row each.
 *
 * @throws WrongUseError (rejects) where the release was not recalled.
 */
export async function listRecallAnswers(
  id: string,
  options: RecallAnswersOptions,
  { output }: CommandContext,
): Promise<number> {
  const format = parseWord('--format', options.format, tableFormats)
  const node = await openNodeClient(dataFolderOf(options.data))
  const { recallDraft, recalledUtc } = await node.ask('readRelease', { params: { id } })
  if (recallDraft === null || recalledUtc === null) throw new WrongUseError(id, 'this release was not recalled')
  const { items } = await node.ask('listRecallAnswers', { params: { id: recallDraft.bodySha256 } })
  const printRow = createTable(['node', 'party', 'done', 'answered_utc'], format, output.write)
  for (const { node: name, party, done, atUtc } of items) printRow([name, party, done ?? undefined, atUtc ?? undefined])
  await output.end()
  return exitCodes.done
}

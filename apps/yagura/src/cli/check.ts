import { existsSync } from 'node:fs'
import { stixFile } from '../node/cyber/store/open-stix-store.ts'
import { checkStixStore } from '../node/cyber/store/stix-copies.ts'
import { checkStore } from '../node/store/check-store.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf, storesIn } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'

/** Options of `yagura check` as typed. */
export type CheckOptions = { readonly data?: string }

/**
 * `yagura check`: looks through the stores of a data folder and says what is wrong with them; the node may be running.
 *
 * @returns The exit code: bad input where something is wrong.
 */
export async function check(options: CheckOptions, { messages }: CommandContext): Promise<number> {
  let isWhole = true
  for (const file of storesIn(dataFolderOf(options.data))) {
    const { version, lines, documents, archiveRows, problems } = await checkStore(file)
    for (const problem of problems) messages.say(`${file}: ${problem}`)
    if (problems.length > 0) isWhole = false
    else {
      const content = `${lines} lines of the log, ${documents} documents, ${archiveRows} archive rows`
      messages.say(`${file}: form ${version}, whole: ${content}`)
    }
  }
  for (const mode of ['REAL', 'SIMULATED'] as const) {
    const file = stixFile(dataFolderOf(options.data), mode)
    if (!existsSync(file)) continue
    const { version, objects, versions, problems } = await checkStixStore(file)
    for (const problem of problems) messages.say(`${file}: ${problem}`)
    if (problems.length > 0) isWhole = false
    else messages.say(`${file}: form ${version}, whole: ${objects} STIX objects in ${versions} versions`)
  }
  return isWhole ? exitCodes.done : exitCodes.badInput
}

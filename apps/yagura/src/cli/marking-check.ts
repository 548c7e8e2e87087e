import { YaguraError } from '@yagura/core'
import { checkMarking } from '@yagura/record'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { InterruptedError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { knownPolicies, readJson } from './marking-arguments.ts'
import { displayName } from './read-file.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura marking check` as typed. */
export type MarkingCheckOptions = { readonly policy?: string; readonly format: string }

/**
 * `yagura marking check`: whether each file holds a marking as a record would have it, a row a file.
 *
 * @returns The exit code: bad input where one is not valid.
 */
export async function checkMarkings(
  files: readonly string[],
  options: MarkingCheckOptions,
  context: CommandContext,
): Promise<number> {
  const format = parseWord('--format', options.format, tableFormats)
  const policies = await knownPolicies(options.policy, context)
  const print = createTable(['file', 'valid', 'error'], format, context.output.write)
  let areAllValid = true
  for (const file of files) {
    let error: string | undefined
    try {
      const checked = checkMarking(await readJson(file, context), policies)
      if (!checked.ok) error = `${checked.fault.reason} (${checked.fault.code})`
    } catch (cause) {
      if (!(cause instanceof YaguraError) || cause instanceof InterruptedError) throw cause
      error = cause.message
    }
    if (error !== undefined) areAllValid = false
    print([displayName(file), error === undefined, error])
    await context.output.drain()
  }
  await context.output.end()
  return areAllValid ? exitCodes.done : exitCodes.badInput
}

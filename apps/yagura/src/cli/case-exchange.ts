import { writeFile } from 'node:fs/promises'
import { parseWord } from './arguments.ts'
import { markIfTyped, type PartOptions } from './case-acts.ts'
import { readJsonFile } from './check-file.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { UnreadableFileError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { openNodeClient } from './node-client.ts'
import { displayName } from './read-file.ts'

/** Options of `yagura case export` with `--as`, as typed. */
export type ExchangeOptions = {
  readonly data?: string
  readonly to: string
  readonly as: string
  /** Nation of the reader. */
  readonly for?: string
}

/** `yagura case export --as`: a case as a bundle of STIX; what has no place in it is said. */
export async function exportCaseAs(id: string, options: ExchangeOptions, context: CommandContext): Promise<number> {
  const as = parseWord('--as', options.as, ['stix', 'attack-flow'] as const)
  const node = await openNodeClient(dataFolderOf(options.data))
  const query = { as, ...(options.for === undefined ? {} : { for: options.for }) }
  const { bundle, heldBack, notCarried } = await node.ask('exportCaseBundle', { params: { id }, query })
  const text = `${JSON.stringify(bundle, undefined, 2)}\n`
  if (options.to === '-') {
    context.output.write(text)
    await context.output.end()
  } else {
    await writeFile(options.to, text, { flag: 'wx', mode: 0o600 }).catch((cause: Error) => {
      throw new UnreadableFileError(options.to, cause)
    })
  }
  if (heldBack > 0) context.messages.say(`${heldBack} parts may not leave and are not in it`)
  sayNotCarried(notCarried, context)
  return exitCodes.done
}

/** `yagura case import`: opens a case and prints a row with its id. */
export async function importCase(
  file: string,
  options: PartOptions & { readonly incident?: string },
  context: CommandContext,
): Promise<number> {
  const read = await readJsonFile(file, context)
  if (!read.ok) throw new UnreadableFileError(displayName(file), new Error(read.answer.issues[0]?.message))
  const node = await openNodeClient(dataFolderOf(options.data))
  const mark = await markIfTyped(options, node)
  const { incident } = options
  const body = {
    bundle: read.value,
    ...(incident === undefined ? {} : { incident }),
    ...(mark === undefined ? {} : { mark }),
  }
  const { caseId, parts, notCarried } = await node.ask('importCaseBundle', { body })
  context.output.write(`${JSON.stringify({ file, case: caseId, parts, notCarried: notCarried.length })}\n`)
  await context.output.end()
  sayNotCarried(notCarried, context)
  return exitCodes.done
}

const mostSaid = 100

function sayNotCarried(
  notCarried: readonly { readonly what: string; readonly why: string }[],
  { messages }: CommandContext,
): void {
  for (const { what, why } of notCarried.slice(0, mostSaid)) messages.say(`not carried: ${what}: ${why}`)
  if (notCarried.length > mostSaid) messages.say(`and ${notCarried.length - mostSaid} more`)
}

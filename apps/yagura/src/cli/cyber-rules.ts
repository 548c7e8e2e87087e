import { type RefusedRule, readSigmaRules, type SigmaRule } from '@yagura/cyber'
import { listLogs } from '../scan/log-list.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { readText } from './read-text.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura cyber rules` as typed. */
export type RulesOptions = { readonly format: string }

/** The reader of rules refuses longer files; a little more is read, so that it sees that they are. */
const mostCharacters = (1 << 20) + 1
const columns = ['file', 'id', 'title', 'status', 'logsource', 'reason']

/**
 * `yagura cyber rules`: a row for each Sigma rule, first those that can be asked.
 *
 * @param names - Files, or folders of `.yml` and `.yaml` files.
 * @returns The exit code: bad input where a rule is refused.
 * @throws UnreadableFileError
 */
export async function checkRules(
  names: readonly string[],
  options: RulesOptions,
  context: CommandContext,
): Promise<number> {
  const { output, messages } = context
  const print = createTable(columns, parseWord('--format', options.format, tableFormats), output.write)
  const listed = await listLogs(names)
  const files = []
  for (const name of listed) {
    if (names.includes(name) || /\.ya?ml$/i.test(name))
      files.push({ name, text: await readText(name, context, mostCharacters) })
  }
  const { rules, refused } = readSigmaRules(files)
  for (const rule of rules) print([rule.file, rule.id, rule.title, 'ready', sourceOf(rule), undefined])
  for (const rule of refused) print(refusedRow(rule))
  messages.say(`${rules.length} rules are ready, ${refused.length} refused`)
  await output.end()
  return refused.length === 0 ? exitCodes.done : exitCodes.badInput
}

function refusedRow({ file, id, title, reason }: RefusedRule): readonly (string | undefined)[] {
  return [file, id, title, 'refused', undefined, reason]
}

/** As rules write it, on one line; a correlation has none of its own. */
function sourceOf(rule: SigmaRule): string | undefined {
  if (rule.kind === 'correlation') return undefined
  const words = Object.entries(rule.source).flatMap(([name, word]) => (word === undefined ? [] : [`${name}: ${word}`]))
  return words.join(', ')
}

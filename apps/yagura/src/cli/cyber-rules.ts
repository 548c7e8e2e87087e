import { type RefusedRule, type RuleFile, readSigmaRules, type SigmaRule } from '@yagura/cyber'
import { listRuleFiles } from '../scan/list-rule-files.ts'
import { parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { readUtf8 } from './read-utf8.ts'
import { createTable, tableFormats } from './table.ts'

/** Options of `yagura cyber rules` as typed. */
export type RulesOptions = { readonly format: string }

/** What the reader of rules refuses is not read to its end. */
const mostCharacters = 1 << 20
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
  const listed = await listRuleFiles(names)
  for (const problem of listed.problems) messages.say(problem)
  const files: RuleFile[] = []
  const unread: RefusedRule[] = []
  for (const name of listed.files) {
    const read = await readUtf8(name, context, mostCharacters)
    if (read.ok) files.push({ name, text: read.text })
    else unread.push({ file: name, id: undefined, title: undefined, reason: read.message })
  }
  const answer = readSigmaRules(files)
  const { rules } = answer
  const refused = [...unread, ...answer.refused]
  for (const rule of rules) print([rule.file, rule.id, rule.title, 'ready', sourceOf(rule), undefined])
  for (const rule of refused) print(refusedRow(rule))
  messages.say(`${rules.length} rules are ready, ${refused.length} refused`)
  await output.end()
  return refused.length + listed.problems.length === 0 ? exitCodes.done : exitCodes.badInput
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

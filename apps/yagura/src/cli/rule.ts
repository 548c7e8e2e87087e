import { parseAlertRules } from '@yagura/space'
import type { Rule } from '../api/contract/alerts.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { exitCodes } from './exit-codes.ts'
import { openNodeClient } from './node-client.ts'
import { readText } from './read-text.ts'

const MOST_RULES_TEXT = 1_000_000

/** Options of `yagura rule` as typed. */
export type RuleOptions = { readonly data?: string }

/** `yagura rule list`: the rules of a running node, one line of JSON each. */
export async function listRules(options: RuleOptions, { output }: CommandContext): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  const { items } = await node.ask('listRules', {})
  for (const rule of items) output.write(`${JSON.stringify(rule)}\n`)
  await output.end()
  return exitCodes.done
}

/** `yagura rule add|change`: hands the rules of a file to a running node; nothing is handed in of a file with a problem. */
export async function writeRules(
  action: 'add' | 'change',
  file: string,
  options: RuleOptions,
  context: CommandContext,
): Promise<number> {
  const rules = rulesOf(await readText(file, context, MOST_RULES_TEXT))
  const node = await openNodeClient(dataFolderOf(options.data))
  for (const rule of rules) {
    if (action === 'add') await node.ask('addRule', { body: rule })
    else await node.ask('changeRule', { params: { id: rule.id }, body: rule })
    context.messages.say(`rule ${rule.id}: ${action === 'add' ? 'added' : 'changed'}`)
  }
  return exitCodes.done
}

/** `yagura rule remove`. */
export async function removeRules(
  ids: readonly string[],
  options: RuleOptions,
  context: CommandContext,
): Promise<number> {
  const node = await openNodeClient(dataFolderOf(options.data))
  for (const id of ids) {
    await node.ask('removeRule', { params: { id } })
    context.messages.say(`rule ${id}: removed`)
  }
  return exitCodes.done
}

/** A file of one rule or of `{"rules": […]}`, through the same door as `yagura space alerts --rules`. */
function rulesOf(text: string): readonly Rule[] {
  const value: unknown = parseLoosely(text)
  const one = typeof value === 'object' && value !== null && !('rules' in value)
  const whole = one ? JSON.stringify({ rules: [value] }) : text
  parseAlertRules(whole)
  const { rules }: { rules: readonly Rule[] } = JSON.parse(whole)
  return rules
}

/** What is no JSON is left to the door, which says what is wrong with it. */
function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

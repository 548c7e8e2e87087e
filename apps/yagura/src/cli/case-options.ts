import type { CaseContent } from '@yagura/record'
import { type Command, Option } from 'commander'
import type { PartOptions } from './case-acts.ts'
import type { CommandContext } from './context.ts'

/** Runs what a command does. */
export type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

/** What is typed for every part; `for` are the nations that may get it. */
export type Typed = Omit<PartOptions, 'to'> & { readonly for?: string }

/** The option that names the running node. */
export const dataOption = (): Option =>
  new Option('--data <DIR>', 'data folder of the running node; without it $YAGURA_DATA, else ~/.local/share/yagura')

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

/** Adds what every part is given: its marking, and what it corrects. */
export function marked(command: Command): Command {
  return command
    .addOption(dataOption())
    .option('--for <NATIONS>', 'who may get it besides the own nation: USA,AUS; without it nobody')
    .option('--policy <ID>', 'policy of the marking; without it that of the node’s nation')
    .option('--level <N>', 'level of that policy, 0 the lowest')
    .option('--tlp <LABEL>', 'TLP label')
    .option('--corrects <KEY>', 'part in whose place it stands; several times', collect)
}

/** A command that adds a part to a case. */
export function caseCommand(parent: Command, name: string, description: string): Command {
  return marked(parent.command(name).description(description).argument('<ID>', 'id of the case'))
}

/** What was typed for a part, without what its kind asks for. */
export function partOptions({ for: to, data, policy, level, tlp, corrects }: Typed): PartOptions {
  return {
    ...given({ to, data, policy, level, tlp }, 'to', 'data', 'policy', 'level', 'tlp'),
    ...(corrects === undefined ? {} : { corrects }),
  }
}

/** What was typed of these, and no member for what was not. */
export function given<Name extends string>(
  words: Readonly<Record<string, string | undefined>>,
  ...names: readonly Name[]
): Partial<Record<Name, string>> {
  const typed: Partial<Record<Name, string>> = {}
  for (const name of names) {
    const word = words[name]
    if (word !== undefined) typed[name] = word
  }
  return typed
}

/** Adds a part and prints its row. */
export async function add(run: Run, id: string, what: CaseContent, options: Typed): Promise<void> {
  const { addContent } = await import('./case-acts.ts')
  await run((context) => addContent(id, what, partOptions(options), context))
}

import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import type { MarkingPairOptions } from './marking.ts'
import type { MarkingCheckOptions } from './marking-check.ts'
import type { MarkingLabelOptions } from './marking-label.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

const marking = 'a marking: a JSON file, - for standard input, or JSON that begins with {'
const policy = 'JP, US, AU, KR, IN, NATO or TLP, or a policy file'
const format = ['--format <FORM>', 'rows as ndjson or csv', 'ndjson'] as const

/** The commands on markings: they need no node. */
export function addMarkingCommands(program: Command, run: Run): void {
  const markings = program.command('marking').description('Markings: who may see a record.')
  addPairCommands(markings, run)
  markings
    .command('show')
    .description('Print a marking in words, English and Japanese, and the log that would hold the record.')
    .argument('<A>', marking)
    .option('--policy <P>', `policy file of the marking, if it is not one that comes with Yagura: ${policy}`)
    .action(async (a: string, options: { policy?: string }) => {
      const { showMarking } = await import('./marking.ts')
      await run((context) => showMarking(a, options, context))
    })
  markings
    .command('check')
    .description('Say whether files hold markings as a record would have them, one row a file.')
    .argument('<FILE...>', 'JSON of one marking; - for standard input')
    .option('--policy <P>', `a further policy: ${policy}`)
    .option(...format)
    .action(async (files: readonly string[], options: MarkingCheckOptions) => {
      const { checkMarkings } = await import('./marking-check.ts')
      await run((context) => checkMarkings(files, options, context))
    })
  markings
    .command('label')
    .description('Read STANAG 4774 labels: valid by their policy, in its words, open to a clearance; one row a file.')
    .argument('<FILE...>', 'XML of one label (ADatP-4774, or by numbers); - for standard input')
    .option('--spif <XML>', 'XML-SPIF policy; without it the label becomes a marking by the policies of Yagura')
    .option('--clearance <XML>', 'with --spif: does this clearance open the label?')
    .option('--language <TAG>', 'with --spif: language of its words, such as en or fr-CA', 'en')
    .option(...format)
    .action(async (files: readonly string[], options: MarkingLabelOptions) => {
      const { readLabels } = await import('./marking-label.ts')
      await run((context) => readLabels(files, options, context))
    })
}

function addPairCommands(markings: Command, run: Run): void {
  markings
    .command('join')
    .description('Print the least marking that guards what A and B guard.')
    .argument('<A>', marking)
    .argument('<B>', marking)
    .requiredOption('--policy <P>', `policy in whose words the result is: ${policy}`)
    .action(async (a: string, b: string, options: MarkingPairOptions) => {
      const { joinMarkings } = await import('./marking.ts')
      await run((context) => joinMarkings(a, b, options, context))
    })
  markings
    .command('dominates')
    .description('Print whether A guards at least as much as B: true or false.')
    .argument('<A>', marking)
    .argument('<B>', marking)
    .requiredOption('--policy <P>', `policy in whose words levels are compared: ${policy}`)
    .action(async (a: string, b: string, options: MarkingPairOptions) => {
      const { compareMarkings } = await import('./marking.ts')
      await run((context) => compareMarkings(a, b, options, context))
    })
}

import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import type { ImportCommandOptions } from './cyber-import.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

/** The commands that fill, search and empty out the store of STIX objects. */
export function addCyberStoreCommands(cyber: Command, run: Run): void {
  cyber
    .command('import')
    .description('Take intelligence into the store of a data folder: one row a file.')
    .argument('<FILE...>', 'STIX 2.1 or 2.0 in JSON, a MISP event or a CSAF advisory; gzip too; - for standard input')
    .option('--data <DIR>', 'folder of the data')
    .option('--simulated', 'into the store of generated data')
    .option('--marking <MARKING>', 'who may see what says nothing of it: JSON or a file; without it the own nation')
    .option('--release-to <NATIONS>', 'nations that the marking names, with commas: JPN,USA')
    .option('--originator <NATION>', 'whose intelligence it is, where it is another nation’s')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (files: readonly string[], options: ImportCommandOptions) => {
      const { importFiles } = await import('./cyber-import.ts')
      await run((context) => importFiles(files, options, context))
    })
}

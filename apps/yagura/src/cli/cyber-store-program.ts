import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import type { ExportOptions } from './cyber-export.ts'
import type { ImportCommandOptions } from './cyber-import.ts'
import type { SearchOptions } from './cyber-search.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

/** The commands that fill, search and empty out the store of STIX objects. */
export function addCyberStoreCommands(cyber: Command, run: Run): void {
  cyber
    .command('import')
    .description('Take intelligence into the store of a data folder: one row a file.')
    .argument('<FILE...>', 'STIX 2.1 or 2.0 in JSON, a MISP event or a CSAF advisory; gzip too; - for standard input')
    .option('--data <DIR>', 'folder of the data')
    .option('--simulated', 'into the store of generated data')
    .option('--real', 'into the store of real data, also where there are generated ones alone')
    .option('--marking <MARKING>', 'who may see what says nothing of it: JSON or a file; without it the own nation')
    .option('--release-to <NATIONS>', 'nations that the marking names, with commas: JPN,USA')
    .option('--originator <NATION>', 'whose intelligence it is, where it is another nation’s')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (files: readonly string[], options: ImportCommandOptions) => {
      const { importFiles } = await import('./cyber-import.ts')
      await run((context) => importFiles(files, options, context))
    })
  cyber
    .command('export')
    .description('Print what the store holds as STIX 2.1: one bundle, or one object a line.')
    .option('--data <DIR>', 'folder of the data')
    .option('--simulated', 'from the store of generated data')
    .option('--real', 'from the store of real data, also where there are generated ones alone')
    .option('--type <TYPES>', 'only these types, with commas')
    .option('--text <TEXT>', 'only what holds these words')
    .option('--source <SOURCE>', 'only what this source brought')
    .option('--as <NATION>', 'only what may leave to this nation')
    .option('--format <FORM>', 'bundle or ndjson', 'bundle')
    .action(async (options: ExportOptions) => {
      const { exportObjects } = await import('./cyber-export.ts')
      await run((context) => exportObjects(options, context))
    })
  cyber
    .command('search')
    .description('Find objects by words: one row an object, the best first.')
    .argument('<TEXT>', 'words that all occur; the last may be the beginning of one')
    .option('--data <DIR>', 'folder of the data')
    .option('--simulated', 'in the store of generated data')
    .option('--real', 'in the store of real data, also where there are generated ones alone')
    .option('--type <TYPES>', 'only these types, with commas')
    .option('--limit <N>', 'rows at most', '50')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (text: string, options: SearchOptions) => {
      const { searchObjects } = await import('./cyber-search.ts')
      await run((context) => searchObjects(text, options, context))
    })
}

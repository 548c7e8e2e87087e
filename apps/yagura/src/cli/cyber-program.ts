import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import type { FlowOptions } from './cyber-flow.ts'
import type { IdOptions } from './cyber-id.ts'
import type { MatchOptions } from './cyber-match.ts'
import type { RulesOptions } from './cyber-rules.ts'
import type { ScanOptions } from './cyber-scan.ts'
import { addCyberStoreCommands } from './cyber-store-program.ts'
import type { ValidateOptions } from './cyber-validate.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

/** The commands of the cyber watch. */
export function addCyberCommands(program: Command, run: Run): void {
  const cyber = program
    .command('cyber')
    .description('The cyber watch: partners’ intelligence checked, kept and searched, and found in logs.')
  cyber
    .command('match')
    .description('Ask STIX patterns of observations: one row a pattern, in order.')
    .argument('[OBSERVED]', 'observed-data of STIX 2.0 or 2.1: a list or a bundle in JSON; - for standard input', '-')
    .requiredOption('--patterns <FILE>', 'one JSON object a line: {"pattern":"[…]","stix":"2.1"}')
    .option('--format <FORM>', 'rows as ndjson', 'ndjson')
    .action(async (observed: string, options: MatchOptions) => {
      const { matchPatterns } = await import('./cyber-match.ts')
      await run((context) => matchPatterns(observed, options, context))
    })
  cyber
    .command('id')
    .description('Print the deterministic id of each STIX cyber observable: one row an object, in order.')
    .argument('<FILE>', 'one object in JSON a line; - for standard input')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (file: string, options: IdOptions) => {
      const { printIds } = await import('./cyber-id.ts')
      await run((context) => printIds(file, options, context))
    })
  addValidate(cyber, run)
  addFlow(cyber, run)
  addScan(cyber, run)
  addRules(cyber, run)
  addCyberStoreCommands(cyber, run)
}

function addValidate(cyber: Command, run: Run): void {
  const more = (value: string, before: readonly string[]): readonly string[] => [...before, value]
  cyber
    .command('validate')
    .description('Check STIX 2.1 and 2.0, and CSAF 2.0, against the standard: one row a file.')
    .argument('<FILE...>', 'an object, a bundle or a list of them in JSON; gzip too; - for standard input')
    .option('--strict', 'count recommendations (SHOULD) as requirements (MUST)')
    .option('--enforce-refs', 'what relationships and sightings name must be in the bundle')
    .option('--strict-types', 'recommend types of the standard alone')
    .option('--strict-properties', 'recommend properties of the standard alone')
    .option('--disable <CODES>', 'recommendations that are not checked, by code, number or group, with commas')
    .option('--enable <CODES>', 'recommendations that are checked, alone where none is disabled')
    .option('--schemas <PATH>', 'JSON Schemas of extensions: a file, or a folder; may be given several times', more, [])
    .option('--format <FORM>', 'rows as ndjson', 'ndjson')
    .action(async (files: readonly string[], options: ValidateOptions) => {
      const { validateFiles } = await import('./cyber-validate.ts')
      await run((context) => validateFiles(files, options, context))
    })
}

function addRules(cyber: Command, run: Run): void {
  cyber
    .command('rules')
    .description('Check Sigma rules: one row a rule.')
    .argument('<FILE...>', 'files of rules, or folders of them')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (files: readonly string[], options: RulesOptions) => {
      const { checkRules } = await import('./cyber-rules.ts')
      await run((context) => checkRules(files, options, context))
    })
}

function addScan(cyber: Command, run: Run): void {
  const more = (value: string, before: readonly string[]): readonly string[] => [...before, value]
  cyber
    .command('scan')
    .description('Find indicators, STIX patterns and Sigma rules in logs: one row an alert.')
    .argument('<LOG...>', 'files or folders; gzip too; - for standard input')
    .option('--bundle <FILE>', 'indicators of a STIX bundle in JSON; may be given several times', more, [])
    .option('--indicators <CSV>', 'a table of indicators; may be given several times', more, [])
    .option('--sigma <DIR>', 'a folder of Sigma rules, or one file; may be given several times', more, [])
    .option('--placeholders <FILE>', 'values for placeholders of Sigma rules in JSON: {"servers":["srv*"]}')
    .option(
      '--log-source <WORDS>',
      'of which log all events are, for Sigma rules: product=windows,category=process_creation',
    )
    .option('--warning-list <FILE>', 'values that are harmless, as MISP has it; may be given several times', more, [])
    .option('--no-standard-lists', 'look for private addresses, local names and public name servers, too')
    .requiredOption('--format-in <FORM>', 'form of the logs: eve, zeek, json or syslog')
    .option('--workers <N>', 'threads', '1')
    .option('--resume <STATE>', 'keep how far the scan has come there, and go on from it after an interruption')
    .option('--format <FORM>', 'rows as ndjson', 'ndjson')
    .action(async (logs: readonly string[], options: ScanOptions) => {
      const { scanLogs } = await import('./cyber-scan.ts')
      await run((context) => scanLogs(logs, options, context, Date.now()))
    })
}

function addFlow(cyber: Command, run: Run): void {
  cyber
    .command('flow')
    .description('Check Attack Flows 2.0, written or drawn: one row a file.')
    .argument('<FILE...>', 'a bundle of STIX in JSON, or a drawing (.afb); gzip too; - for standard input')
    .option('--strict', 'count recommendations (SHOULD), cycles and what is not reached as errors')
    .option('--format <FORM>', 'rows as ndjson', 'ndjson')
    .action(async (files: readonly string[], options: FlowOptions) => {
      const { checkFlows } = await import('./cyber-flow.ts')
      await run((context) => checkFlows(files, options, context))
    })
}

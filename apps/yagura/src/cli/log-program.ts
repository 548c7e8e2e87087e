import type { Command } from 'commander'
import type { AuditOptions } from './audit.ts'
import type { CommandContext } from './context.ts'
import type { CheckProofOptions } from './log-check-proof.ts'
import type { LogProofOptions } from './log-proof.ts'
import type { LogVerifyOptions } from './log-verify.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

const format = ['--format <FORM>', 'rows as ndjson or csv', 'ndjson'] as const
const where = 'URL of the log (the folder of its checkpoint), or a folder that holds its files'

/** `yagura audit`: what crossed a marking at a running node. */
export function addAuditCommand(program: Command, run: Run): void {
  program
    .command('audit')
    .description('List what crossed a marking: to partners, on media and before whose eyes; newest first.')
    .option('--data <DIR>', 'data folder of the running node; without it $YAGURA_DATA, else ~/.local/share/yagura')
    .option('--since <UTC>', 'lines from this instant on, ISO 8601')
    .option('--until <UTC>', 'lines before this instant, ISO 8601')
    .option('--kind <KIND>', 'only these: given, carried, viewed-as, read or exported')
    .option('--by <NAME>', 'only what this officer did, or node')
    .option('--to <WHO>', 'only to this partner’s node, or before this officer')
    .option(...format)
    .action(async (options: AuditOptions) => {
      const { listAudit } = await import('./audit.ts')
      await run((context) => listAudit(options, context))
    })
}

/** The commands on transparency logs, anybody’s: they need no node. */
export function addLogCommands(program: Command, run: Run): void {
  const log = program.command('log').description('Transparency logs (C2SP tlog-tiles), of this node or of anybody.')
  log
    .command('check-proof')
    .description('Judge Merkle proofs of inclusion and consistency (RFC 9162), one row a file.')
    .argument('<FILE...>', 'a proof in JSON; a folder stands for every .json file in it; - for standard input')
    .option(...format)
    .action(async (files: readonly string[], options: CheckProofOptions) => {
      const { checkProofs } = await import('./log-check-proof.ts')
      await run((context) => checkProofs(files, options, context))
    })
  log
    .command('verify')
    .description('Verify a log whole: the signature of its checkpoint, every tile and every entry.')
    .argument('<URL|DIR>', where)
    .requiredOption('--vkey <FILE|STRING>', 'verifier key of the log, NAME+HASH+KEY, or a file that holds it')
    .option('--checkpoint <FILE>', 'a checkpoint of the log that was kept: the log must have grown out of it')
    .option(...format)
    .action(async (place: string, options: LogVerifyOptions) => {
      const { verifyLogCommand } = await import('./log-verify.ts')
      await run((context) => verifyLogCommand(place, options, context))
    })
  log
    .command('proof')
    .description('Print the proof that an entry is in a log, in the form that check-proof reads.')
    .argument('<URL|DIR>', where)
    .requiredOption('--index <N>', 'position of the entry, from 0')
    .action(async (place: string, options: LogProofOptions) => {
      const { printProof } = await import('./log-proof.ts')
      await run((context) => printProof(place, options, context))
    })
}

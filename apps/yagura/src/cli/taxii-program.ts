import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import type { AddTaxiiAccountOptions, TaxiiAccountOptions } from './taxii-account.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

/** The commands of TAXII: who may ask this node, and what is fetched from and brought to other servers. */
export function addTaxiiCommands(program: Command, run: Run): void {
  const taxii = program
    .command('taxii')
    .description('TAXII 2.1: accounts of this node’s server at /taxii2/, and exchange with other servers.')
  const account = taxii.command('account').description('Accounts by which other programs ask the running node.')
  account
    .command('add')
    .description('Let a TAXII client sign in; the password is read from the terminal or from standard input.')
    .argument('<NAME>', 'name to sign in with: small letters, digits, . _ -')
    .option('--data <DIR>', 'folder of the node’s data')
    .option('--nation <NATION>', 'whose people use it; without it those of this node’s own nation')
    .option('--clearance <POLICY:LEVEL>', 'up to which level; without it what is unclassified alone')
    .option('--policies <POLICIES>', 'policies that they handle, with commas; without it all that come with Yagura')
    .option('--compartments <NAMES>', 'compartments that they are read into, with commas')
    .option('--no-read', 'may not read what is shared')
    .option('--contributes <RIGHT>', 'what it may add: no, write or read-and-write', 'no')
    .option('--marking <MARKING>', 'marking of what it adds: JSON or a file')
    .action(async (name: string, options: AddTaxiiAccountOptions) => {
      const { addTaxiiAccount } = await import('./taxii-account.ts')
      await run((context) => addTaxiiAccount(name, options, context))
    })
  account
    .command('list')
    .description('List the accounts.')
    .option('--data <DIR>', 'folder of the node’s data')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (options: TaxiiAccountOptions) => {
      const { listTaxiiAccounts } = await import('./taxii-account.ts')
      await run((context) => listTaxiiAccounts(options, context))
    })
  account
    .command('remove')
    .description('Let a TAXII client sign in no more.')
    .argument('<NAME>', 'of an account')
    .option('--data <DIR>', 'folder of the node’s data')
    .action(async (name: string, options: TaxiiAccountOptions) => {
      const { removeTaxiiAccount } = await import('./taxii-account.ts')
      await run((context) => removeTaxiiAccount(name, options, context))
    })
}

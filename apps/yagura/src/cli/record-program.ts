import { type Command, Option } from 'commander'
import type { CommandContext } from './context.ts'
import type { NewKeyOptions } from './key.ts'
import type { SignRecordOptions, VerifyRecordOptions } from './record.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

const passphraseOption = (): Option =>
  new Option('--passphrase-file <FILE>', 'its first line is the passphrase; without it $YAGURA_PASSPHRASE')
const records = 'signed records, one a line; - for standard input'

/** The commands for records by themselves: signing, verifying and reading them without a node; and the keys for that. */
export function addRecordCommands(program: Command, run: Run): void {
  addKey(program, run)
  const record = program.command('record').description('Signed records: sign, verify, read.')
  addSign(record, run)
  record
    .command('verify')
    .description('Check each record of FILE: its form, and with --keys who signed it. One row a record.')
    .argument('<FILE>', records)
    .option(
      '--keys <JSON>',
      'public keys: {"<key id>": "<base64url>", …}, or a partner card; then FILE is taken for a log of that node from its start',
    )
    .option('--dsse', 'each line of FILE is a DSSE envelope')
    .action(async (file: string, options: VerifyRecordOptions) => {
      const { verifyRecords } = await import('./record.ts')
      await run((context) => verifyRecords(file, options, context))
    })
  record
    .command('show')
    .description('Print the records of FILE for people to read; signatures are not judged.')
    .argument('<FILE>', `${records}; DSSE envelopes are known by themselves`)
    .option('--dsse', 'print DSSE envelopes instead')
    .action(async (file: string, options: { readonly dsse?: boolean }) => {
      const { showRecords } = await import('./record.ts')
      await run((context) => showRecords(file, options, context))
    })
}

function addSign(record: Command, run: Run): void {
  record
    .command('sign')
    .description('Sign the body in FILE, or add a signature to a record that bears some; print the signed line.')
    .argument('<FILE>', 'body as JSON in any form, or a signed record; - for standard input')
    .requiredOption('--key <KEYFILE>', 'key file of the author, see yagura key new')
    .addOption(passphraseOption())
    .option('--dsse', 'print a DSSE envelope; a signed record in FILE is one too')
    .action(async (file: string, options: SignRecordOptions) => {
      const { signBody } = await import('./record.ts')
      await run((context) => signBody(file, options, context))
    })
}

function addKey(program: Command, run: Run): void {
  program
    .command('key')
    .description('Keys with which people sign.')
    .command('new')
    .description('Make a key, keep it in FILE under a passphrase, and print its id and fingerprint.')
    .requiredOption('--node <NAME>', 'node of whose people it is, such as jp.ncc.example')
    .requiredOption('--name <WHO>', 'whose key it is, such as duty-3')
    .requiredOption('--out <FILE>', 'file to write; it must not be there yet')
    .addOption(passphraseOption())
    .action(async (options: NewKeyOptions) => {
      const { newKey } = await import('./key.ts')
      await run((context) => newKey(options, context))
    })
}

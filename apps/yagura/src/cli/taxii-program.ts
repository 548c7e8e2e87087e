import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import type { AddTaxiiAccountOptions, TaxiiAccountOptions } from './taxii-account.ts'
import type { PullCommandOptions, PushCommandOptions } from './taxii-exchange.ts'
import type { AddFeedOptions, FeedOptions } from './taxii-feed.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

/** The commands of TAXII: who may ask this node, and what is fetched from and brought to other servers. */
export function addTaxiiCommands(program: Command, run: Run): void {
  const taxii = program
    .command('taxii')
    .description('TAXII 2.1: accounts of this node’s server at /taxii2/, and exchange with other servers.')
  const account = taxii.command('account').description('Accounts by which other programs ask the running node.')
  account
    .command('add')
    .description(
      'Let a TAXII client sign in: by a password, read from the terminal or from standard input, or a certificate.',
    )
    .argument('<NAME>', 'name to sign in with: small letters, digits, . _ -')
    .option('--data <DIR>', 'folder of the node’s data')
    .option('--nation <NATION>', 'whose people use it; without it those of this node’s own nation')
    .option('--clearance <POLICY:LEVEL>', 'up to which level; without it what is unclassified alone')
    .option('--policies <POLICIES>', 'policies that they handle, with commas; without it all that come with Yagura')
    .option('--compartments <NAMES>', 'compartments that they are read into, with commas')
    .option('--no-read', 'may not read what is shared')
    .option('--contributes <RIGHT>', 'what it may add: no, write or read-and-write', 'no')
    .option('--marking <MARKING>', 'marking of what it adds: JSON or a file')
    .option('--certificate <FILE>', 'it signs in by this certificate, and by no password')
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
  addCertificateCommands(account, run)
  addFeeds(taxii, run)
  addExchange(taxii, run)
}

function addCertificateCommands(account: Command, run: Run): void {
  account
    .command('add-certificate')
    .description('Let a TAXII client sign in by another certificate too.')
    .argument('<NAME>', 'of an account')
    .argument('<FILE>', 'X.509, PEM or DER')
    .option('--data <DIR>', 'folder of the node’s data')
    .action(async (name: string, file: string, options: TaxiiAccountOptions) => {
      const { addTaxiiCertificate } = await import('./taxii-account.ts')
      await run((context) => addTaxiiCertificate(name, file, options, context))
    })
  account
    .command('remove-certificate')
    .description('Let a TAXII client sign in no more by a certificate.')
    .argument('<NAME>', 'of an account')
    .argument('<FINGERPRINT>', 'as the list has it')
    .option('--data <DIR>', 'folder of the node’s data')
    .action(async (name: string, fingerprint: string, options: TaxiiAccountOptions) => {
      const { removeTaxiiCertificate } = await import('./taxii-account.ts')
      await run((context) => removeTaxiiCertificate(name, fingerprint, options, context))
    })
}

function addFeeds(taxii: Command, run: Run): void {
  const feed = taxii.command('feed').description('Feeds that the running node pulls by itself.')
  feed
    .command('add')
    .description('Have the node pull a TAXII 2.1 server or a MISP feed, at once and then again and again.')
    .argument('<NAME>', 'what it is called')
    .argument(
      '<URL>',
      'a collection; an API root or a discovery for all that may be read; manifest.json of a MISP feed',
    )
    .option('--data <DIR>', 'folder of the node’s data')
    .option('--every <MINUTES>', 'how often', '60')
    .option('--user <NAME>', 'account there; its password is asked for, or $YAGURA_TAXII_PASSWORD')
    .option('--certificate <FILE>', 'certificate to sign in with, PEM')
    .option('--key <FILE>', 'its private key, PEM without a passphrase')
    .option('--ca <FILE>', 'who vouches for the server, in the place of the known authorities: PEM')
    .option('--allow-private', 'it may be on a private, loopback or link-local address')
    .option('--marking <MARKING>', 'who may see what says nothing of it: JSON or a file')
    .option('--originator <NATION>', 'whose intelligence it is')
    .action(async (name: string, url: string, options: AddFeedOptions) => {
      const { addFeed } = await import('./taxii-feed.ts')
      await run((context) => addFeed(name, url, options, context))
    })
  feed
    .command('list')
    .description('List the feeds with their state.')
    .option('--data <DIR>', 'folder of the node’s data')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (options: FeedOptions) => {
      const { listFeeds } = await import('./taxii-feed.ts')
      await run((context) => listFeeds(options, context))
    })
  const acts = [
    ['remove', 'Have the node pull a feed no longer; what it brought is kept.'],
    ['pull', 'Have the node pull a feed now.'],
    ['pause', 'Have the node pull a feed no more until it is resumed.'],
    ['resume', 'Have the node pull a feed again.'],
  ] as const
  for (const [act, description] of acts) {
    feed
      .command(act)
      .description(description)
      .argument('<NAME>', 'name or id of a feed')
      .option('--data <DIR>', 'folder of the node’s data')
      .action(async (named: string, options: Pick<FeedOptions, 'data'>) => {
        const { actOnFeed } = await import('./taxii-feed.ts')
        await run((context) => actOnFeed(act, named, options, context))
      })
  }
}

function addExchange(taxii: Command, run: Run): void {
  taxii
    .command('pull')
    .description('Take in what the collections of a TAXII 2.1 server gained since the last pull: one row a collection.')
    .argument('<URL>', 'a discovery, an API root or a collection')
    .option('--data <DIR>', 'folder of the data; no node may run on it')
    .option('--simulated', 'into the store of generated data')
    .option('--real', 'into the store of real data, also where there are generated ones alone')
    .option('--collection <ID>', 'only this one, by id or alias')
    .option('--user <NAME>', 'account there; its password is asked for, or $YAGURA_TAXII_PASSWORD')
    .option('--certificate <FILE>', 'certificate to sign in with, PEM')
    .option('--key <FILE>', 'its private key, PEM without a passphrase')
    .option('--ca <FILE>', 'who vouches for the server, in the place of the known authorities: PEM')
    .option('--since <TIME>', 'what was added later, in the place of where the last pull ended')
    .option('--marking <MARKING>', 'who may see what says nothing of it: JSON or a file')
    .option('--release-to <NATIONS>', 'nations that the marking names, with commas')
    .option('--originator <NATION>', 'whose intelligence it is')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (url: string, options: PullCommandOptions) => {
      const { pullFrom } = await import('./taxii-exchange.ts')
      await run((context) => pullFrom(url, options, context))
    })
  taxii
    .command('push')
    .description('Bring what may leave to a nation to a TAXII 2.1 server: one row a collection.')
    .argument('<URL>', 'a discovery, an API root or a collection')
    .requiredOption('--as <NATION>', 'whose people read it there')
    .option('--data <DIR>', 'folder of the data; no node may run on it')
    .option('--simulated', 'from the store of generated data')
    .option('--real', 'from the store of real data, also where there are generated ones alone')
    .option('--collection <ID>', 'only this one, by id or alias')
    .option('--user <NAME>', 'account there; its password is asked for, or $YAGURA_TAXII_PASSWORD')
    .option('--certificate <FILE>', 'certificate to sign in with, PEM')
    .option('--key <FILE>', 'its private key, PEM without a passphrase')
    .option('--ca <FILE>', 'who vouches for the server, in the place of the known authorities: PEM')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (url: string, options: PushCommandOptions) => {
      const { pushTo } = await import('./taxii-exchange.ts')
      await run((context) => pushTo(url, options, context))
    })
}

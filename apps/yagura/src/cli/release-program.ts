import { type Command, Option } from 'commander'
import type { CommandContext } from './context.ts'
import type { CertifyOptions, EndKeyOptions } from './officer-key.ts'
import type { RecallAnswersOptions } from './recall-answers.ts'
import type { DraftOptions, ListReleasesOptions, RecallOptions, SignReleaseOptions } from './release.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

const dataOption = (): Option =>
  new Option('--data <DIR>', 'data folder of the running node; without it $YAGURA_DATA, else ~/.local/share/yagura')
const passphraseOption = (): Option =>
  new Option('--passphrase-file <FILE>', 'its first line is the passphrase; without it $YAGURA_PASSPHRASE')

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

/** The commands by which records leave a running node, and those for its officers’ keys, which join `yagura key`. */
export function addReleaseCommands(program: Command, run: Run): void {
  const release = program
    .command('release')
    .description('What leaves a running node for partners: written by one officer, let go by another.')
  addDrafts(release, run)
  addSign(release, run)
  addListAndRecall(release, run)
  const key = program.commands.find((command) => command.name() === 'key') ?? program.command('key')
  addCertify(key, run)
  addKeyListAndEnd(key, run)
}

function addDrafts(release: Command, run: Run): void {
  for (const [name, description] of [
    ['preview', 'Show what would leave to whom, and what is held back and why; nothing is kept.'],
    ['draft', 'Write the record that is to be signed; print its id and the hash of its body.'],
  ] as const) {
    release
      .command(name)
      .description(description)
      .addOption(dataOption())
      .option('--alert <ID>', 'what is shared: an alert')
      .option('--approach <ID>', 'what is shared: a close approach')
      .option('--case-part <KEY>', 'what is shared: a part of a case')
      .option('--source <ID>', 'what is shared: the newest element sets of this source; several times', collect)
      .option('--objects <IDS>', 'what is shared: the newest element sets of these objects: 25544,48274')
      .requiredOption('--to <NATIONS>', 'who gets it, as ISO 3166-1 alpha-3: USA,AUS')
      .option('--display <NATIONS>', 'whose people may see it in this node’s console, and get nothing')
      .option('--policy <ID>', 'policy of the marking; without it that of the node’s nation')
      .option('--level <N>', 'level of that policy, 0 the lowest', '0')
      .option('--control <WORD>', 'control such as ORCON; several times', collect)
      .option('--compartment <WORD>', 'compartment; several times', collect)
      .option('--tlp <LABEL>', 'TLP label')
      .option('--why <TEXT>', 'why it is marked higher than what it is made from')
      .option('--leave-out <POINTER>', 'member of the record that is left out, such as /missKm; several times', collect)
      .option('--tear-line-of <SHA256>', 'write a part of this signed record for more readers')
      .option('--derived-from <SHA256>', 'record of a partner that it rests on; several times', collect)
      .requiredOption('--key <KEYFILE>', 'key file of the author, see yagura key new')
      .action(async (options: DraftOptions) => {
        const { draftRelease, previewRelease } = await import('./release.ts')
        await run((context) => (name === 'draft' ? draftRelease : previewRelease)(options, context))
      })
  }
}

function addSign(release: Command, run: Run): void {
  release
    .command('sign')
    .description('Sign a release as it stands: first its author, then another officer, by which it leaves.')
    .argument('<ID>', 'id of the release')
    .addOption(dataOption())
    .requiredOption('--key <KEYFILE>', 'one’s own key file')
    .addOption(passphraseOption())
    .option('--hash <HEX>', 'sign only if the hash of the body begins so, as read from the page or from a draft')
    .action(async (id: string, options: SignReleaseOptions) => {
      const { signRelease } = await import('./release.ts')
      await run((context) => signRelease(id, options, context))
    })
}

function addListAndRecall(release: Command, run: Run): void {
  release
    .command('list')
    .description('List releases, newest first.')
    .addOption(dataOption())
    .addOption(new Option('--state <STATE>', 'only these').choices(['draft', 'signed', 'released', 'withdrawn']))
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (options: ListReleasesOptions) => {
      const { listReleases } = await import('./release.ts')
      await run((context) => listReleases(options, context))
    })
  release
    .command('withdraw')
    .description('Withdraw a release that has not left.')
    .argument('<ID>', 'id of the release')
    .addOption(dataOption())
    .action(async (id: string, options: { readonly data?: string }) => {
      const { withdrawRelease } = await import('./release.ts')
      await run((context) => withdrawRelease(id, options, context))
    })
  release
    .command('recall')
    .description('Take back what has left: ask all who have it to hide it. One officer signs.')
    .argument('<ID>', 'id of the release')
    .addOption(dataOption())
    .requiredOption('--why <TEXT>', 'why, for the partners')
    .requiredOption('--key <KEYFILE>', 'one’s own key file')
    .addOption(passphraseOption())
    .action(async (id: string, options: RecallOptions) => {
      const { recallRelease } = await import('./release.ts')
      await run((context) => recallRelease(id, options, context))
    })
  release
    .command('answers')
    .description('List what each partner answered to the recall of a release: its word, not a proof.')
    .argument('<ID>', 'id of the release')
    .addOption(dataOption())
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (id: string, options: RecallAnswersOptions) => {
      const { listRecallAnswers } = await import('./recall-answers.ts')
      await run((context) => listRecallAnswers(id, options, context))
    })
}

function rootOptions(command: Command): Command {
  return command
    .addOption(dataOption())
    .requiredOption('--root <KEYFILE>', 'file of a root key; twice, two different ones', collect)
    .option(
      '--root-passphrase-file <FILE>',
      'its first line is the passphrase; once for each root in their order, or once for both; without it $YAGURA_PASSPHRASE',
      collect,
    )
}

function addCertify(key: Command, run: Run): void {
  const certify = key
    .command('certify')
    .description('Let an officer’s key count: two root keys sign, and a running node takes it.')
    .option('--asked <KEYID>', 'a key that was asked for in the page')
    .option('--public <KEY>', 'a public key, base64url, as yagura key new prints it')
    .option('--officer <NAME>', 'whose key it is, with --public')
    .option('--name <WHO>', 'name of the key, with --public; without it made of the officer’s')
    .option('--mandate <LIST>', 'author, release, approve', 'author')
  rootOptions(certify).action(async (options: CertifyOptions) => {
    const { certifyKey } = await import('./officer-key.ts')
    await run((context) => certifyKey(options, context))
  })
}

function addKeyListAndEnd(key: Command, run: Run): void {
  key
    .command('list')
    .description('List the keys of the officers of a running node.')
    .addOption(dataOption())
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (options: { readonly data?: string; readonly format: string }) => {
      const { listKeys } = await import('./officer-key.ts')
      await run((context) => listKeys(options, context))
    })
  const end = key
    .command('end')
    .description('Let a key count no more from now on; what it signed before stays.')
    .argument('<KEYID>', 'id of the key')
    .option('--why <TEXT>', 'why')
    .option('--compromised', 'somebody else had it: believe nothing that it ever signed')
  rootOptions(end).action(async (keyId: string, options: EndKeyOptions) => {
    const { endKey } = await import('./officer-key.ts')
    await run((context) => endKey(keyId, options, context))
  })
}

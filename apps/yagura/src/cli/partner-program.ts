import { type Command, Option } from 'commander'
import type { AllianceOptions } from './alliance.ts'
import type { CommandContext } from './context.ts'
import type { FsckOptions } from './fsck.ts'
import type { InitOptions, ShowOptions } from './node-keys.ts'
import type { AddPartnerOptions, PartnerOptions, ResumeOptions } from './partner.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

const dataOption = (): Option =>
  new Option('--data <DIR>', 'data folder; without it $YAGURA_DATA, else ~/.local/share/yagura')
const modeOption = (): Option => new Option('--simulated', 'the node’s SIMULATED store, not its real one')

/** Options of a command that takes two administrators. */
function secondOptions(command: Command): Command {
  return command
    .requiredOption('--second <NAME>', 'another administrator, who signs too')
    .option('--second-password-file <FILE>', 'first line: that person’s password; without it it is typed')
}

/** The commands about a node's own keys, its partners and its logs. */
export function addPartnerCommands(program: Command, run: Run): void {
  addNodeKeys(program, run)
  addPartner(program, run)
  program
    .command('fsck')
    .description(
      'Recompute every log that is held from its entries and compare tiles, heads, checkpoints and signatures.',
    )
    .addOption(dataOption())
    .action(async (options: FsckOptions) => {
      const { fsck } = await import('./fsck.ts')
      await run((context) => fsck(options, context))
    })
  program
    .command('alliance')
    .description('Run three SIMULATED nodes that share: one releases a close approach, each shows what it may see.')
    .option('--port <N>', 'port of the first page; the other two follow, ports for partners are ten higher', '8484')
    .option('--objects <N>', 'SIMULATED objects that each watches', '3000')
    .option('--once', 'end when all was shown, in place of leaving the pages open')
    .action(async (options: AllianceOptions) => {
      const { alliance } = await import('./alliance.ts')
      await run((context) => alliance(options, context))
    })
}

function addNodeKeys(program: Command, run: Run): void {
  const node = program.command('node').description('The keys by which partners know this node.')
  node
    .command('init')
    .description('Make the keys of a node: three roots to be carried away, and those for every day.')
    .requiredOption('--party <CODE>', 'whose node it is: ISO 3166-1 alpha-3, such as JPN')
    .requiredOption('--name <NAME>', 'name of the node, such as jp.ncc.example')
    .option('--url <URL>', 'where partners reach it; without it https://NAME:8485')
    .addOption(dataOption())
    .addOption(modeOption())
    .option('--out <DIR>', 'where the root keys and the card are written; without it the folder NAME here')
    .action(async (options: InitOptions) => {
      const { initNode } = await import('./node-keys.ts')
      await run((context) => initNode(options, context))
    })
  node
    .command('show')
    .description('Show which keys this node has, with their fingerprints.')
    .addOption(dataOption())
    .addOption(modeOption())
    .action(async (options: ShowOptions) => {
      const { showNode } = await import('./node-keys.ts')
      await run((context) => showNode(options, context))
    })
}

function addPartner(program: Command, run: Run): void {
  const partner = program.command('partner').description('Partners: nodes of other nations that share with this one.')
  partner
    .command('card')
    .description('Write the card that partners need of this node; its fingerprint is told to them by another way.')
    .addOption(dataOption())
    .addOption(modeOption())
    .action(async (options: ShowOptions) => {
      const { printCard } = await import('./node-keys.ts')
      await run((context) => printCard(options, context))
    })
  const add = partner
    .command('add')
    .description('Pin the keys of a partner, of a running node, by two administrators.')
    .argument('<CARD>', 'card of the partner, a file')
    .addOption(dataOption())
    .option('--fingerprint <TEXT>', 'as its people said it; without it it is asked for')
    .option('--policy <POLICY...>', 'policies that it handles; without it all that are known here')
    .option('--level <POLICY:LEVEL>', 'up to which level it is cleared, such as JP:2; without it unclassified only')
    .option('--compartment <NAME...>', 'compartments that it is read into')
  secondOptions(add).action(async (file: string, options: AddPartnerOptions) => {
    const { addPartner: pin } = await import('./partner.ts')
    await run((context) => pin(file, options, context))
  })
  partner
    .command('list')
    .description('List partners with the state of the link to each, of a running node.')
    .addOption(dataOption())
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (options: PartnerOptions & { readonly format: string }) => {
      const { listPartners } = await import('./partner.ts')
      await run((context) => listPartners(options, context))
    })
  addPartnerActs(partner, run)
  addPartnerMedia(partner, run)
}

function addPartnerActs(partner: Command, run: Run): void {
  for (const [name, what] of [
    ['suspend', 'Neither ask a partner nor answer it, until it is resumed.'],
    ['remove', 'Forget the keys of a partner; what came from it stays.'],
  ] as const) {
    partner
      .command(name)
      .description(what)
      .argument('<NODE>', 'name of the partner’s node')
      .addOption(dataOption())
      .action(async (node: string, options: PartnerOptions) => {
        const { changePartner } = await import('./partner.ts')
        await run((context) => changePartner(name, node, options, context))
      })
  }
  const resume = partner
    .command('resume')
    .description('Ask and answer a partner again, by two administrators.')
    .argument('<NODE>', 'name of the partner’s node')
    .addOption(dataOption())
  secondOptions(resume).action(async (node: string, options: ResumeOptions) => {
    const { resumePartner } = await import('./partner.ts')
    await run((context) => resumePartner(node, options, context))
  })
  partner
    .command('pull')
    .description('Ask partners now and wait for what comes of it.')
    .argument('[NODE]', 'only this partner')
    .addOption(dataOption())
    .action(async (node: string | undefined, options: PartnerOptions) => {
      const { pullPartners } = await import('./partner.ts')
      await run((context) => pullPartners(node, options, context))
    })
}

function addPartnerMedia(partner: Command, run: Run): void {
  partner
    .command('export')
    .description('Write the logs that a partner may have into a folder, to be carried to it.')
    .argument('<NODE>', 'name of the partner’s node')
    .argument('<DIR>', 'folder; it is made where it is absent')
    .addOption(dataOption())
    .action(async (node: string, folder: string, options: PartnerOptions) => {
      const { exportPartner } = await import('./partner.ts')
      await run((context) => exportPartner(node, folder, options, context))
    })
  partner
    .command('import')
    .description('Take over logs that were carried here; they are verified as if they had been fetched.')
    .argument('<DIR>', 'folder that yagura partner export wrote')
    .addOption(dataOption())
    .action(async (folder: string, options: PartnerOptions) => {
      const { importPartner } = await import('./partner.ts')
      await run((context) => importPartner(folder, options, context))
    })
}

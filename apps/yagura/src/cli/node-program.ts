import { Argument, type Command, Option } from 'commander'
import type { AlertListOptions, AlertShelveOptions } from './alert.ts'
import type { CommandContext } from './context.ts'
import type { ServeOptions } from './serve.ts'

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>
type Data = { readonly data?: string }

const dataOption = (): Option =>
  new Option('--data <DIR>', 'data folder; without it $YAGURA_DATA, else ~/.local/share/yagura')
const modeOption = (): Option => new Option('--simulated', 'the node’s SIMULATED store, not its real one')

/** The commands of the node: serving it, and what is asked of one that runs. */
export function addNodeCommands(program: Command, run: Run): void {
  addServe(program, run)
  addStoreCommands(program, run)
  addRule(program, run)
  addAlert(program, run)
  addOfficer(program, run)
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

function addServe(program: Command, run: Run): void {
  program
    .command('serve')
    .description('Run the node: the watch that goes on day and night, its page and its API, until it is stopped.')
    .addOption(dataOption())
    .option('--port <N>', 'port of the page and the API; 0 takes a free one', '8484')
    .option(
      '--elements <FILE|URL>',
      'element sets (TLE, 3LE or OMM), read again when they change; may be given several times',
      collect,
    )
    .option('--satcat <FILE|URL>', 'satellite catalogue in CelesTrak’s CSV form')
    .option('--simulated', 'watch the generated population, without data and network')
    .option('--objects <N>', 'with --simulated: so many objects of it; without it all 30,000')
    .option('--real', 'watch real objects, from --elements and from the sources set up on the page')
    .option('--allow-folder <DIR>', 'folder that sources set up on the page may read; several times', collect)
    .option('--listen <HOST>', 'listen beyond this machine; needs an administrator: yagura officer add', '127.0.0.1')
    .option('--public-url <URL>', 'address under which a reverse proxy shows the node, such as https://watch.example')
    .option('--partner-port <N>', 'port at which partners fetch what is for them; needs keys: yagura node init')
    .option('--partner-listen <HOST>', 'address at which partners are answered', '0.0.0.0')
    .option('--taxii-port <N>', 'port at which TAXII is answered over TLS, also by client certificate')
    .option('--taxii-listen <HOST>', 'address at which TAXII is answered over TLS', '0.0.0.0')
    .option('--workers <N>', 'threads for screening; without it one a processor, but one')
    .option('--log-level <LEVEL>', 'trace, debug, info, warn or error: lines of JSON on standard error')
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./serve.ts')
      await run((context) => serve(options, context))
    })
}

function addStoreCommands(program: Command, run: Run): void {
  program
    .command('backup')
    .description('Write what a node keeps into one file; the node may be running.')
    .addOption(dataOption())
    .addOption(modeOption())
    .requiredOption('--to <FILE>', 'file to write; it must not be there yet')
    .action(async (options: Data & { readonly to: string; readonly simulated?: boolean }) => {
      const { backup } = await import('./backup.ts')
      await run((context) => backup(options, context))
    })
  program
    .command('restore')
    .description('Put a backup in the place of what a node keeps; the node must not be running.')
    .argument('<FILE>', 'a file that yagura backup wrote')
    .addOption(dataOption())
    .option('--replace', 'where there is a store already: keep it aside and take the backup')
    .action(async (file: string, options: Data & { readonly replace?: boolean }) => {
      const { restore } = await import('./restore.ts')
      await run((context) => restore(file, options, context))
    })
  program
    .command('upgrade')
    .description('Bring what a node keeps to the form of this version; the old form is kept aside.')
    .addOption(dataOption())
    .action(async (options: Data) => {
      const { upgrade } = await import('./upgrade.ts')
      await run((context) => upgrade(options, context))
    })
  program
    .command('check')
    .description('Check that what a node keeps is whole.')
    .addOption(dataOption())
    .action(async (options: Data) => {
      const { check } = await import('./check.ts')
      await run((context) => check(options, context))
    })
}

function addRule(program: Command, run: Run): void {
  const rule = program
    .command('rule')
    .description('The rules by which close approaches become alerts, of a running node.')
  const ruleFile = 'JSON of one rule or {"rules": […]}; - for standard input'
  rule
    .command('list')
    .description('List the rules.')
    .addOption(dataOption())
    .action(async (options: Data) => {
      const { listRules } = await import('./rule.ts')
      await run((context) => listRules(options, context))
    })
  for (const [name, what] of [
    ['add', 'Add rules.'],
    ['change', 'Put rules in the place of those with the same ids.'],
  ] as const) {
    rule
      .command(name)
      .description(what)
      .argument('<FILE>', ruleFile)
      .addOption(dataOption())
      .action(async (file: string, options: Data) => {
        const { writeRules } = await import('./rule.ts')
        await run((context) => writeRules(name, file, options, context))
      })
  }
  rule
    .command('remove')
    .description('Remove rules; their alerts are cleared.')
    .argument('<ID...>', 'ids of rules')
    .addOption(dataOption())
    .action(async (ids: readonly string[], options: Data) => {
      const { removeRules } = await import('./rule.ts')
      await run((context) => removeRules(ids, options, context))
    })
}

function addAlert(program: Command, run: Run): void {
  const alert = program.command('alert').description('The alerts of a running node.')
  alert
    .command('list')
    .description('List alerts, most urgent first.')
    .addOption(dataOption())
    .addOption(
      new Option('--state <STATE>', 'which').choices(['open', 'new', 'acknowledged', 'cleared', 'all']).default('open'),
    )
    .addOption(
      new Option('--priority <PRIORITY>', 'only these').choices(['critical', 'serious', 'caution', 'advisory']),
    )
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (options: AlertListOptions) => {
      const { listAlerts } = await import('./alert.ts')
      await run((context) => listAlerts(options, context))
    })
  alert
    .command('ack')
    .description('Acknowledge alerts: “I saw it and own it.”')
    .argument('<ID...>', 'ids of alerts')
    .addOption(dataOption())
    .option('--note <TEXT>', 'a note for the log')
    .action(async (ids: readonly string[], options: Data & { readonly note?: string }) => {
      const { acknowledgeAlerts } = await import('./alert.ts')
      await run((context) => acknowledgeAlerts(ids, options, context))
    })
  alert
    .command('shelve')
    .description('Put alerts aside for a while; Critical ones cannot be.')
    .argument('<ID...>', 'ids of alerts')
    .addOption(dataOption())
    .requiredOption('--minutes <N>', 'for how long')
    .requiredOption('--reason <TEXT>', 'why')
    .action(async (ids: readonly string[], options: AlertShelveOptions) => {
      const { shelveAlerts } = await import('./alert.ts')
      await run((context) => shelveAlerts(ids, options, context))
    })
}

function addOfficer(program: Command, run: Run): void {
  program
    .command('officer')
    .description('Accounts of a node.')
    .addArgument(new Argument('<ACTION>', 'what to do').choices(['add']))
    .argument('<NAME>', 'name to sign in with')
    .addOption(dataOption())
    .addOption(modeOption())
    .option('--administrator', 'may change sources, rules, settings and accounts')
    .action(async (_action: string, name: string, options: Data & { administrator?: boolean; simulated?: boolean }) => {
      const { addOfficer: add } = await import('./officer.ts')
      await run((context) => add(name, options, context))
    })
}

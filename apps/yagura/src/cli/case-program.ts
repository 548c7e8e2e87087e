import { type Command, Option } from 'commander'
import { addAnalysisCommands } from './case-analysis-program.ts'
import { add, caseCommand, dataOption, given, marked, partOptions, type Run, type Typed } from './case-options.ts'

/** The commands of cases of a running node. */
export function addCaseCommands(program: Command, run: Run): void {
  const parent = program
    .command('case')
    .description('Cases of a running node: what belongs to one matter, of whatever watch.')
  addReading(parent, run)
  addExchange(parent, run)
  addOpening(parent, run)
  addPlainParts(parent, run)
  addAnalysisCommands(parent, run)
}

function addReading(parent: Command, run: Run): void {
  parent
    .command('list')
    .description('List cases, the one that changed last first.')
    .addOption(dataOption())
    .addOption(new Option('--state <STATE>', 'only these').choices(['open', 'closed']))
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (options: { data?: string; state?: 'open' | 'closed'; format: string }) => {
      const { listCases } = await import('./case.ts')
      await run((context) => listCases(options, context))
    })
  parent
    .command('show')
    .description('List the parts of a case: what holds now.')
    .argument('<ID>', 'id of the case')
    .addOption(dataOption())
    .option('--versions', 'also what was corrected')
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (id: string, options: { data?: string; versions?: boolean; format: string }) => {
      const { showCase } = await import('./case.ts')
      await run((context) => showCase(id, options, context))
    })
  parent
    .command('matrix')
    .description('List what speaks against each hypothesis, by each nation and by all together.')
    .argument('<ID>', 'id of the case')
    .addOption(dataOption())
    .option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
    .action(async (id: string, options: { data?: string; format: string }) => {
      const { showMatrix } = await import('./case.ts')
      await run((context) => showMatrix(id, options, context))
    })
}

function addExchange(parent: Command, run: Run): void {
  parent
    .command('export')
    .description('Save a case with the marking of each part, for this nation or for other programs.')
    .argument('<ID>', 'id of the case')
    .addOption(dataOption())
    .requiredOption('--to <FILE>', 'file to write; it must not be there yet')
    .option('--form <FORM>', 'json: one document; ndjson: a line a part', 'json')
    .option('--as <WHAT>', 'instead, a bundle of STIX 2.1: stix, the whole case; attack-flow, its events')
    .option('--for <NATION>', 'with --as, only what was released to this partner: USA')
    .action(async (id: string, options: { data?: string; to: string; form: string; as?: string; for?: string }) => {
      const { as } = options
      if (as !== undefined) {
        const { exportCaseAs } = await import('./case-exchange.ts')
        await run((context) => exportCaseAs(id, { ...options, as }, context))
        return
      }
      const { exportCase } = await import('./case-acts.ts')
      await run((context) => exportCase(id, options, context))
    })
  parent
    .command('import')
    .description('Open a case from an incident in STIX or an Attack Flow; print its id and what was not carried.')
    .argument('<FILE>', 'bundle of STIX in JSON, or a drawing of Attack Flow (.afb); gzip too; - for standard input')
    .addOption(dataOption())
    .option('--incident <ID>', 'which incident, where there are several')
    .option(
      '--for <NATIONS>',
      'who may get it besides the own nation, as far as its own markings allow; without it nobody',
    )
    .option('--policy <ID>', 'policy of the marking; without it that of the node’s nation')
    .option('--level <N>', 'level of that policy, 0 the lowest')
    .option('--tlp <LABEL>', 'TLP label')
    .action(async (file: string, options: Typed & { incident?: string }) => {
      const { importCase } = await import('./case-exchange.ts')
      const { incident } = options
      await run((context) => importCase(file, { ...partOptions(options), ...given({ incident }, 'incident') }, context))
    })
}

function addOpening(parent: Command, run: Run): void {
  marked(parent.command('open').description('Open a case; print its row.'))
    .requiredOption('--title <TEXT>', 'what it is about, in a line')
    .option('--text <TEXT>', 'what is known')
    .action(async (options: Typed & { title: string; text?: string }) => {
      const { openCase } = await import('./case-acts.ts')
      const { title, text } = options
      await run((context) => openCase({ ...partOptions(options), title, ...given({ text }, 'text') }, context))
    })
  marked(parent.command('add').description('Add a part of any kind; print its row.').argument('<ID>', 'id of the case'))
    .argument('<FILE>', 'JSON of what it says; - for standard input')
    .action(async (id: string, file: string, options: Typed) => {
      const { addPart } = await import('./case-acts.ts')
      await run((context) => addPart(id, file, partOptions(options), context))
    })
}

function addPlainParts(parent: Command, run: Run): void {
  caseCommand(parent, 'note', 'Add a note.')
    .requiredOption('--text <TEXT>', 'what it says')
    .option('--about <KEY>', 'part that it is about')
    .action((id: string, options: Typed & { text: string; about?: string }) =>
      add(run, id, { kind: 'note', text: options.text, ...given({ about: options.about }, 'about') }, options),
    )
  caseCommand(parent, 'link', 'Link the case, or a thing, with a thing of any watch.')
    .requiredOption('--rel <WORD>', 'how they stand to each other: sameCauseAs')
    .requiredOption('--target <TYPE:ID>', 'record, alert, satellite, object of a catalogue …')
    .option('--from <TYPE:ID>', 'another thing; without it the case itself')
    .option('--text <TEXT>', 'why')
    .action(async (id: string, options: Typed & { rel: string; target: string; from?: string; text?: string }) => {
      const { addLink } = await import('./case-acts.ts')
      const { rel, target, from, text } = options
      const typed = { rel, target, ...given({ from, text }, 'from', 'text') }
      await run((context) => addLink(id, { ...partOptions(options), ...typed }, context))
    })
  for (const [name, kind, text] of [
    ['close', 'closed', 'Close a case for this nation.'],
    ['reopen', 'reopened', 'Open a case again.'],
    ['withdraw', 'withdrawn', 'Withdraw the parts that --corrects names; they stay readable.'],
  ] as const) {
    caseCommand(parent, name, text)
      .requiredOption('--why <TEXT>', 'why')
      .action((id: string, options: Typed & { why: string }) => add(run, id, { kind, why: options.why }, options))
  }
}

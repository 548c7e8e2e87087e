import { Command } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { utcOfUnixMs } from '../node/unix-time.ts'
import type { AlertsOptions } from './alerts.ts'
import { addCaseCommands } from './case-program.ts'
import type { CatalogueOptions } from './catalogue.ts'
import type { CommandContext } from './context.ts'
import { addCyberCommands } from './cyber-program.ts'
import type { DemoOptions } from './demo.ts'
import { addAuditCommand, addLogCommands } from './log-program.ts'
import { addMarkingCommands } from './marking-program.ts'
import { addNodeCommands } from './node-program.ts'
import { addPartnerCommands } from './partner-program.ts'
import type { PassesOptions } from './passes.ts'
import type { PropagateOptions } from './propagate.ts'
import { addRecordCommands } from './record-program.ts'
import { addReleaseCommands } from './release-program.ts'
import type { ScreenOptions } from './screen.ts'
import { addTaxiiCommands } from './taxii-program.ts'

const exitCodesHelp = `
Exit codes: 0 done; 1 some input was bad (each problem is on standard error, or in the row of what was checked; the
rest was done); 2 wrong use; 3 standard output could not be written; 70 a defect in Yagura; 130, 143 stopped.
Rows go to standard output, words to standard error.`

const elementSets = 'TLE, 3LE or OMM (CSV, JSON, XML, KVN), told by its content; - for standard input'
const iso = 'UTC in ISO 8601, such as 2024-07-05T00:00:00Z'
const eop = 'Earth orientation in CelesTrak’s format (EOP-All.txt); without it UT1 = UTC and no polar motion'

/** How a command that was asked for is run: its context is made, and its exit code received. */
export type RunCommand = (run: (context: CommandContext) => Promise<number>, wantsProgress: boolean) => Promise<void>

type Run = (run: (context: CommandContext) => Promise<number>) => Promise<void>

/**
 * The commands, their arguments and their help. What a command does is loaded when it runs, so that help stays quick.
 *
 * @param runCommand - Runs the command that was asked for.
 */
export function createProgram(runCommand: RunCommand): Command {
  const program = new Command('yagura')
    .description('An open watch that allies run together, each on its own machine: space, cyber, partners, cases.')
    .version(manifest.version)
    .option('--progress', 'show progress as plain lines where standard error is no terminal')
  const space = program
    .command('space')
    .description('The space watch: element sets, propagation, screening, passes, alerts.')
  const run: Run = (command) => runCommand(command, program.opts()['progress'] === true)
  addConvert(space, run)
  addCatalogue(space, run)
  addPropagate(space, run)
  addScreen(space, run)
  addPasses(space, run)
  addAlerts(space, run)
  addDemo(space, run)
  addCyberCommands(program, run)
  addTaxiiCommands(program, run)
  addNodeCommands(program, run)
  addPartnerCommands(program, run)
  addRecordCommands(program, run)
  addReleaseCommands(program, run)
  addCaseCommands(program, run)
  addAuditCommand(program, run)
  addLogCommands(program, run)
  addMarkingCommands(program, run)
  for (const command of everyCommand(program)) {
    command.exitOverride().showHelpAfterError('Add --help to see what is accepted.').addHelpText('after', exitCodesHelp)
  }
  return program
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)]
}

function addFormat(command: Command): Command {
  return command.option('--format <FORM>', 'rows as ndjson or csv', 'ndjson')
}

function addConvert(space: Command, run: Run): void {
  space
    .command('convert')
    .description('Write the element sets of FILE in another form.')
    .argument('<FILE>', elementSets)
    .requiredOption('--to <FORM>', 'form to write: tle, 3le, omm-csv, omm-json, omm-xml or omm-kvn')
    .action(async (file: string, options: { to: string }) => {
      const { convert } = await import('./convert.ts')
      await run((context) => convert(file, options, context, utcOfUnixMs(Date.now())))
    })
}

function addCatalogue(space: Command, run: Run): void {
  const command = space
    .command('catalogue')
    .description('List the objects of FILEs taken together: what they are, whose, where, and whether they can be used.')
    .argument('<FILE...>', elementSets)
    .option('--satcat <CSV>', 'satellite catalogue in CelesTrak’s CSV form: owners and types as stated, not inferred')
    .option('--at <ISO>', `judge ages at this instant: ${iso}`)
    .option('--max-age-days <N>', 'element sets farther from that instant are not usable', '30')
  addFormat(command).action(async (files: readonly string[], options: CatalogueOptions) => {
    const { catalogue } = await import('./catalogue.ts')
    await run((context) => catalogue(files, options, context))
  })
}

function addPropagate(space: Command, run: Run): void {
  const command = space
    .command('propagate')
    .description('Compute SGP4 states of the objects of FILE: per object in its order, per time in the order asked.')
    .argument('<FILE>', elementSets)
    .option(
      '--minutes <LIST>',
      'minutes since each object’s own epoch: START:STOP:STEP, or =M[,M…] as in --minutes=-90,0,10',
    )
    .option('--at <ISO,…>', `instants: ${iso}`)
    .option('--start <ISO>', 'first instant of a series')
    .option('--stop <ISO>', 'last instant of a series')
    .option('--step <SECONDS>', 'step of a series, s')
    .option('--id <ID,…>', 'only these catalogue numbers')
    .option('--mode <MODE>', 'improved (AIAA 2006-6753) or afspc (as operated)', 'improved')
    .option('--frame <FRAME>', 'teme, gcrf or itrf', 'teme')
    .option('--eop <FILE>', eop)
  addFormat(command).action(async (file: string, options: PropagateOptions) => {
    const { propagate } = await import('./propagate.ts')
    await run((context) => propagate(file, options, context))
  })
}

function addScreen(space: Command, run: Run): void {
  const command = space
    .command('screen')
    .description('List every close approach of the objects of FILEs taken together, sorted by time.')
    .argument('<FILE...>', elementSets)
    .requiredOption('--start <ISO>', `start of the screening: ${iso}`)
    .requiredOption('--days <N>', 'length of the screening; may be a fraction')
    .requiredOption('--within-km <D>', 'largest distance that counts, km')
    .option('--primary <ID,…>', 'only pairs with at least one of these catalogue numbers')
    .option('--max-age-days <N>', 'element sets with an epoch farther from the start are left out', '30')
    .option('--radius-m <R>', 'radius of every object, m; without it 1, and 10 where the name starts with STARLINK')
    .option('--radii <CSV>', 'radii of single objects: columns id, radius_m')
    .option(
      '--previous <EVENTS>',
      'rows of an earlier screening of the same start, days and distance, to bring up to date',
    )
    .option(
      '--changed <ID,…>',
      'with --previous: the objects whose element sets are new or gone since; only they are screened',
    )
    .option('--workers <N>', 'threads; without it one a processor')
    .option('--checkpoint <FILE>', 'keep finished slices of time there, and go on from it after an interruption')
  addFormat(command).action(async (files: readonly string[], options: ScreenOptions) => {
    const { screen } = await import('./screen.ts')
    await run((context) => screen(files, options, context))
  })
}

function addPasses(space: Command, run: Run): void {
  const command = space
    .command('passes')
    .description('List when an object of FILE stands above the horizon of a place.')
    .argument('<FILE>', elementSets)
    .requiredOption('--id <ID>', 'catalogue number')
    .requiredOption('--lat <DEG>', 'geodetic latitude (WGS84), north positive')
    .requiredOption('--lon <DEG>', 'longitude, east positive')
    .requiredOption('--alt-m <M>', 'height over the ellipsoid, m')
    .requiredOption('--start <ISO>', `start of the search: ${iso}`)
    .requiredOption('--days <N>', 'length of the search; may be a fraction')
    .option('--min-elevation-deg <DEG>', 'least elevation, geometric', '10')
    .option('--eop <FILE>', eop)
  addFormat(command).action(async (file: string, options: PassesOptions) => {
    const { passes } = await import('./passes.ts')
    await run((context) => passes(file, options, context))
  })
}

function addAlerts(space: Command, run: Run): void {
  const command = space
    .command('alerts')
    .description('Judge close approaches by rules: one row per pair and rule that calls for a person.')
    .argument('<EVENTS>', 'rows of a screening, ndjson or CSV; - for standard input')
    .requiredOption('--rules <JSON>', 'alert rules')
    .option('--catalogue <FILE...>', 'element sets, for rules on names and owners')
    .option('--satcat <CSV>', 'satellite catalogue in CelesTrak’s CSV form, for rules on owners')
    .option('--at <ISO>', 'judge at this instant, not now')
  addFormat(command).action(async (file: string, options: AlertsOptions) => {
    const { alerts } = await import('./alerts.ts')
    await run((context) => alerts(file, options, context, utcOfUnixMs(Date.now())))
  })
}

function addDemo(space: Command, run: Run): void {
  const command = space
    .command('demo')
    .description('Screen a generated population of SIMULATED objects: no data and no network needed.')
    .option('--objects <N>', 'number of objects, evenly taken from the full population', '30000')
    .option('--seed <N>', 'seed of the population: the same seed gives the same objects', '1')
    .option('--start <ISO>', `start of the screening: ${iso}`, '2026-01-01T00:00:00Z')
    .option('--days <N>', 'length of the screening; may be a fraction', '0.25')
    .option('--within-km <D>', 'largest distance that counts, km', '1')
    .option('--workers <N>', 'threads; without it one a processor')
  addFormat(command).action(async (options: DemoOptions) => {
    const { demo } = await import('./demo.ts')
    await run((context) => demo(options, context))
  })
}

import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FULL_POPULATION_COUNT } from '@yagura/space'
import pino from 'pino'
import manifest from '../../package.json' with { type: 'json' }
import { composeNode, type NodeOptions } from '../compose.ts'
import { stixFile } from '../node/cyber/store/open-stix-store.ts'
import { isStixStoreFilled } from '../node/cyber/store/stix-copies.ts'
import { hasOwnSources } from '../node/sources/stored-source.ts'
import { openStore } from '../node/store/open-store.ts'
import { storeFile } from '../node/store/store-files.ts'
import { parseNumber, parseWord } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dataFolderOf } from './data-folder.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { makeFolder } from './make-folder.ts'
import { untilAborted } from './until-aborted.ts'

/** Options of `yagura serve` as typed. */
export type ServeOptions = {
  readonly data?: string
  readonly port: string
  readonly elements?: readonly string[]
  readonly satcat?: string
  readonly simulated?: boolean
  readonly objects?: string
  readonly real?: boolean
  readonly allowFolder?: readonly string[]
  readonly listen: string
  readonly publicUrl?: string
  readonly workers?: string
  readonly partnerPort?: string
  readonly partnerListen?: string
  readonly taxiiPort?: string
  readonly taxiiListen?: string
  readonly logLevel?: string
}

const LARGEST_PORT = 65_535
const MOST_WORKERS = 256
const logLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const

/**
 * `yagura serve`: runs the node until it is asked to stop. The address of its page is printed once the page can be opened.
 *
 * @returns The exit code.
 * @throws FolderUnusableError where the data folder cannot be made or written.
 */
export async function serve(options: ServeOptions, { output, messages, signal }: CommandContext): Promise<number> {
  const level = options.logLevel ?? (process.stderr.isTTY ? 'warn' : 'info')
  const logger = pino({ level: parseWord('--log-level', level, logLevels), base: { pid: process.pid } }, process.stderr)
  const dataFolder = dataFolderOf(options.data)
  const mode = await modeOf(options, dataFolder)
  const asked = readOptions(options)
  await makeFolder(dataFolder, '--data')
  const node = await composeNode({ ...asked, dataFolder, mode, logger })
  try {
    for (const line of introduction(node.url, mode, dataFolder)) output.write(`${line}\n`)
    await output.end()
    await untilAborted(signal)
    messages.say('stopping: pages are told, jobs go on at the next start')
  } finally {
    await node.close()
  }
  return exitCodes.done
}

/** Whether real intelligence was imported into the folder. */
async function hasStixObjects(dataFolder: string): Promise<boolean> {
  const file = stixFile(dataFolder, 'REAL')
  return existsSync(file) && (await isStixStoreFilled(file))
}

/** What was asked for wins; then real intelligence that was imported; else a node that has had sources set up goes on with them; else it is the generated population. */
async function modeOf(options: ServeOptions, dataFolder: string): Promise<NodeOptions['mode']> {
  const asksForReal = options.real === true || options.elements !== undefined || options.satcat !== undefined
  if (options.simulated === true && asksForReal) {
    throw new WrongUseError('--simulated', 'generated and real objects never come together: leave the others out')
  }
  if (options.simulated === true) return 'SIMULATED'
  if (asksForReal) return 'REAL'
  if (await hasStixObjects(dataFolder)) return 'REAL'
  if (!existsSync(storeFile(dataFolder, 'REAL'))) return 'SIMULATED'
  const store = await openStore({ dataFolder, mode: 'REAL' })
  try {
    return hasOwnSources(store) ? 'REAL' : 'SIMULATED'
  } finally {
    await store.close()
  }
}

function readOptions(
  options: ServeOptions,
): Pick<
  NodeOptions,
  | 'sources'
  | 'simulatedObjects'
  | 'listen'
  | 'allowedFolders'
  | 'threadCount'
  | 'consoleFolder'
  | 'version'
  | 'partnerListen'
  | 'taxiiListen'
> {
  const port = parseNumber('--port', options.port, { low: 0, high: LARGEST_PORT })
  const { publicUrl } = options
  if (publicUrl !== undefined && !URL.canParse(publicUrl)) {
    throw new WrongUseError('--public-url', `"${publicUrl}" is no URL, expected one such as https://watch.example`)
  }
  const threads = options.workers ?? String(Math.max(1, availableParallelism() - 1))
  return {
    sources: [
      ...(options.elements ?? []).map((location) => sourceOf(location, 'elements')),
      ...(options.satcat === undefined ? [] : [sourceOf(options.satcat, 'satcat')]),
    ],
    listen: { host: options.listen, port, ...(publicUrl === undefined ? {} : { publicUrl }) },
    allowedFolders: (options.allowFolder ?? []).map((folder) => resolve(folder)),
    threadCount: parseNumber('--workers', threads, { low: 1, high: MOST_WORKERS }),
    consoleFolder: join(dirname(fileURLToPath(import.meta.url)), 'console'),
    version: manifest.version,
    ...partnerListenOf(options),
    ...taxiiListenOf(options),
    ...simulatedObjectsOf(options),
  }
}

function simulatedObjectsOf({ objects, simulated }: ServeOptions): Pick<NodeOptions, 'simulatedObjects'> {
  if (objects === undefined) return {}
  if (simulated !== true) throw new WrongUseError('--objects', 'it counts generated objects: it goes with --simulated')
  return { simulatedObjects: parseNumber('--objects', objects, { low: 1, high: FULL_POPULATION_COUNT }) }
}

function partnerListenOf({ partnerPort, partnerListen = '0.0.0.0' }: ServeOptions): Pick<NodeOptions, 'partnerListen'> {
  if (partnerPort === undefined) return {}
  const port = parseNumber('--partner-port', partnerPort, { low: 0, high: LARGEST_PORT })
  return { partnerListen: { host: partnerListen, port } }
}

function taxiiListenOf({ taxiiPort, taxiiListen = '0.0.0.0' }: ServeOptions): Pick<NodeOptions, 'taxiiListen'> {
  if (taxiiPort === undefined) return {}
  const port = parseNumber('--taxii-port', taxiiPort, { low: 0, high: LARGEST_PORT })
  return { taxiiListen: { host: taxiiListen, port } }
}

function sourceOf(location: string, reads: 'elements' | 'satcat'): NodeOptions['sources'][number] {
  const isUrl = /^https?:\/\//i.test(location)
  return { kind: isUrl ? 'url' : 'file', reads, location: isUrl ? location : resolve(location) }
}

function introduction(url: string, mode: NodeOptions['mode'], dataFolder: string): readonly string[] {
  const what =
    mode === 'SIMULATED'
      ? 'SIMULATED: a generated population, no object of it exists. For real ones: --elements FILE|URL, or --real'
      : 'REAL: objects of the element sets given, and of the sources set up on the page'
  return [
    `Yagura ${manifest.version} · ${what}`,
    `Data: ${dataFolder}`,
    `The watch is open: ${url}/`,
    'Ctrl-C stops it.',
  ]
}

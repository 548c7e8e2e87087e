import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Signer } from '@yagura/record'
import { collect, type YaguraRun } from '@yagura/testkit'
import { onTestFinished } from 'vitest'
import { bundle } from '../../../bin/bundle.js'
import { type NodeClient, openNodeClient } from '../../../src/cli/node-client.ts'
import { makeIdentity } from '../../../src/node/partners/identity/make-identity.ts'
import { readIdentity } from '../../../src/node/partners/identity/own-identity.ts'
import { freePort } from '../partner-nodes.ts'
import { widenNodeKey } from '../widen-node-key.ts'
import { type Line, layLine } from './line.ts'
import type { OwnNetwork } from './own-network.ts'

/** The command line as one bundle: an edit during a long run must not change what is started later. */
export type Program = {
  /** @param inside - Puts the command into a network. */
  readonly start: (words: readonly string[], env?: NodeJS.ProcessEnv, inside?: OwnNetwork['inside']) => ChildProcess
  readonly run: (words: readonly string[]) => Promise<YaguraRun>
}

/** A node as a process, with the line by which its partners reach it. */
export type FaultNode = {
  readonly party: string
  readonly node: string
  readonly dataFolder: string
  readonly line: Line
  /** Where it runs, if networks can be made here. */
  readonly network: OwnNetwork | undefined
  /** The key with which it signs by itself. */
  readonly author: Signer
  /** Of the process that runs; another after each start. */
  readonly client: () => NodeClient
  /** @param clockMs - How far its clock is off. */
  readonly start: (clockMs?: number) => Promise<void>
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT') => void
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
  /** The end of what it has said, and how it ended where it did. */
  readonly said: () => string
}

/** Bundles the command line for one test. */
export async function bundleProgram(): Promise<Program> {
  const folder = fileURLToPath(new URL(`../../../dist/faults-${process.pid}`, import.meta.url))
  await bundle(folder)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const begin = `import(${JSON.stringify(pathToFileURL(join(folder, 'main.js')).href)})
    .then(async ({ main }) => { process.exitCode = await main(process.argv.slice(1)) })`
  const start: Program['start'] = (words, env = {}, inside = (outside) => outside) => {
    const [command = '', ...rest] = inside([process.execPath, '-e', begin, '--', ...words])
    return spawn(command, rest, { env: { ...process.env, ...env } })
  }
  return { start, run: (words) => collect(start(words) as Parameters<typeof collect>[0]) }
}

/** A module that puts the clock of a process off, for the option `--import`. */
function clockModule(folder: string, offMs: number): string {
  const file = join(folder, `clock-${offMs}.mjs`)
  const text = `const Real = Date
globalThis.Date = class extends Real {
  constructor(...words) { words.length === 0 ? super(Real.now() + ${offMs}) : super(...words) }
  static now() { return Real.now() + ${offMs} }
}
`
  writeFileSync(file, text)
  return pathToFileURL(file).href
}

/** Makes a node's keys; it is not started yet. */
export async function makeFaultNode(
  program: Program,
  party: string,
  node: string,
  dataFolder: string,
  network: OwnNetwork | undefined,
): Promise<FaultNode> {
  const { machineAddress, ownAddress } = network ?? { machineAddress: '127.0.0.1', ownAddress: '127.0.0.1' }
  const [port, partnerPort] = [await freePort(), await freePort()]
  await network?.openDoor(port)
  const line = await layLine(machineAddress, { host: ownAddress, port: partnerPort })
  onTestFinished(line.close)
  const rootsFolder = join(dataFolder, 'roots')
  const url = `https://${machineAddress}:${line.port}`
  mkdirSync(dataFolder, { recursive: true })
  const { roots } = await makeIdentity({
    ...{ node, party, dataFolder, rootsFolder, url, mode: 'SIMULATED', nowMs: Date.now(), random: randomBytes },
  })
  await widenNodeKey(dataFolder, 'SIMULATED', roots)
  const identity = await readIdentity(dataFolder, 'SIMULATED')
  if (identity === undefined) throw new TypeError('no identity')
  let child: ChildProcess | undefined
  let client: NodeClient | undefined
  let said = ''
  const words = [
    'serve',
    '--simulated',
    '--objects',
    '20',
    '--data',
    dataFolder,
    '--port',
    String(port),
    '--workers',
    '1',
  ]
  const partner = ['--partner-port', String(partnerPort), '--partner-listen', ownAddress, '--log-level', 'error']
  const start = async (clockMs = 0): Promise<void> => {
    const env = clockMs === 0 ? {} : { NODE_OPTIONS: `--import=${clockModule(rootsFolder, clockMs)}` }
    child = program.start([...words, ...partner], env, network?.inside)
    const hear = (piece: unknown): void => {
      said = `${said}${String(piece)}`.slice(-4000)
    }
    child.stderr?.on('data', hear)
    child.once('exit', (code, signalName) => hear(`[ended: ${code ?? signalName}]\n`))
    await opened(child, node)
    client = await openNodeClient(dataFolder)
  }
  const end = async (name: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child.kill(name)
    await ended
  }
  onTestFinished(() => end('SIGKILL'))
  return {
    ...{ party, node, dataFolder, line, network, start },
    author: identity.author,
    client: () => {
      if (client === undefined) throw new TypeError(`${node} was never started`)
      return client
    },
    signal: (name) => void child?.kill(name),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    said: () => said,
  }
}

/** Waits until the page of a node can be opened. */
function opened(child: ChildProcess, node: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (piece: unknown): void => {
      said = `${said}${String(piece)}`.slice(-4000)
      if (/http:\/\/\S+:\d+/.test(said)) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`${node} ended before its page could be opened: ${said}`)))
  })
}

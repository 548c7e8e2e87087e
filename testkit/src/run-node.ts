import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collect, startYagura, type YaguraRun } from './run-yagura.ts'

/** A node that runs in a child process. */
export type RunningNode = {
  /** Address of its page, without a slash at the end. */
  readonly url: string
  readonly dataFolder: string
  readonly process: ChildProcessWithoutNullStreams
  /** What it leaves behind when it ends. */
  readonly ended: Promise<YaguraRun>
  /** JSON of a path of its API. */
  readonly read: (path: string) => Promise<unknown>
  /** Asks it to stop and waits until it has. */
  readonly stop: () => Promise<YaguraRun>
  /** Ends it at once, as a power cut would, and waits until it is gone. */
  readonly kill: () => Promise<YaguraRun>
}

/** How long a node may take until its page can be opened, ms. */
const MOST_START_MS = 60_000
const addressLine = /^(?:.* )?(http:\/\/\S+?)\/?$/m

/**
 * Starts `yagura serve` on a free port and waits until its page can be opened.
 *
 * @param args - Further arguments of `yagura serve`.
 * @param dataFolder - A fresh folder where absent, which is removed when the test process ends.
 * @throws Error with what it printed, where it ends before that or takes more than a minute.
 */
export async function startNode(
  args: readonly string[],
  dataFolder: string = freshFolder(),
  env: Readonly<Record<string, string>> = {},
): Promise<RunningNode> {
  const child = startYagura(['serve', '--port', '0', '--data', dataFolder, ...args], env)
  const ended = collect(child)
  const url = await addressOf(child, ended)
  return {
    url,
    dataFolder,
    process: child,
    ended,
    read: async (path) => (await fetch(`${url}${path}`)).json(),
    stop: () => end(child, 'SIGTERM', ended),
    kill: () => end(child, 'SIGKILL', ended),
  }
}

function addressOf(child: ChildProcessWithoutNullStreams, ended: Promise<YaguraRun>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('the node printed no address within a minute'))
    }, MOST_START_MS)
    let printed = ''
    child.stdout.on('data', (text: string) => {
      printed += text
      const [, url] = addressLine.exec(printed) ?? []
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    })
    ended.then(({ exitCode, stdout, stderr }) => {
      clearTimeout(timer)
      reject(new Error(`the node ended with ${exitCode} before it printed an address:\n${stdout}${stderr}`))
    }, reject)
  })
}

async function end(
  child: ChildProcessWithoutNullStreams,
  signal: NodeJS.Signals,
  ended: Promise<YaguraRun>,
): Promise<YaguraRun> {
  child.kill(signal)
  return ended
}

/** A folder of its own for a node's data. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yagura-node-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

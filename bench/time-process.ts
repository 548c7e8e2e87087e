import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { BenchContext } from './bench-context.ts'
import type { Sample } from './engine-messages.ts'

/** What a process did. */
export type TimedProcess = {
  /** From before it was started until its output had ended. */
  readonly ms: number
  /** What it wrote to its standard output. */
  readonly said: string
  /** Most memory that was resident, MiB, as seen every 20 ms; 0 where the system does not tell. */
  readonly residentMiB: number
}

/**
 * Runs a process to its end.
 *
 * @param goodCodes - Exit codes that are no failure.
 * @throws where it cannot be started or ends with another exit code; what it said to its standard error is told.
 */
export function timeProcess(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  goodCodes: readonly number[] = [0],
): Promise<TimedProcess> {
  const begun = performance.now()
  // Where the machine names certificates of its own, Node reads them all before it does anything: a tenth of a second that no user has.
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: undefined, ...environment }
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env })
  let residentMiB = 0
  const watching = setInterval(() => {
    residentMiB = peakResidentMiB(child.pid) ?? residentMiB
  }, 20)
  const said: Uint8Array[] = []
  const complained: Uint8Array[] = []
  child.stdout.on('data', (bytes: Uint8Array) => said.push(bytes))
  child.stderr.on('data', (bytes: Uint8Array) => complained.push(bytes))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(watching)
      if (code !== null && goodCodes.includes(code))
        resolve({ ms: performance.now() - begun, said: Buffer.concat(said).toString(), residentMiB })
      else
        reject(new Error(`${program} ${words.join(' ')} ended with ${code}:\n${Buffer.concat(complained).toString()}`))
    })
  })
}

function peakResidentMiB(processId: number | undefined): number | undefined {
  try {
    const peakKiB = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1]
    return peakKiB === undefined ? undefined : Number(peakKiB) / 1024
  } catch {
    // It has ended, or this is no Linux.
    return undefined
  }
}

/** A command of Yagura as a user starts it. */
export function timeCommand(context: BenchContext, words: readonly string[]): Promise<TimedProcess> {
  return timeProcess(process.execPath, [join(context.benchFolder, '../apps/yagura/bin/yagura.js'), ...words])
}

/** A script that prints its own measurement as one object of JSON: `ms`, and facts that are numbers. */
export async function timeScript(script: string, words: readonly string[]): Promise<Sample> {
  return sampleOf((await timeProcess(process.execPath, [script, ...words])).said)
}

/**
 * A peer in Python, of `peers/python`.
 *
 * @returns Undefined where its packages were not installed into `peers/python/packages` (see README.md).
 */
export async function timePythonPeer(
  context: BenchContext,
  name: string,
  words: readonly string[],
): Promise<Sample | undefined> {
  const folder = join(context.benchFolder, 'peers/python')
  const packages = join(folder, 'packages')
  if (!existsSync(packages)) return undefined
  const { said } = await timeProcess('python3', [join(folder, `${name}.py`), ...words], { PYTHONPATH: packages })
  return sampleOf(said)
}

function sampleOf(said: string): Sample {
  const { ms, ...facts }: Record<string, number> = JSON.parse(said)
  if (ms === undefined) throw new Error(`no measurement: ${said}`)
  return { ms, facts }
}

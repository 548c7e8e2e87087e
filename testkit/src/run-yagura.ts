import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../apps/yagura/bin/yagura.js', import.meta.url))

/** What a finished run of the command line left behind. */
export type YaguraRun = {
  /** Exit code; undefined where a signal ended the process. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** What a run is given besides its arguments. */
export type YaguraRunOptions = {
  /** Bytes for standard input; closed at once where absent. */
  readonly input?: string | Uint8Array | AsyncIterable<Uint8Array>
  /** Variables added to the environment. */
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Starts the real command in a child process, for tests that talk to it while it runs.
 *
 * @param args - Arguments after `yagura`.
 * @param env - Variables added to the environment.
 */
export function startYagura(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env } })
}

/**
 * Runs the real command to its end and collects what it printed.
 *
 * @param args - Arguments after `yagura`.
 */
export function runYagura(args: readonly string[], options: YaguraRunOptions = {}): Promise<YaguraRun> {
  const child = startYagura(args, options.env)
  const finished = collect(child)
  if (options.input === undefined) child.stdin.end()
  else {
    // The command may stop reading before the input ends; that is its right and not a failure of the test.
    child.stdin.on('error', () => child.stdin.destroy())
    if (typeof options.input === 'string' || options.input instanceof Uint8Array) child.stdin.end(options.input)
    else Readable.from(options.input).pipe(child.stdin)
  }
  return finished
}

/**
 * Runs a line of bash in which `"$@"` stands for the real command with its arguments, for tests of pipes and full disks.
 *
 * @param script - The line, `"$@" | head -n 1`.
 * @param args - Arguments after `yagura`.
 */
export function runThroughShell(script: string, args: readonly string[]): Promise<YaguraRun> {
  const child = spawn('bash', ['-c', script, 'bash', process.execPath, bin, ...args])
  child.stdin.end()
  return collect(child)
}

/** Everything that a started command prints, and how it ends. */
export function collect(child: ChildProcessWithoutNullStreams): Promise<YaguraRun> {
  return new Promise((resolve, reject) => {
    const printed = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed.stderr += text
    })
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? undefined, ...printed }))
  })
}

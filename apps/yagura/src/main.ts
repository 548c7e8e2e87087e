import { YaguraError } from '@yagura/core'
import { CommanderError } from 'commander'
import { InterruptedError, OutputClosedError, WrongUseError } from './cli/errors.ts'
import { exitCodeOf, exitCodes } from './cli/exit-codes.ts'
import { createMessages, type Messages } from './cli/messages.ts'
import { createOutput } from './cli/output.ts'
import { createProgram } from './cli/program.ts'

const remedies = {
  'correct-input': 'Correct the input and try again.',
  'ask-originator': 'Ask the originator of the data.',
  'retry-later': 'Try again once the cause is gone.',
  'call-operator': 'Call whoever runs this system.',
} as const

/**
 * Runs one command line to its end. Reads files and standard input, writes standard output and standard error, and
 * leaves the exit code to the caller.
 *
 * @param argv - Arguments after the program's name.
 * @returns The exit code, see docs/guide/cli.md.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const interruption = new AbortController()
  // Once only: whoever presses Ctrl-C a second time ends the process there and then.
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => interruption.abort(new InterruptedError(name)))
  }
  // A closed standard error is no reason to stop: the rows still count.
  process.stderr.on('error', () => undefined)
  const signal = interruption.signal
  let messages = createMessages(process.stderr, false)
  let exitCode: number = exitCodes.done
  const program = createProgram(async (run, wantsProgress) => {
    messages = createMessages(process.stderr, wantsProgress)
    exitCode = await run({ output: createOutput(1, process.stdout, signal), messages, signal })
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    messages.end()
    return exitCode
  } catch (error) {
    messages.end()
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse
    explain(error, messages)
    return exitCodeOf(error)
  }
}

function explain(error: unknown, messages: Messages): void {
  if (error instanceof OutputClosedError) return
  if (error instanceof YaguraError) {
    messages.say(`yagura: ${error.message}`)
    if (error instanceof InterruptedError) return
    messages.say(error instanceof WrongUseError ? 'Add --help to see what is accepted.' : remedies[error.remedy])
    return
  }
  messages.say('yagura: this is a defect in Yagura, not in your input; please report it with the lines below.')
  messages.say(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

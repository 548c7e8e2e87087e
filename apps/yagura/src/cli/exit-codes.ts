import { YaguraError } from '@yagura/core'
import { InterruptedError, OutputClosedError, OutputFailedError, WrongUseError } from './errors.ts'

/** How the command line ends, for scripts; documented in `--help` and docs/guide/cli.md. */
export const exitCodes = {
  done: 0,
  badInput: 1,
  wrongUse: 2,
  outputFailed: 3,
  defect: 70,
  interrupted: 130,
  terminated: 143,
} as const

/**
 * The exit code that tells a script what went wrong.
 *
 * @param error - Whatever a command threw.
 */
export function exitCodeOf(error: unknown): number {
  if (error instanceof OutputClosedError) return exitCodes.done
  if (error instanceof WrongUseError) return exitCodes.wrongUse
  if (error instanceof OutputFailedError) return exitCodes.outputFailed
  if (error instanceof InterruptedError) {
    return error.signalName === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated
  }
  return error instanceof YaguraError ? exitCodes.badInput : exitCodes.defect
}

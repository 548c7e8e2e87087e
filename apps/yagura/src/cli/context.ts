import type { Messages } from './messages.ts'
import type { Output } from './output.ts'

/** What every command is handed: where rows go, where words go, and when to stop. */
export type CommandContext = {
  readonly output: Output
  readonly messages: Messages
  /** Aborted by Ctrl-C; its reason is an InterruptedError. */
  readonly signal: AbortSignal
}

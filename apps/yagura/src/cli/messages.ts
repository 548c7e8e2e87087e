import { performance } from 'node:perf_hooks'

/** What a person sees while a command runs: words and progress, on standard error. */
export type Messages = {
  /** Prints one line, above the progress line where there is one. */
  readonly say: (text: string) => void
  /** Replaces the progress line, not more often than a person can read; does nothing unless progress is shown. */
  readonly progress: (text: string) => void
  /** Removes the progress line. */
  readonly end: () => void
}

const liveIntervalMs = 100
const plainIntervalMs = 2000

/**
 * Messages on a stream.
 *
 * @param stream - Standard error; where it is a terminal, progress is one line that is redrawn.
 * @param wantsProgress - Shows progress as plain lines where the stream is no terminal.
 */
export function createMessages(
  stream: { write: (text: string) => boolean; readonly isTTY?: boolean },
  wantsProgress: boolean,
): Messages {
  const live = stream.isTTY === true
  let drawn = ''
  let nextMs = 0
  const clear = (): void => {
    if (drawn !== '') stream.write('\r\u001b[K')
  }
  return {
    say: (text) => {
      clear()
      stream.write(`${printable(text)}\n${drawn}`)
    },
    progress: (text) => {
      const nowMs = performance.now()
      if (!(live || wantsProgress) || nowMs < nextMs) return
      nextMs = nowMs + (live ? liveIntervalMs : plainIntervalMs)
      if (!live) return void stream.write(`${printable(text)}\n`)
      clear()
      drawn = printable(text).slice(0, 100)
      stream.write(drawn)
    },
    end: () => {
      clear()
      drawn = ''
    },
  }
}

/** Text of a file may hold bytes that command a terminal; a person sees them as their codes instead. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
}

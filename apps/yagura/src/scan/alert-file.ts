import { fstatSync, fsyncSync, ftruncateSync } from 'node:fs'
import type { ScanState } from './scan-state.ts'

const standardOutput = 1

/** Where alerts go, as far as a scan that is taken up again has to know. */
export type AlertFile = {
  /** What the state keeps: undefined for a pipe. */
  readonly place: () => ScanState['output']
  /** Waits until what was written is on stable storage; does nothing for a pipe. */
  readonly sync: () => void
}

/** What taking up a scan again means for the file of its alerts. */
export type TakenUp = 'goes on' | 'starts anew'

/** Standard output as the file that it may be. */
export function alertFile(): AlertFile {
  const isFile = fstatSync(standardOutput).isFile()
  return {
    place: () => {
      if (!isFile) return undefined
      const { dev, ino, size } = fstatSync(standardOutput)
      return { device: dev, inode: ino, bytes: size }
    },
    sync: () => {
      if (isFile) fsyncSync(standardOutput)
    },
  }
}

/**
 * Brings standard output to where the state left it: alerts that were written after it are cut off, as they come again. A file that
 * was emptied since starts the scan anew; another file, or a pipe, gets what comes from the state on.
 */
export function takeUpAlertFile(state: ScanState): TakenUp {
  const { output } = state
  const status = fstatSync(standardOutput)
  if (output === undefined || !status.isFile() || status.dev !== output.device || status.ino !== output.inode) {
    return 'goes on'
  }
  if (status.size < output.bytes) return 'starts anew'
  ftruncateSync(standardOutput, output.bytes)
  return 'goes on'
}

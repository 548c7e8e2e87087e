import {
  type BlockScan,
  createBlockScan,
  createLogLineReader,
  type Detector,
  type LogFormat,
  type ZeekHeader,
} from '@yagura/cyber'

/** A block of lines to be scanned. */
export type ScanRequest = {
  readonly bytes: Uint8Array
  readonly log: string
  /** Header of a Zeek log in columns that holds at its beginning. */
  readonly header: ZeekHeader | undefined
  /** Number of its first line, from 1. */
  readonly firstLine: number
}

/** Makes what scans blocks in this thread. */
export function createScanPart(
  detector: Detector,
  format: LogFormat,
  nowMs: number,
): (request: ScanRequest) => BlockScan {
  const scan = createBlockScan(detector, format)
  return ({ bytes, log, header, firstLine }) =>
    scan(bytes, createLogLineReader({ format, log, nowMs, header }), firstLine)
}

import { createByteTrigger } from './byte-trigger.ts'
import type { Detector } from './detector.ts'
import type { Hit } from './hit.ts'
import type { LogFormat } from './log-event.ts'
import type { LogLineReader } from './read-log-line.ts'
import { allLines, selectJson, selectRows } from './select-lines.ts'
import { decodeUtf8 } from './utf8.ts'

/** A line that is not of its format. */
type LineProblem = { readonly line: number; readonly reason: string }

/** What a block of lines came to. */
export type BlockScan = {
  readonly lines: number
  /** Lines that were read and hold no event: empty ones, and headers. */
  readonly empty: number
  /** Lines that were read in full. */
  readonly read: number
  readonly hits: readonly Hit[]
  readonly problems: readonly LineProblem[]
}

/**
 * Finds hits in a block of whole lines.
 *
 * @param bytes - The last byte is a newline.
 * @param firstLine - Number of the first line in its log, from 1.
 */
export type ScanBlock = (bytes: Uint8Array, reader: LogLineReader, firstLine: number) => BlockScan

const lineFeed = 10
const numberSign = 0x23

/**
 * Makes a scan that reads only lines whose bytes hold something that is looked for; all lines where that cannot be told from bytes, and of
 * syslog, where the message may be in any form. A line of JSON that is not read is checked at its ends and quotes, a row at the number of its
 * columns.
 */
export function createBlockScan(detector: Detector, format: LogFormat): ScanBlock {
  const { triggers } = detector
  const ofObjects = triggers && createByteTrigger(triggers, true)
  const ofRows = triggers && createByteTrigger(triggers, false)
  const select = (bytes: Uint8Array, reader: LogLineReader) => {
    if (ofObjects === undefined || ofRows === undefined || format === 'syslog') return allLines(bytes)
    const header = reader.header()
    if (format !== 'zeek' || (header === undefined && bytes[0] !== numberSign)) return selectJson(bytes, ofObjects)
    return selectRows(bytes, ofRows, header)
  }
  return (bytes, reader, firstLine) => {
    const hits: Hit[] = []
    const problems: LineProblem[] = []
    let empty = 0
    const { starts, places, lines } = select(bytes, reader)
    for (const [index, start] of starts.entries()) {
      const line = firstLine + (places[index] ?? 0)
      const event = reader.read(decodeUtf8(bytes.subarray(start, bytes.indexOf(lineFeed, start))), line)
      if (typeof event === 'string') problems.push({ line, reason: event })
      else if (event === undefined) empty += 1
      else hits.push(...detector.judge(event))
    }
    return { lines, empty, read: starts.length, hits, problems }
  }
}

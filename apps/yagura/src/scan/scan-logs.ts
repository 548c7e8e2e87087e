import { type BlockScan, headerBehind, type LogFormat, type ZeekHeader } from '@yagura/cyber'
import { documentLines } from './document-lines.ts'
import { type LineBlock, lineBlocks } from './line-blocks.ts'
import type { ScanRequest } from './scan-part.ts'

/** How far a log was read. */
export type LogProgress = {
  readonly log: string
  /** Bytes that are done, unpacked. */
  readonly offset: number
  /** Lines that are done. */
  readonly lines: number
  readonly header: ZeekHeader | undefined
}

/** What a scan of logs is told and tells. */
export type LogScan = {
  readonly format: LogFormat
  readonly mostLineBytes: number
  /** Bytes of a log, unpacked. */
  readonly read: (log: string) => AsyncIterable<Uint8Array>
  /** Scans a block; called in order, and up to `ahead` blocks before the first of them is done. */
  readonly scan: (request: ScanRequest) => Promise<BlockScan>
  readonly ahead: number
  /** Receives what a block came to, in order; the next ones wait for it. */
  readonly onBlock: (scan: BlockScan, progress: LogProgress) => Promise<void>
}

/** A block whose scan is under way. */
type UnderWay = {
  readonly scan: Promise<BlockScan>
  readonly block: LineBlock
  readonly header: ZeekHeader | undefined
}

/** Scans one log from where it was left, in blocks, so that memory does not grow with it. */
export async function scanLog(
  { format, mostLineBytes, read, scan, ahead, onBlock }: LogScan,
  from: LogProgress,
): Promise<void> {
  const { log } = from
  let { header, lines } = from
  const underWay: UnderWay[] = []
  const settleFirst = async (): Promise<void> => {
    const first = underWay.shift()
    if (first === undefined) return
    const done = shifted(await first.scan, ahead > 1 ? lines : 0)
    lines += done.lines
    await onBlock(done, { log, offset: first.block.endOffset, lines, header: first.header })
  }
  const pieces = format === 'json' ? documentLines(read(log)) : read(log)
  for await (const block of lineBlocks(pieces, from.offset, mostLineBytes)) {
    const before = header
    if (format === 'zeek') header = headerBehind(block.bytes, header)
    const request = { bytes: block.bytes, log, header: before, firstLine: ahead > 1 ? 1 : lines + 1 }
    const scanning = block.isTooLong ? tooLong(request.firstLine, mostLineBytes) : scan(request)
    // Where an earlier block fails, nobody waits for this one.
    scanning.catch(() => undefined)
    underWay.push({ scan: scanning, block, header })
    if (underWay.length >= ahead) await settleFirst()
  }
  while (underWay.length > 0) await settleFirst()
}

async function tooLong(line: number, mostLineBytes: number): Promise<BlockScan> {
  return { lines: 1, empty: 0, read: 0, hits: [], problems: [{ line, reason: `longer than ${mostLineBytes} bytes` }] }
}

/** Counts lines from where the block stands in its log. */
function shifted(scan: BlockScan, by: number): BlockScan {
  if (by === 0) return scan
  return {
    ...scan,
    problems: scan.problems.map((problem) => ({ ...problem, line: problem.line + by })),
    hits: scan.hits.map((hit) => ({
      ...hit,
      matched: hit.matched.map((event) => ({ ...event, line: event.line + by })),
    })),
  }
}

import { type BlockScan, headerBehind, type LogFormat, type ZeekHeader } from '@yagura/cyber'
import { UnreadableFileError } from '../cli/errors.ts'
import { documentLines } from './document-lines.ts'
import { type LineBlock, lineBlocks } from './line-blocks.ts'
import { createLogBeginning, type LogBeginning, LogReplaced, sameLog } from './log-beginning.ts'
import type { ScanRequest } from './scan-part.ts'
import type { LogPlace } from './scan-state.ts'

const lineFeed = 10

/** How far a log was read, by one block more. */
export type LogProgress = {
  readonly log: string
  /** Bytes that are done, unpacked. */
  readonly offset: number
  /** Lines that are done. */
  readonly lines: number
  readonly header: ZeekHeader | undefined
  readonly beginning: LogBeginning
  /** Where the line of this block begins, if it is the last one and has no end. */
  readonly openFrom: number | undefined
  /** Whether the block begins with the line that had no end when the log was left, which now is another one. */
  readonly isOpenLineAgain: boolean
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

/** Where the scan of a log begins. */
export type LogStart = {
  /** How far it was read before; undefined where nothing was. */
  readonly known: LogPlace | undefined
  /** From where it is scanned; undefined for its beginning. */
  readonly from: LogPlace | undefined
}

/** A block that is to be scanned. */
type NextBlock = { readonly block: LineBlock; readonly isOpenLineAgain: boolean }

/**
 * Scans one log from where it was left, in blocks, so that memory does not grow with it.
 *
 * @returns Whether it is the log that was left; of another one nothing was scanned.
 * @throws UnreadableFileError where it cannot be read to its end: all whole lines before that were scanned.
 */
export async function scanLog(scan: LogScan, log: string, { known, from }: LogStart): Promise<boolean> {
  const beginning = createLogBeginning()
  const pieces = sameLog(scan.read(log), known, beginning)
  const queue = createBlockQueue(scan, log, from, beginning)
  try {
    for await (const next of blocksFrom(pieces, from, scan)) await queue.put(next)
  } catch (error) {
    if (error instanceof LogReplaced) return false
    if (error instanceof UnreadableFileError) await queue.settle()
    throw error
  }
  await queue.settle()
  return true
}

/** Has blocks scanned, some of them at once, and hands on in order what they come to. */
type BlockQueue = { readonly put: (next: NextBlock) => Promise<void>; readonly settle: () => Promise<void> }

function createBlockQueue(
  { format, mostLineBytes, scan, ahead, onBlock }: LogScan,
  log: string,
  from: LogPlace | undefined,
  beginning: LogBeginning,
): BlockQueue {
  let header: ZeekHeader | undefined = from?.header
  let lines = from?.lines ?? 0
  const underWay: (NextBlock & { readonly scanning: Promise<BlockScan>; readonly header: ZeekHeader | undefined })[] =
    []
  const settleFirst = async (): Promise<void> => {
    const first = underWay.shift()
    if (first === undefined) return
    const { isOpenLineAgain, block } = first
    if (isOpenLineAgain) lines -= 1
    const done = shifted(await first.scanning, ahead > 1 ? lines : 0)
    lines += done.lines
    const { endOffset: offset, openFrom } = block
    await onBlock(done, { log, offset, lines, header: first.header, beginning, openFrom, isOpenLineAgain })
  }
  return {
    put: async (next) => {
      const { bytes, isTooLong } = next.block
      const before = header
      if (format === 'zeek') header = headerBehind(bytes, header)
      const firstLine = ahead > 1 ? 1 : lines + (next.isOpenLineAgain ? 0 : 1)
      const scanning = isTooLong ? tooLong(firstLine, mostLineBytes) : scan({ bytes, log, header: before, firstLine })
      // Where an earlier block fails, nobody waits for this one.
      scanning.catch(() => undefined)
      underWay.push({ ...next, scanning, header })
      if (underWay.length >= ahead) await settleFirst()
    },
    settle: async () => {
      while (underWay.length > 0) await settleFirst()
    },
  }
}

async function* blocksFrom(
  pieces: AsyncIterable<Uint8Array>,
  from: LogPlace | undefined,
  { format, mostLineBytes }: LogScan,
): AsyncGenerator<NextBlock> {
  const skipped = from?.openLine?.offset ?? from?.offset ?? 0
  let isFirst = true
  for await (const block of lineBlocks(format === 'json' ? documentLines(pieces) : pieces, skipped, mostLineBytes)) {
    const next = isFirst ? afterOpenLine(block, from) : { block, isOpenLineAgain: false }
    isFirst = false
    if (next.block.bytes.length > 0 || next.block.isTooLong) yield next
  }
}

/** The first block behind a place without the line that had no end there, unless it is another one now. */
function afterOpenLine(block: LineBlock, place: LogPlace | undefined): NextBlock {
  if (place?.openLine === undefined) return { block, isOpenLineAgain: false }
  if (block.isTooLong) {
    const isSame = block.openFrom !== undefined && block.endOffset === place.offset
    return { block: isSame ? { ...block, isTooLong: false } : block, isOpenLineAgain: !isSame }
  }
  const lineBytes = block.bytes.indexOf(lineFeed)
  const isSame = lineBytes === place.offset - place.openLine.offset
  return { block: isSame ? { ...block, bytes: block.bytes.subarray(lineBytes + 1) } : block, isOpenLineAgain: !isSame }
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

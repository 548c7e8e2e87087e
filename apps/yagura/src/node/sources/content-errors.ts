import { type Remedy, YaguraError } from '@yagura/core'
import type { IngestReport } from '../../api/contract/sources.ts'

/** A body ended before its end, or cannot be decompressed. Nothing of it was used. */
export class IncompleteBodyError extends YaguraError {
  override readonly name = 'IncompleteBodyError'
  override readonly code = 'source/incomplete'
  override readonly remedy: Remedy = 'retry-later'
  readonly from: string

  constructor(from: string, problem: string, cause?: Error) {
    super(`what came from ${from} is incomplete (${problem}); nothing of it was used`, { cause })
    this.from = from
  }
}

/** More bytes came than a source may have. Nothing of them was used. */
export class TooLargeError extends YaguraError {
  override readonly name = 'TooLargeError'
  override readonly code = 'source/too-large'
  override readonly remedy: Remedy = 'correct-input'
  readonly limitBytes: number

  constructor(from: string, limitBytes: number) {
    super(`${from} is larger than ${limitBytes} bytes; nothing of it was used`)
    this.limitBytes = limitBytes
  }
}

/** What came is no data: empty, a web page, or a message of the server. Nothing of it was used. */
export class NotDataError extends YaguraError {
  override readonly name = 'NotDataError'
  override readonly code = 'source/not-data'
  override readonly remedy: Remedy = 'correct-input'
  readonly from: string

  constructor(from: string, found: string, expected: string) {
    super(`${from} gave ${found} where ${expected} were expected; nothing of it was used`)
    this.from = from
  }
}

/** Most records could not be used: the layout may have changed. */
export class UnusableRecordsError extends YaguraError {
  override readonly name = 'UnusableRecordsError'
  override readonly code = 'source/unusable-records'
  override readonly remedy: Remedy = 'ask-originator'
  /** What could be used was used; this is what came of it. */
  readonly report: IngestReport

  constructor(report: IngestReport) {
    const { file, records, problemCount } = report
    const [problem] = report.problems
    const first =
      problem === undefined ? 'no record at all' : `line ${problem.line}, ${problem.field}: ${problem.reason}`
    super(
      `${file}: ${problemCount} records could not be used and ${records} could; its layout may have changed. First: ${first}`,
    )
    this.report = report
  }
}

/** A file or folder of a source cannot be read. */
export class UnreadableSourceError extends YaguraError {
  override readonly name = 'UnreadableSourceError'
  override readonly code = 'source/unreadable'
  override readonly remedy: Remedy = 'correct-input'
  readonly path: string

  constructor(path: string, problem: string, cause?: Error) {
    super(`${path} cannot be read: ${problem}`, { cause })
    this.path = path
  }
}

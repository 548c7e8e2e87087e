import { type ByteSink, type ElementSetSink, type Finding, isFinding } from '../finding.ts'
import { createLineReader, type LineSink, maxLineBytes } from '../text/line-reader.ts'
import { decodeUtf8, isCleanText, quoted } from '../text/utf8.ts'
import { joinLines, type PendingLineOne } from './element-pair.ts'
import { parseLineOne } from './line-one.ts'

/** A line this long is no name: it is an element line whose first columns are damaged. */
const longestNameBytes = 59

type LineKind = 'empty' | 'one' | 'two' | 'name' | 'damaged'

/**
 * Reads TLE and 3LE lines: element lines of 68 characters or more, name lines bare or behind `0 `, comment lines behind `#`, blank
 * lines anywhere. One problem for each record that cannot be read, at the line at fault.
 */
export function createTleReader(file: string, sink: ElementSetSink): ByteSink {
  const records = new TleRecords(file, sink)
  const lines = createLineReader(records)
  return {
    write: lines.write,
    end() {
      lines.end()
      records.end()
    },
  }
}

/** Puts lines together to records; what of a record has been read so far is its state. */
class TleRecords implements LineSink {
  readonly #file: string
  readonly #sink: ElementSetSink
  #name: { readonly text: string; readonly line: number } | undefined
  #one: PendingLineOne | undefined
  /** Line 1 was bad and has been reported: its line 2 goes with it. */
  #oneWasBad = false
  /** The last line was not text and has been reported: a run of such lines is one problem. */
  #inGarbage = false

  constructor(file: string, sink: ElementSetSink) {
    this.#file = file
    this.#sink = sink
  }

  line(bytes: Uint8Array, start: number, end: number, line: number): void {
    const kind = kindOf(bytes, start, end)
    if (kind === 'one' || kind === 'two') this.#inGarbage = false
    if (kind === 'one') this.#takeOne(bytes, start, end, line)
    else if (kind === 'two') this.#takeTwo(bytes, start, end, line)
    else if (kind === 'name') this.#takeName(bytes, start, end, line)
    else if (kind === 'damaged') this.#takeDamaged(bytes, start, end, line)
  }

  tooLong(line: number): void {
    this.#abandon(`an overlong line ${line}`)
    this.#reportLine(line, `the line is longer than ${maxLineBytes} bytes, expected 69 characters`)
  }

  end(): void {
    this.#abandon('the end of the file')
  }

  #takeOne(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (this.#one !== undefined || this.#oneWasBad) this.#abandon(`another line 1 on line ${line}`)
    const lineOne = parseLineOne(bytes, start, end)
    if (isFinding(lineOne)) {
      this.#oneWasBad = true
      this.#report(line, lineOne)
    } else this.#one = { lineOne, line }
  }

  #takeTwo(bytes: Uint8Array, start: number, end: number, line: number): void {
    const one = this.#one
    if (one !== undefined) {
      const origin = { file: this.#file, line: this.#name?.line ?? one.line }
      const outcome = joinLines(one, bytes, start, end, line, this.#name?.text, origin)
      for (const finding of outcome.findings) this.#report(finding.line, finding)
      if (outcome.elementSet !== undefined) this.#sink.elementSet(outcome.elementSet)
    } else if (!this.#oneWasBad) this.#reportLine(line, 'line 2 without a line 1 before it')
    this.#clear()
  }

  #takeName(bytes: Uint8Array, start: number, end: number, line: number): void {
    const text = nameOf(bytes, start, end)
    this.#abandon(`another record on line ${line}`)
    if (isCleanText(text)) {
      this.#name = text === '' || text === 'UNKNOWN' ? undefined : { text, line }
      this.#inGarbage = false
      return
    }
    if (!this.#inGarbage) this.#reportLine(line, `found ${quoted(text)}, which is not UTF-8 text`)
    this.#inGarbage = true
  }

  /** Neither line 1, nor line 2, nor a name: it stands for whichever of the two was due. */
  #takeDamaged(bytes: Uint8Array, start: number, end: number, line: number): void {
    const dueTwo = this.#one !== undefined || this.#oneWasBad
    if (!this.#inGarbage && !this.#oneWasBad) {
      const found = quoted(decodeUtf8(bytes.subarray(start, end)))
      this.#reportLine(line, `found ${found}, expected line ${dueTwo ? 2 : 1} of an element set`)
    }
    this.#clear()
    this.#inGarbage = !isCleanText(decodeUtf8(bytes.subarray(start, end)))
    this.#oneWasBad = !dueTwo
  }

  /** Reports what was begun and not brought to an end. */
  #abandon(next: string): void {
    if (this.#one !== undefined) this.#reportLine(this.#one.line, `line 1 has no line 2: found ${next}`)
    else if (this.#name !== undefined && !this.#oneWasBad) {
      this.#reportLine(this.#name.line, `the name ${quoted(this.#name.text)} has no element lines: found ${next}`)
    }
    this.#clear()
  }

  #clear(): void {
    this.#name = undefined
    this.#one = undefined
    this.#oneWasBad = false
  }

  #report(line: number, { field, reason }: Finding): void {
    this.#sink.problem({ file: this.#file, line, field, reason })
  }

  #reportLine(line: number, reason: string): void {
    this.#report(line, { field: 'LINE', reason })
  }
}

function kindOf(bytes: Uint8Array, start: number, end: number): LineKind {
  const first = bytes[start]
  if (end - start === 1 || bytes[start + 1] === 32) {
    if (first === 49) return 'one'
    if (first === 50) return 'two'
  }
  if (first === 35) return 'empty'
  let at = start
  while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at += 1
  if (at === end) return 'empty'
  if (first === 48 && (end - start === 1 || bytes[start + 1] === 32)) return 'name'
  return end - start > longestNameBytes ? 'damaged' : 'name'
}

function nameOf(bytes: Uint8Array, start: number, end: number): string {
  const marked = bytes[start] === 48 && (end - start === 1 || bytes[start + 1] === 32)
  return decodeUtf8(bytes.subarray(marked ? start + 1 : start, end)).trim()
}

import { type ByteSink, type ElementSetSink, type Finding, isFinding } from '../finding.ts'
import { createLineReader, maxLineBytes } from '../text/line-reader.ts'
import { decodeUtf8, isCleanText, quoted } from '../text/utf8.ts'
import { joinLines, type PendingLineOne } from './element-pair.ts'
import { parseLineOne } from './line-one.ts'

/** A line this long is no name: it is an element line whose first columns are damaged. */
const longestNameBytes = 59

type LineKind = 'empty' | 'one' | 'two' | 'name' | 'damaged'

/** What of a record has been read so far. */
type Progress = {
  name: { readonly text: string; readonly line: number } | undefined
  one: PendingLineOne | undefined
  /** Line 1 was bad and has been reported: its line 2 goes with it. */
  oneWasBad: boolean
  /** The last line was not text and has been reported: a run of such lines is one problem. */
  inGarbage: boolean
}

/**
 * Reads TLE and 3LE lines: element lines of 68 characters or more, name lines bare or behind `0 `, comment lines behind `#`, blank lines
 * anywhere. One problem for each record that cannot be read, at the line at fault.
 */
export function createTleReader(file: string, sink: ElementSetSink): ByteSink {
  const progress: Progress = { name: undefined, one: undefined, oneWasBad: false, inGarbage: false }
  const report = (line: number, finding: Finding): void => sink.problem({ file, line, ...finding })
  const reportLine = (line: number, reason: string): void => report(line, { field: 'LINE', reason })

  const abandon = (next: string): void => {
    if (progress.one !== undefined) reportLine(progress.one.line, `line 1 has no line 2: found ${next}`)
    else if (progress.name !== undefined && !progress.oneWasBad) {
      reportLine(progress.name.line, `the name ${quoted(progress.name.text)} has no element lines: found ${next}`)
    }
    clear(progress)
  }

  const takeOne = (bytes: Uint8Array, start: number, end: number, line: number): void => {
    if (progress.one !== undefined || progress.oneWasBad) abandon(`another line 1 on line ${line}`)
    const lineOne = parseLineOne(bytes, start, end)
    if (isFinding(lineOne)) {
      progress.oneWasBad = true
      report(line, lineOne)
    } else progress.one = { lineOne, line }
  }

  const takeTwo = (bytes: Uint8Array, start: number, end: number, line: number): void => {
    const { one, name } = progress
    if (one !== undefined) {
      const origin = { file, line: name?.line ?? one.line }
      const outcome = joinLines(one, bytes, start, end, line, name?.text, origin)
      for (const finding of outcome.findings) sink.problem({ file, ...finding })
      if (outcome.elementSet !== undefined) sink.elementSet(outcome.elementSet)
    } else if (!progress.oneWasBad) reportLine(line, 'line 2 without a line 1 before it')
    clear(progress)
  }

  const takeName = (bytes: Uint8Array, start: number, end: number, line: number): void => {
    const text = nameOf(bytes, start, end)
    abandon(`another record on line ${line}`)
    if (isCleanText(text)) {
      progress.name = text === '' || text === 'UNKNOWN' ? undefined : { text, line }
      progress.inGarbage = false
    } else {
      if (!progress.inGarbage) reportLine(line, `found ${quoted(text)}, which is not UTF-8 text`)
      progress.inGarbage = true
    }
  }

  /** Neither line 1, nor line 2, nor a name: it stands for whichever of the two was due. */
  const takeDamaged = (bytes: Uint8Array, start: number, end: number, line: number): void => {
    const wasTwo = progress.one !== undefined || progress.oneWasBad
    const found = quoted(decodeUtf8(bytes.subarray(start, Math.min(end, start + 50))))
    if (!progress.inGarbage && !progress.oneWasBad) {
      reportLine(line, `found ${found}, expected line ${wasTwo ? 2 : 1} of an element set`)
    }
    clear(progress)
    progress.inGarbage = !isCleanText(decodeUtf8(bytes.subarray(start, end)))
    progress.oneWasBad = !wasTwo
  }

  const lines = createLineReader({
    line(bytes, start, end, line) {
      const kind = kindOf(bytes, start, end)
      if (kind === 'one') takeOne(bytes, start, end, line)
      else if (kind === 'two') takeTwo(bytes, start, end, line)
      else if (kind === 'name') takeName(bytes, start, end, line)
      else if (kind === 'damaged') takeDamaged(bytes, start, end, line)
    },
    tooLong(line) {
      abandon(`an overlong line ${line}`)
      reportLine(line, `the line is longer than ${maxLineBytes} bytes, expected 69 characters`)
    },
  })

  return {
    write: lines.write,
    end() {
      lines.end()
      abandon('the end of the file')
    },
  }
}

function clear(progress: Progress): void {
  progress.name = undefined
  progress.one = undefined
  progress.oneWasBad = false
}

function kindOf(bytes: Uint8Array, start: number, end: number): LineKind {
  const first = bytes[start]
  if (bytes[start + 1] === 32 && end - start > 1) {
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

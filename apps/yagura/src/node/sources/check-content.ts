import type { IngestReport } from '../../api/contract/sources.ts'
import { NotDataError, UnusableRecordsError } from './content-errors.ts'

/** What a source gives, in a word for a person. */
export const expectedWords = {
  elements: 'element sets',
  satcat: 'rows of a satellite catalogue',
  cdm: 'conjunction data messages',
} as const

/**
 * Refuses what is plainly no data before anything of it is used: nothing at all, a web page, or a server's message.
 * @param head - The first bytes of the body.
 * @throws NotDataError
 */
export function checkHead(from: string, head: Uint8Array, reads: keyof typeof expectedWords): void {
  const text = new TextDecoder().decode(head).replaceAll('\0', '').trim()
  const expected = expectedWords[reads]
  if (text === '') throw new NotDataError(from, 'an empty file', expected)
  if (/^<(!doctype\s+html|html|head|body|!--)/i.test(text)) throw new NotDataError(from, 'a web page', expected)
  if (/^[[{\s]*"(error|message|login)"\s*:/i.test(text)) throw new NotDataError(from, `"${excerpt(text)}"`, expected)
  if (/^(no gp data|invalid query|gp data has not updated)/i.test(text)) {
    throw new NotDataError(from, `"${excerpt(text)}"`, expected)
  }
}

/**
 * Judges by what came of a reading whether the file was what it should be: less than half of it usable is a changed layout.
 * No message at all is an answer, no element set at all is none.
 * @throws UnusableRecordsError
 */
export function checkReport(report: IngestReport, reads: keyof typeof expectedWords): void {
  // A day without a warning is a good day.
  if (reads === 'cdm' && report.problemCount === 0) return
  if (report.records <= report.problemCount) throw new UnusableRecordsError(report)
}

/** A line of someone else's text that can stand in a message: no control characters, at most 200 characters. */
export function excerpt(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
}

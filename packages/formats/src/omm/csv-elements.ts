import { createCsvReader } from '../csv/csv-reader.ts'
import { type ByteSink, type ElementSetSink, isFinding } from '../finding.ts'
import { elementSetOf, type KeywordValues } from './element-set-of.ts'
import { findMisspeltKeyword } from './keywords.ts'

const requiredColumns = [
  ...['NORAD_CAT_ID', 'EPOCH', 'MEAN_MOTION', 'ECCENTRICITY', 'INCLINATION', 'RA_OF_ASC_NODE', 'ARG_OF_PERICENTER'],
  ...['MEAN_ANOMALY', 'BSTAR', 'MEAN_MOTION_DOT', 'MEAN_MOTION_DDOT'],
]

/**
 * Reads OMM as a CSV table: keywords as header in any order, one element set a row, unknown columns ignored.
 * A header without a required column is one problem, and no row is read. Source: CelesTrak, "A New Way to Obtain GP Data".
 */
export function createOmmCsvReader(file: string, sink: ElementSetSink): ByteSink {
  return createCsvReader({
    header(columns, line) {
      const misspelt = findMisspeltKeyword(new Set(columns))
      if (misspelt !== undefined) {
        sink.problem({ file, line, ...misspelt })
        return false
      }
      const missing = requiredColumns.find((column) => !columns.includes(column))
      if (missing === undefined) return true
      sink.problem({ file, line, field: missing, reason: 'no such column in the header, expected the OMM keywords' })
      return false
    },
    row(row) {
      const values: KeywordValues = { get: (keyword) => row.get(keyword)?.trim() }
      const outcome = elementSetOf(values, 'optional', { file, line: row.line })
      if (isFinding(outcome)) sink.problem({ file, line: row.line, ...outcome })
      else sink.elementSet(outcome)
    },
    problem: (line, reason) => sink.problem({ file, line, field: 'record', reason }),
  })
}

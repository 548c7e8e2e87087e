import { type ByteSink, createCsvReader, type RecordProblem } from '@yagura/formats'
import { parseSatcatRow, type SatcatEntry } from './satcat.ts'

/** Where a reader of a SATCAT delivers. */
export type SatcatSink = {
  entry(entry: SatcatEntry): void
  /** A row that is not used. Reading goes on. */
  problem(problem: RecordProblem): void
}

/**
 * Reads a SATCAT in CelesTrak's CSV form that is pushed in as bytes; a file with another header is one problem.
 * @param file - The name that problems carry.
 */
export function createSatcatReader(file: string, sink: SatcatSink): ByteSink {
  let header: readonly string[] = []
  return createCsvReader({
    header: (columns, line) => {
      header = columns
      const isSatcat = columns.includes('NORAD_CAT_ID') && columns.includes('OBJECT_TYPE')
      const reason = 'the header has no NORAD_CAT_ID and OBJECT_TYPE; expected a SATCAT in CSV'
      if (!isSatcat) sink.problem({ file, line, field: 'record', reason })
      return isSatcat
    },
    row: (row) => {
      const fields = new Map(header.map((column) => [column, row.get(column) ?? '']))
      const entry = parseSatcatRow(file, row.line, fields)
      if ('reason' in entry) sink.problem(entry)
      else sink.entry(entry)
    },
    problem: (line, reason) => sink.problem({ file, line, field: 'record', reason }),
  })
}

import { Readable } from 'node:stream'
import type { StreamAnswer } from '../../api/contract/operations.ts'
import type { ApproachRow, ScreeningSummary } from '../../api/contract/space-views.ts'
import { type CsvCell, csvLine } from '../csv-line.ts'

/** What is said of all rows of an export, in its head and in each row. */
export type ExportFacts = {
  readonly marking: string
  /** Markings of partners’ records on whose element sets some rows rest, with who they are of. */
  readonly partnerMarkings: readonly string[]
  readonly mode: string
  readonly exportedUtc: string
  readonly screening: ScreeningSummary
}

const COLUMNS = [
  ...['marking', 'mode', 'id', 'tca_utc', 'id1', 'name1', 'type1', 'owner1', 'epoch1_utc', 'age1_days'],
  ...['id2', 'name2', 'type2', 'owner2', 'epoch2_utc', 'age2_days', 'miss_km', 'rel_speed_km_s'],
  ...['radial_km', 'transverse_km', 'normal_km', 'max_pc_upper_bound', 'dilution_km', 'priority', 'state', 'decision'],
]

/**
 * Close approaches as a file, row by row as it is read.
 *
 * CSV as RFC 4180 has it, lines ended by CR LF, after a head of one row that says what it is; text that a spreadsheet would
 * run as a formula has an apostrophe before it. ndjson has the same head as its first line.
 */
export function exportAnswer(
  format: 'csv' | 'ndjson',
  facts: ExportFacts,
  rows: AsyncIterable<ApproachRow>,
): StreamAnswer {
  const lines = format === 'csv' ? csvLines(facts, rows) : ndjsonLines(facts, rows)
  return {
    type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8',
    headers: { 'content-disposition': `attachment; filename="close-approaches-${facts.mode}.${format}"` },
    body: Readable.from(lines),
  }
}

async function* csvLines(facts: ExportFacts, rows: AsyncIterable<ApproachRow>): AsyncGenerator<string> {
  yield csvLine([headOf(facts), ...COLUMNS.slice(1).map(() => '')])
  yield csvLine(COLUMNS)
  for await (const row of rows) yield csvLine(cellsOf(facts, row))
}

async function* ndjsonLines(facts: ExportFacts, rows: AsyncIterable<ApproachRow>): AsyncGenerator<string> {
  yield `${JSON.stringify({ head: facts })}\n`
  for await (const row of rows) {
    const cells = cellsOf(facts, row)
    yield `${JSON.stringify(Object.fromEntries(COLUMNS.map((column, i) => [column, cells[i]])))}\n`
  }
}

/** A partner’s marking with whose it is, as heads and rows of an export name it. */
export function partnerMarking({ banner, node }: Pick<ApproachRow['restsOn'][number], 'banner' | 'node'>): string {
  return `${banner.en} (${node})`
}

function headOf({ marking, partnerMarkings, mode, exportedUtc, screening }: ExportFacts): string {
  const { startUtc, days, withinKm, objects, leftOut, jobId, finishedUtc } = screening
  return (
    `${[marking, ...partnerMarkings].join(' + ')} | ${mode} | close approaches within ${withinKm} km, ${days} d from ${startUtc}, ${objects} objects, ` +
    `${leftOut} left out | screening ${jobId} finished ${finishedUtc} | exported ${exportedUtc} | ` +
    'max_pc is an upper bound (SOCRATES model, no covariance); radial, transverse, normal: object 2 from object 1'
  )
}

function cellsOf({ marking, mode }: ExportFacts, row: ApproachRow): readonly CsvCell[] {
  const party = ({
    id,
    name,
    objectType,
    owner,
    epochUtc,
    ageAtTcaDays,
  }: ApproachRow['primary']): readonly CsvCell[] => [...[id, name, objectType, owner, epochUtc, ageAtTcaDays]]
  return [
    ...[
      [marking, ...row.restsOn.map(partnerMarking)].join(' + '),
      mode,
      row.id,
      row.tcaUtc,
      ...party(row.primary),
      ...party(row.secondary),
    ],
    ...[row.missKm, row.relativeSpeedKmPerS, row.radialKm, row.transverseKm, row.normalKm],
    ...[row.maxPc, row.dilutionKm, row.priority, row.state, row.decision],
  ]
}

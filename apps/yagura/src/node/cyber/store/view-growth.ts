import { stixFacts, tlp1Definitions, tlp2Definitions } from '@yagura/cyber'
import type { SqlConnection, SqlRow } from '../../store/sqlite.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import { stixObjectFrom } from './stix-index.ts'
import type { StixNumbers } from './stix-numbers.ts'
import type { StixView } from './stix-view.ts'
import { type CandidateVersion, type Judged, judgeReferences, namedSources } from './view-references.ts'

/** Lets views grow with the store. */
export type ViewGrowth = {
  /** Takes into a view what the store gained since it last grew. @returns The number of the view. */
  readonly grown: (view: StixView, nowUs: number) => number
  readonly beginImport: () => void
  readonly endImport: () => void
}

/** Versions that are judged at once: few enough to be kept in memory with all they refer to. */
const sliceVersions = 5000

/** Versions to be judged, and up to where the view then has grown. */
type Slice = { readonly candidates: readonly CandidateVersion[]; readonly upto: number }
type ViewState = { readonly no: number; readonly upto: number; readonly lastShownUs: number }

/**
 * A view grows in slices. A version enters it when all that it refers to and that the store has is in it or enters with it; else it
 * waits for the first thing that is missing and is judged again when that comes. What is referred to and was never there does not hold
 * it back: it was missing where the object came from. The definitions of TLP are known everywhere.
 */
export function createViewGrowth(
  connection: SqlConnection,
  numbers: StixNumbers,
  durably: <Result>(work: () => Result) => Result,
): ViewGrowth {
  const slices = createSlices(connection, numbers)
  // An import that was cut off by the end of the process is over: nobody goes on with it under the same hold.
  let imports = 0
  let holdAfterSeq = 0

  const stateOf = (key: string): ViewState => {
    const row = connection.prepare('SELECT no, upto_seq, last_shown_us FROM views WHERE key = ?').get(key)
    if (row !== undefined) {
      return { no: numberOf(row, 'no'), upto: numberOf(row, 'upto_seq'), lastShownUs: numberOf(row, 'last_shown_us') }
    }
    connection.prepare('INSERT INTO views (key, upto_seq, last_shown_us) VALUES (?, 0, 0)').run(key)
    return stateOf(key)
  }
  const growOnce = (view: StixView, nowUs: number, horizon: number): boolean => {
    const { no, upto, lastShownUs } = stateOf(view.key)
    const slice = slices.after(view, upto, horizon)
    const judged = slices.judge(view, no, slice.candidates)
    let shownUs = Math.max(lastShownUs, nowUs - judged.entering.length)
    const enter = connection.prepare('INSERT OR IGNORE INTO view_entries (view, shown_us, version) VALUES (?, ?, ?)')
    for (const { seq } of judged.entering) {
      shownUs += 1
      enter.run(no, shownUs, seq)
    }
    const wait = connection.prepare('INSERT OR IGNORE INTO view_held (view, waits_for, version) VALUES (?, ?, ?)')
    for (const { seq, waitsFor } of judged.waiting) wait.run(no, waitsFor, seq)
    connection.prepare('UPDATE views SET upto_seq = ?, last_shown_us = ? WHERE no = ?').run(slice.upto, shownUs, no)
    return slice.upto < horizon
  }
  return {
    grown: (view, nowUs) => {
      const horizon = slices.horizon(view, imports > 0 ? holdAfterSeq : undefined)
      const { no, upto } = stateOf(view.key)
      let isMore = upto < horizon
      while (isMore) isMore = durably(() => growOnce(view, nowUs, horizon))
      return no
    },
    beginImport: () => {
      if (imports === 0) holdAfterSeq = slices.lastSeq()
      imports += 1
    },
    endImport: () => {
      imports -= 1
    },
  }
}

const versionSql = `SELECT v.seq, v.object, o.seq AS newest FROM versions v LEFT JOIN objects o ON o.object = v.object`

/** What there is to be judged for a view. Places of what a source brought are counted by `came_from`, else by `versions`. */
function createSlices(connection: SqlConnection, numbers: StixNumbers) {
  const last = (sql: string, ...values: number[]): number => {
    const value = connection.prepare(sql).get(...values)?.['value']
    return typeof value === 'number' ? value : 0
  }
  const lastSeq = (): number => last('SELECT max(seq) AS value FROM versions')
  const candidateOf = (row: SqlRow): CandidateVersion => {
    const [seq, object] = [numberOf(row, 'seq'), numberOf(row, 'object')]
    return { seq, object, references: referencesOf(connection, numbers, seq, object, row['newest'] === seq) }
  }
  const read = (seq: number): CandidateVersion | undefined =>
    connection.prepare(`${versionSql} WHERE v.seq = ?`).all(seq).map(candidateOf)[0]
  return {
    lastSeq,
    horizon: ({ holds }: StixView, heldAfter: number | undefined): number => {
      if (holds.kind === 'brought') return last('SELECT max(no) AS value FROM came_from')
      // Versions with markings that came after the caller judged all markings wait until those were judged.
      const unjudged = last('SELECT min(seq) AS value FROM versions WHERE marking > ?', holds.judgedUpTo)
      return Math.min(lastSeq(), heldAfter ?? Number.MAX_SAFE_INTEGER, (unjudged || Number.MAX_SAFE_INTEGER) - 1)
    },
    after: ({ holds }: StixView, upto: number, horizon: number): Slice => {
      if (holds.kind === 'brought') return broughtAfter(connection, holds.source, upto, horizon)
      const rows = connection
        .prepare(
          `${versionSql} WHERE v.seq > ? AND v.seq <= ? AND v.aside = ''
           AND v.marking IN (SELECT value FROM json_each(?)) AND v.source NOT IN (${namedSources})
           ORDER BY v.seq LIMIT ?`,
        )
        .all(upto, horizon, JSON.stringify(holds.markingIds), JSON.stringify(holds.ownSources), sliceVersions)
      const candidates = rows.map(candidateOf)
      return { candidates, upto: candidates.length < sliceVersions ? horizon : (candidates.at(-1)?.seq ?? horizon) }
    },
    judge: ({ holds }: StixView, view: number, candidates: readonly CandidateVersion[]): Judged => {
      if (holds.kind === 'brought') return { entering: candidates, waiting: [] }
      const definitions = [...Object.keys(tlp1Definitions), ...Object.keys(tlp2Definitions)]
      const knownEverywhere = new Set(definitions.flatMap((id) => numbers.knownId(id) ?? []))
      return judgeReferences(connection, { view, ownSources: holds.ownSources, knownEverywhere }, candidates, read)
    },
  }
}

/** What a source brought, also what is in quarantine; of several contents of one version the first. */
function broughtAfter(connection: SqlConnection, source: string, upto: number, horizon: number): Slice {
  const rows = connection
    .prepare(
      `SELECT c.no, v.seq, v.object FROM came_from c JOIN versions v ON v.seq = c.version
       WHERE c.source = (SELECT no FROM sources WHERE name = ?) AND c.no > ? AND c.no <= ?
       AND NOT EXISTS (SELECT 1 FROM versions w JOIN came_from d ON d.version = w.seq AND d.source = c.source AND d.no < c.no
                       WHERE w.object = v.object AND w.is_dated = v.is_dated AND w.version_us = v.version_us)
       ORDER BY c.no LIMIT ?`,
    )
    .all(source, upto, horizon, sliceVersions)
  const candidates = rows.map((row) => ({
    seq: numberOf(row, 'seq'),
    object: numberOf(row, 'object'),
    references: [],
  }))
  const lastRow = rows.at(-1)
  const isCut = rows.length === sliceVersions && lastRow !== undefined
  return { candidates, upto: isCut ? numberOf(lastRow, 'no') : horizon }
}

/** Of a newest version the index knows the references; of an older one they are read from the object. */
function referencesOf(
  connection: SqlConnection,
  numbers: StixNumbers,
  seq: number,
  object: number,
  isNewest: boolean,
): readonly number[] {
  if (isNewest) {
    const rows = connection.prepare('SELECT DISTINCT target FROM refs WHERE object = ?').all(object)
    return rows.map((row) => numberOf(row, 'target'))
  }
  const row = connection.prepare('SELECT body FROM versions WHERE seq = ?').get(seq)
  const references = row === undefined ? [] : stixFacts(stixObjectFrom(textOf(row, 'body'))).references
  return references.flatMap(({ target }) => numbers.knownId(target) ?? [])
}

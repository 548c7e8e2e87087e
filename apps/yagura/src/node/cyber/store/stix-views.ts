import type { SqlConnection, SqlRow, SqlValue } from '../../store/sqlite.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import type { StixNumbers } from './stix-numbers.ts'
import type { StixView, ViewEntry, ViewPage, ViewQuestion } from './stix-view.ts'
import { createViewGrowth } from './view-growth.ts'
import { namedSources } from './view-references.ts'

/** What recipients have in view, in an order that is their own: it says nothing of what they do not see. */
export type StixViews = {
  /** @param nowUs - Unix time, µs. */
  readonly readView: (view: StixView, question: ViewQuestion, nowUs: number, withBody: boolean) => ViewPage
  /** @returns Whether any version of an object is in view. */
  readonly hasInView: (view: StixView, id: string, nowUs: number) => boolean
  /** What is added from now on comes into no view until as many times `endImport` was called. */
  readonly beginImport: () => void
  readonly endImport: () => void
  /** How many versions wait in a view for what they refer to. */
  readonly heldInView: (view: StixView, nowUs: number) => number
}

const newerInView = (than: '<' | '>'): string => `NOT EXISTS (
  SELECT 1 FROM versions w JOIN view_entries f ON f.version = w.seq AND f.view = e.view
  WHERE w.object = v.object AND (w.is_dated, w.version_us, w.seq) ${than} (v.is_dated, v.version_us, v.seq))`

/** Views in the tables of `stix-schema.ts`; each grows when it is asked for. */
export function createStixViews(
  connection: SqlConnection,
  numbers: StixNumbers,
  durably: <Result>(work: () => Result) => Result,
): StixViews {
  const growth = createViewGrowth(connection, numbers, durably)
  const ask = (view: StixView, question: ViewQuestion, nowUs: number, withBody: boolean): readonly SqlRow[] => {
    const no = growth.grown(view, nowUs)
    const [conditions, values] = conditionsOf(view, question)
    return connection
      .prepare(
        `SELECT e.shown_us, n.id, v.version, ${withBody ? 'v.body' : `'' AS body`} FROM view_entries e
         JOIN versions v ON v.seq = e.version JOIN names n ON n.no = v.object
         WHERE e.view = ? AND ${conditions} ORDER BY e.shown_us LIMIT ?`,
      )
      .all(no, ...values, question.limit)
  }
  return {
    readView: (view, question, nowUs, withBody) => {
      const rows = ask(view, { ...question, limit: question.limit + 1 }, nowUs, withBody)
      return { entries: rows.slice(0, question.limit).map(entryOf), isMore: rows.length > question.limit }
    },
    hasInView: (view, id, nowUs) => ask(view, { ids: [id], versions: ['all'], limit: 1 }, nowUs, false).length > 0,
    beginImport: growth.beginImport,
    endImport: growth.endImport,
    heldInView: (view, nowUs) => {
      const sql = 'SELECT count(DISTINCT version) AS n FROM view_held WHERE view = ?'
      return numberOf(connection.prepare(sql).get(growth.grown(view, nowUs)) ?? {}, 'n')
    },
  }
}

function entryOf(row: SqlRow): ViewEntry {
  return {
    id: textOf(row, 'id'),
    version: textOf(row, 'version'),
    shownUs: numberOf(row, 'shown_us'),
    body: textOf(row, 'body'),
  }
}

/** The marking is looked at again: what a recipient lost the right to is gone from the view at once. */
function conditionsOf(
  { holds }: StixView,
  { afterUs, ids, types, versions }: ViewQuestion,
): readonly [string, readonly SqlValue[]] {
  const wanted = versions.map((version) => {
    if (version === 'all') return 'TRUE'
    return typeof version === 'number' ? 'v.version_us = ?' : newerInView(version === 'last' ? '>' : '<')
  })
  const conditions: (readonly [string, ...SqlValue[]])[] = [
    [`(${wanted.join(' OR ') || 'FALSE'})`, ...versions.filter((version) => typeof version === 'number')],
  ]
  if (afterUs !== undefined) conditions.push(['e.shown_us > ?', afterUs])
  if (ids !== undefined) conditions.push(['n.id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)])
  if (types !== undefined) {
    const type = `substr(n.id, 1, instr(n.id, '--') - 1)`
    conditions.push([`${type} IN (SELECT value FROM json_each(?))`, JSON.stringify(types)])
  }
  if (holds.kind === 'releasable') {
    conditions.push(['v.marking IN (SELECT value FROM json_each(?))', JSON.stringify(holds.markingIds)])
    conditions.push([`v.source NOT IN (${namedSources})`, JSON.stringify(holds.ownSources)])
  }
  return [conditions.map(([sql]) => sql).join(' AND '), conditions.flatMap(([, ...values]) => values)]
}

import { createHash } from 'node:crypto'
import type { StixFilter, StixListQuestion, StixPage, StixSort } from '@yagura/cyber'
import type { SqlConnection, SqlRow, SqlValue } from '../../store/sqlite.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import { conditionsOf } from './stix-filter.ts'
import { facetKinds } from './stix-index.ts'
import type { StixNumbers } from './stix-numbers.ts'
import { type KeptVersion, versionOf } from './stix-reader.ts'

/** A page of versions with the texts of their objects. */
type KeptPage = Omit<StixPage, 'versions'> & { readonly versions: readonly KeptVersion[] }

/** Lists and counts newest versions. */
export type StixLists = {
  readonly list: (question: StixListQuestion) => KeptPage
  readonly countByType: (filter: StixFilter) => readonly { readonly type: string; readonly count: number }[]
}

const mostListed = 1000
/** Matches in the name count ten times those in the rest. */
const rank = 'bm25(words, 10.0, 1.0)'
/** What bears the very name or number that was typed, such as `T1055`, is what was meant. */
const isNamedSo = `(o.name = ? OR EXISTS (SELECT 1 FROM facets f WHERE f.value = ? AND f.object = o.object
  AND f.kind = (SELECT no FROM kinds WHERE name = '${facetKinds.externalId}')))`
const sortColumns: Readonly<Record<Exclude<StixSort, 'relevance'>, string>> = {
  added: 'o.added_us',
  created: 'o.created_us',
  modified: 'o.modified_us',
  name: 'o.name',
  type: 'o.type',
  confidence: 'o.confidence',
}
const empty = { versions: [], cursor: undefined }

/** Where a page ended: the value that it was sorted by and the object, or, by relevance, how many came before. */
type Place = readonly [value: string | number, object: number]

/** Lists from the tables of `stix-schema.ts`. */
export function createStixLists(connection: SqlConnection, numbers: StixNumbers): StixLists {
  return {
    list: (question) => {
      const { cursor, ...asked } = question
      const place = cursor === undefined ? undefined : placeOf(cursor, asked)
      if (cursor !== undefined && place === undefined) return { ...empty, isCursorGood: false }
      const rows = readRows(connection, question, place)
      const limit = limitOf(question)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const isMore = rows.length > limit && last !== undefined
      return {
        versions: shown.map((row) => versionOf(row, numbers)),
        cursor: isMore ? cursorOf(nextPlace(last, question, place, limit), asked) : undefined,
        isCursorGood: true,
      }
    },
    countByType: (filter) => {
      const conditions = conditionsOf(filter)
      if (conditions === undefined) return []
      const { sql, values, words } = conditions
      const from = words === undefined ? 'objects o' : 'words JOIN objects o ON o.object = words.rowid'
      const match = words === undefined ? '' : 'words MATCH ? AND '
      return connection
        .prepare(
          `SELECT o.type, count(*) AS n FROM ${from} WHERE ${match}${sql} GROUP BY o.type ORDER BY n DESC, o.type`,
        )
        .all(...(words === undefined ? [] : [words]), ...values)
        .map((row) => ({ type: textOf(row, 'type'), count: numberOf(row, 'n') }))
    },
  }
}

function limitOf({ limit }: StixListQuestion): number {
  return Math.max(1, Math.min(mostListed, Math.floor(limit)))
}

function isByRelevance({ sort, text }: StixListQuestion): boolean {
  return sort === 'relevance' && text !== undefined
}

function columnOf({ sort }: StixListQuestion): string {
  return sort === 'relevance' ? sortColumns.modified : sortColumns[sort]
}

/** One row more than is shown, so that it is known whether there is a next page. */
function readRows(connection: SqlConnection, question: StixListQuestion, place: Place | undefined): readonly SqlRow[] {
  const conditions = conditionsOf(question)
  if (conditions === undefined) return []
  const { sql, values, words } = conditions
  const [match, matched]: readonly [string, readonly SqlValue[]] =
    words === undefined ? ['', []] : ['words MATCH ? AND ', [words]]
  const from = words === undefined ? 'objects o' : 'words JOIN objects o ON o.object = words.rowid'
  const most = limitOf(question) + 1
  if (isByRelevance(question)) {
    const typed = question.text?.trim() ?? ''
    return connection
      .prepare(
        `SELECT v.*, 0 AS sorted FROM (SELECT o.seq, ${isNamedSo} AS is_named, ${rank} AS rank, o.object
         FROM ${from} WHERE ${match}${sql} ORDER BY is_named DESC, rank, o.object LIMIT ? OFFSET ?) AS found
         JOIN versions v ON v.seq = found.seq ORDER BY found.is_named DESC, found.rank, found.object`,
      )
      .all(typed, typed, ...matched, ...values, most, place?.[1] ?? 0)
  }
  const column = columnOf(question)
  const [direction, beyond] = question.descending ? ['DESC', '<'] : ['ASC', '>']
  const after = place === undefined ? '' : ` AND (${column}, o.object) ${beyond} (?, ?)`
  return connection
    .prepare(
      `SELECT v.*, found.sorted FROM (SELECT o.seq, o.object, ${column} AS sorted FROM ${from} WHERE ${match}${sql}${after}
       ORDER BY ${column} ${direction}, o.object ${direction} LIMIT ?) AS found JOIN versions v ON v.seq = found.seq
       ORDER BY found.sorted ${direction}, found.object ${direction}`,
    )
    .all(...matched, ...values, ...(place ?? []), most)
}

function nextPlace(last: SqlRow, question: StixListQuestion, place: Place | undefined, limit: number): Place {
  if (isByRelevance(question)) return ['', (place?.[1] ?? 0) + limit]
  const { sorted } = last
  return [typeof sorted === 'number' ? sorted : textOf(last, 'sorted'), numberOf(last, 'object')]
}

/** A cursor carries a hash of its question, so that it cannot go on with another. */
function cursorOf(place: Place, question: Omit<StixListQuestion, 'cursor'>): string {
  return Buffer.from(JSON.stringify([questionHash(question), ...place])).toString('base64url')
}

function placeOf(cursor: string, question: Omit<StixListQuestion, 'cursor'>): Place | undefined {
  const parts = partsOf(cursor)
  if (!Array.isArray(parts) || parts[0] !== questionHash(question)) return undefined
  const [, value, object]: readonly unknown[] = parts
  const isPlace = (typeof value === 'string' || typeof value === 'number') && Number.isSafeInteger(object)
  return isPlace && typeof object === 'number' ? [value, object] : undefined
}

function partsOf(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

function questionHash(question: Omit<StixListQuestion, 'cursor'>): string {
  const { limit: _, ...asked } = question
  const members = Object.entries(asked).filter(([, value]) => value !== undefined)
  const text = JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1)))
  return createHash('sha256').update(text).digest('base64url').slice(0, 12)
}

import type { StixFilter } from '@yagura/cyber'
import type { SqlValue } from '../../store/sqlite.ts'
import { wordQuery } from './search-words.ts'
import { facetKinds } from './stix-index.ts'

/** Conditions of SQL on the table `objects` as `o`, joined by AND, with their values. */
export type StixConditions = {
  readonly sql: string
  readonly values: readonly SqlValue[]
  /** The question to the index of words, where text is asked for; it is to be joined as `words`. */
  readonly words: string | undefined
}

type Condition = readonly [sql: string, ...values: SqlValue[]]

const spanColumns = { added: 'o.added_us', created: 'o.created_us', modified: 'o.modified_us' } as const
const numberOfId = '(SELECT no FROM names WHERE id = ?)'
const numberOfKind = '(SELECT no FROM kinds WHERE name = ?)'
const withFacet = `o.object IN (SELECT object FROM facets WHERE kind = ${numberOfKind} AND value`
const techniques = `SELECT object FROM facets WHERE kind = ${numberOfKind} AND value = ?
  AND object IN (SELECT object FROM objects WHERE type = 'attack-pattern')`
const users = `SELECT s.target FROM refs t JOIN objects r ON r.object = t.object AND r.revoked = 0 AND r.name IN ('uses', 'indicates')
  JOIN refs s ON s.object = t.object AND s.kind = (SELECT no FROM kinds WHERE name = 'source_ref')
  WHERE t.kind = (SELECT no FROM kinds WHERE name = 'target_ref') AND t.target IN (${techniques})`

/**
 * A filter as SQL.
 *
 * @returns Undefined where nothing can fit: the text holds no word.
 */
export function conditionsOf(filter: StixFilter): StixConditions | undefined {
  const words = filter.text === undefined ? undefined : wordQuery(filter.text)
  if (filter.text !== undefined && words === undefined) return undefined
  const conditions = [...identityConditions(filter), ...contentConditions(filter), ...spanConditions(filter)]
  return {
    sql: ['TRUE', ...conditions.map(([sql]) => sql)].join(' AND '),
    values: conditions.flatMap(([, ...values]) => values),
    words,
  }
}

function identityConditions({ types, ids, createdByRef, source, markingIds }: StixFilter): readonly Condition[] {
  return [
    ...(types === undefined ? [] : [oneOf('o.type IN', types)]),
    ...(ids === undefined ? [] : [oneOf('o.object IN (SELECT no FROM names WHERE id IN', ids, ')')]),
    ...(createdByRef === undefined ? [] : [[`o.created_by = ${numberOfId}`, createdByRef] as const]),
    ...(source === undefined ? [] : [[sourceSql, source] as const]),
    ...(markingIds === undefined ? [] : [oneOf('o.marking IN', markingIds)]),
  ]
}

const sourceSql = `EXISTS (SELECT 1 FROM came_from c WHERE c.version = o.seq
  AND c.source = (SELECT no FROM sources WHERE name = ?))`

function contentConditions({ labels, confidence, phase, technique, revoked }: StixFilter): readonly Condition[] {
  return [
    ...(labels === undefined ? [] : [oneOf(`${withFacet} IN`, labels, ')', facetKinds.label)]),
    ...(confidence === undefined
      ? []
      : [['o.confidence >= 0 AND o.confidence BETWEEN ? AND ?', confidence.low, confidence.high] as const]),
    ...(phase === undefined ? [] : [[`${withFacet} = ?)`, facetKinds.phase, phase] as const]),
    ...(technique === undefined
      ? []
      : [
          [
            `o.object IN (${techniques} UNION ${users})`,
            ...[facetKinds.externalId, technique, facetKinds.externalId, technique],
          ] as const,
        ]),
    ...(revoked === undefined ? [] : [['o.revoked = ?', revoked ? 1 : 0] as const]),
  ]
}

function spanConditions({ span }: StixFilter): readonly Condition[] {
  if (span === undefined) return []
  const column = spanColumns[span.by]
  return [
    ...(span.fromUs === undefined ? [] : [[`${column} >= ?`, span.fromUs] as const]),
    ...(span.untilUs === undefined ? [] : [[`${column} < ?`, span.untilUs] as const]),
  ]
}

/** Any number of values as one: a statement is prepared once for each text. */
function oneOf(before: string, values: readonly SqlValue[], after = '', ...first: readonly SqlValue[]): Condition {
  return [`${before} (SELECT value FROM json_each(?))${after}`, ...first, JSON.stringify(values)]
}

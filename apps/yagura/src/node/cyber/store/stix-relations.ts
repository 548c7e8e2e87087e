import type { Relation, StixRelations, TechniqueRelationship } from '@yagura/cyber'
import type { SqlConnection, SqlRow } from '../../store/sqlite.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import type { StixNumbers } from './stix-numbers.ts'

/** Reads how objects hang together, by their newest versions. */
export type StixRelationReader = {
  readonly relations: (id: string, limit: number) => StixRelations
  readonly relationsOfMany: (ids: readonly string[], limit: number) => readonly (readonly Relation[])[]
  readonly techniqueRelationships: () => readonly TechniqueRelationship[]
}

const kind = (name: string): string => `(SELECT no FROM kinds WHERE name = '${name}')`

/** Relationships that are not revoked, with the object asked about at one end; `other` is at the other. */
const relationshipsFrom = (mine: string, others: string): string =>
  `FROM refs m JOIN objects r ON r.object = m.object AND r.type = 'relationship' AND r.revoked = 0
   JOIN refs s ON s.object = m.object AND s.kind = ${kind(others)} WHERE m.target = ? AND m.kind = ${kind(mine)}`
const outgoing = relationshipsFrom('source_ref', 'target_ref')
const incoming = relationshipsFrom('target_ref', 'source_ref')
/** What relationships refer to is told by the relationships themselves; marking definitions are shown as markings. */
const referencesFrom = `FROM refs e JOIN kinds k ON k.no = e.kind WHERE e.object = ? AND k.name NOT LIKE '%marking_ref%'`
const referencesTo = `FROM refs e JOIN kinds k ON k.no = e.kind JOIN objects h ON h.object = e.object
  WHERE e.target = ? AND h.type <> 'relationship' AND k.name NOT LIKE '%marking_ref%'`
/** Who made something says least about it. */
const tellingFirst = `ORDER BY k.name = 'created_by_ref', k.name`

/** Reads the tables of `stix-schema.ts`. */
export function createStixRelations(connection: SqlConnection, numbers: StixNumbers): StixRelationReader {
  const ask = (sql: string, object: number, limit: number): readonly SqlRow[] =>
    connection.prepare(`${sql} LIMIT ?`).all(object, limit)
  const relationsOf = (id: string, object: number, limit: number): readonly Relation[] => {
    const relation = (row: SqlRow, isFrom: boolean, name: string, ownId?: string): Relation => {
      const other = numbers.idOf(numberOf(row, 'other'))
      const [sourceId, targetId] = isFrom ? [id, other] : [other, id]
      return { id: ownId ?? `${sourceId} ${name} ${targetId}`, kind: name, sourceId, targetId }
    }
    const select = 'SELECT m.object AS held, r.name AS name, s.target AS other'
    const found: Relation[] = []
    for (const [sql, isFrom] of [
      [outgoing, true],
      [incoming, false],
    ] as const) {
      for (const row of ask(`${select} ${sql} ORDER BY r.modified_us DESC, r.object`, object, limit - found.length)) {
        found.push(relation(row, isFrom, textOf(row, 'name'), numbers.idOf(numberOf(row, 'held'))))
      }
    }
    for (const [sql, isFrom] of [
      [`SELECT k.name, e.target AS other ${referencesFrom} ${tellingFirst}, e.target`, true],
      [`SELECT k.name, e.object AS other ${referencesTo} ${tellingFirst}, h.modified_us DESC`, false],
    ] as const) {
      if (found.length >= limit) break
      for (const row of ask(sql, object, limit - found.length)) found.push(relation(row, isFrom, textOf(row, 'name')))
    }
    return found
  }
  const countsOf = (object: number): StixRelations['counts'] =>
    [
      [`SELECT r.name, count(*) AS n ${outgoing} GROUP BY r.name`, 'from'] as const,
      [`SELECT r.name, count(*) AS n ${incoming} GROUP BY r.name`, 'to'] as const,
      [`SELECT k.name, count(*) AS n ${referencesFrom} GROUP BY k.name`, 'from'] as const,
      [`SELECT k.name, count(*) AS n ${referencesTo} GROUP BY k.name`, 'to'] as const,
    ].flatMap(([sql, direction]) =>
      connection
        .prepare(sql)
        .all(object)
        .map((row) => ({ kind: textOf(row, 'name'), direction, count: numberOf(row, 'n') })),
    )
  const ofOne = (id: string, limit: number): readonly Relation[] => {
    const object = numbers.knownId(id)
    return object === undefined ? [] : relationsOf(id, object, limit)
  }
  return {
    relations: (id, limit) => {
      const object = numbers.knownId(id)
      return { relations: ofOne(id, limit), counts: object === undefined ? [] : countsOf(object) }
    },
    relationsOfMany: (ids, limit) => ids.map((id) => ofOne(id, limit)),
    techniqueRelationships: () =>
      connection
        .prepare(
          `SELECT r.name, a.id AS source, b.id AS target FROM objects r
           JOIN refs s ON s.object = r.object AND s.kind = ${kind('source_ref')} JOIN names a ON a.no = s.target
           JOIN refs t ON t.object = r.object AND t.kind = ${kind('target_ref')} JOIN names b ON b.no = t.target
           WHERE r.type = 'relationship' AND r.revoked = 0 AND b.id LIKE 'attack-pattern--%'`,
        )
        .all()
        .map((row) => ({
          relationshipType: textOf(row, 'name'),
          sourceId: textOf(row, 'source'),
          targetId: textOf(row, 'target'),
        })),
  }
}

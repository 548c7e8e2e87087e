import { isStixObject, type StixFacts, type StixObject, stixFacts } from '@yagura/cyber'
import type { SqlConnection, SqlRow } from '../../store/sqlite.ts'
import { StoreDamagedError } from '../../store/store-errors.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import { indexedText } from './search-words.ts'
import type { StixNumbers } from './stix-numbers.ts'
import type { WaitingRows } from './waiting-rows.ts'

/** Kinds of facets. */
export const facetKinds = { label: 'label', phase: 'phase', externalId: 'external-id' } as const

/** A version as the index of newest versions needs it. */
type IndexedVersion = {
  /** Numbers of `StixNumbers`. */
  readonly object: number
  readonly marking: number
  readonly source: number
  readonly seq: number
  /** Whether `versionUs` is what the object itself says; else it is when it was added. */
  readonly isDated: boolean
  readonly versionUs: number
  readonly addedUs: number
  readonly type: string
  readonly facts: StixFacts
}

/** Keeps what objects are found by: of each its newest version. */
export type StixIndex = {
  /**
   * Takes a version in, if it is the newest of its object.
   * @param newest - `is_dated` and `version_us` of the newest version so far, undefined where there is none.
   */
  readonly put: (version: IndexedVersion, newest: SqlRow | undefined) => void
  /** Finds the newest version of an object anew, of which versions were taken out; forgets an object without any. */
  readonly renew: (object: number) => void
}

/** An index in the tables of `stix-schema.ts`; to be called in a transaction, with nothing waiting of the object. */
export function createStixIndex(connection: SqlConnection, numbers: StixNumbers, rows: WaitingRows): StixIndex {
  const write = ({ object, marking, source, seq, versionUs, addedUs, type, facts }: IndexedVersion): void => {
    const createdBy = facts.createdByRef === undefined ? null : numbers.ofId(facts.createdByRef)
    const times = [facts.createdUs ?? addedUs, versionUs, addedUs]
    const rest = [createdBy, facts.confidence ?? -1, facts.isRevoked ? 1 : 0, marking, source]
    rows.put('objects', object, seq, type, facts.name, ...times, ...rest)
    for (const { property, target } of facts.references) {
      rows.put('refs', numbers.ofId(target), numbers.ofKind(property), object)
    }
    const facets = (kind: string, values: readonly string[]): void => {
      for (const value of values) rows.put('facets', numbers.ofKind(kind), value, object)
    }
    facets(facetKinds.label, facts.labels)
    facets(facetKinds.phase, facts.phases)
    facets(facetKinds.externalId, facts.externalIds)
    if (facts.name !== '' || facts.text !== '') {
      rows.put('words', object, indexedText(facts.name), indexedText(facts.text))
    }
  }
  const erase = (object: number): void => {
    for (const sql of ['refs WHERE object', 'facets WHERE object', 'words WHERE rowid', 'objects WHERE object']) {
      connection.prepare(`DELETE FROM ${sql} = ?`).run(object)
    }
  }
  return {
    put: (version, newest) => {
      if (newest !== undefined && isOlder(version, newest)) return
      if (newest !== undefined) erase(version.object)
      write(version)
    },
    renew: (object) => {
      erase(object)
      const row = connection
        .prepare(
          `SELECT * FROM versions WHERE object = ? AND aside = '' ORDER BY is_dated DESC, version_us DESC, seq DESC LIMIT 1`,
        )
        .get(object)
      if (row === undefined) return
      const stix = stixObjectFrom(textOf(row, 'body'))
      const [marking, source, seq] = [numberOf(row, 'marking'), numberOf(row, 'source'), numberOf(row, 'seq')]
      const [versionUs, addedUs] = [numberOf(row, 'version_us'), numberOf(row, 'added_us')]
      const isDated = numberOf(row, 'is_dated') === 1
      write({ object, marking, source, seq, isDated, versionUs, addedUs, type: stix.type, facts: stixFacts(stix) })
    },
  }
}

function isOlder({ isDated, versionUs }: IndexedVersion, newest: SqlRow): boolean {
  const isNewestDated = numberOf(newest, 'is_dated') === 1
  return isNewestDated === isDated ? versionUs < numberOf(newest, 'version_us') : isNewestDated
}

/**
 * An object from its text in a store.
 * @throws StoreDamagedError where it is none.
 */
export function stixObjectFrom(body: string): StixObject {
  const object: unknown = JSON.parse(body)
  if (!isStixObject(object)) throw new StoreDamagedError('of STIX objects', 'a version is no object of STIX')
  return object
}

import { canonicalBytes, Marking, utf8Text } from '@yagura/record'
import { Check } from 'typebox/value'
import type { SqlConnection } from '../../store/sqlite.ts'
import { StoreDamagedError } from '../../store/store-errors.ts'
import { numberOf, textOf } from '../../store/store-state.ts'
import type { WaitingRows } from './waiting-rows.ts'

/** Ids that are remembered at once; the rest is asked of the file. */
const mostRemembered = 50_000

/** Numbers by which tables name ids, properties, sources and markings. */
export type StixNumbers = {
  /** The number of an id of an object; made where there is none. */
  readonly ofId: (id: string) => number
  /** Undefined where the id is neither there nor referred to. */
  readonly knownId: (id: string) => number | undefined
  /** Makes the number of an id that `knownId` does not know. */
  readonly makeId: (id: string) => number
  readonly idOf: (no: number) => string
  /** The number of a property or of a kind of facet; made where there is none. */
  readonly ofKind: (name: string) => number
  readonly kindOf: (no: number) => string
  /** The number of a source; made where there is none. */
  readonly ofSource: (name: string) => number
  readonly sourceOf: (no: number) => string
  /** The number of a marking of an originator; made where there is none. */
  readonly ofMarking: (marking: Marking, originator: string) => number
  readonly markingOf: (no: number) => { readonly marking: Marking; readonly originator: string }
  /** After a transaction was rolled back: what was made in it is forgotten. */
  readonly forget: () => void
}

/** Reads and makes numbers; those that were used lately are remembered. */
export function createStixNumbers(connection: SqlConnection, rows: WaitingRows): StixNumbers {
  const ids = createNames(connection, rows, 'names', 'id')
  const kinds = createNames(connection, rows, 'kinds', 'name')
  const sources = createNames(connection, rows, 'sources', 'name')
  const markings = new Map<number, { readonly marking: Marking; readonly originator: string }>()
  const markingNumbers = new Map<string, number>()
  // Many drafts share one marking: it is written down once.
  let lately = new WeakMap<Marking, { readonly originator: string; readonly no: number }>()
  return {
    ofId: ids.numberOf,
    knownId: ids.known,
    makeId: ids.make,
    idOf: ids.nameOf,
    ofKind: kinds.numberOf,
    kindOf: kinds.nameOf,
    ofSource: sources.numberOf,
    sourceOf: sources.nameOf,
    ofMarking: (marking, originator) => {
      const used = lately.get(marking)
      if (used?.originator === originator) return used.no
      const text = utf8Text(canonicalBytes(marking)) ?? ''
      const key = `${originator} ${text}`
      const remembered = markingNumbers.get(key)
      if (remembered !== undefined) {
        lately.set(marking, { originator, no: remembered })
        return remembered
      }
      connection.prepare('INSERT OR IGNORE INTO markings (marking, originator) VALUES (?, ?)').run(text, originator)
      const row = connection
        .prepare('SELECT no FROM markings WHERE marking = ? AND originator = ?')
        .get(text, originator)
      const no = numberOf(row ?? {}, 'no')
      markingNumbers.set(key, no)
      return no
    },
    markingOf: (no) => {
      const remembered = markings.get(no)
      if (remembered !== undefined) return remembered
      const row = connection.prepare('SELECT marking, originator FROM markings WHERE no = ?').get(no) ?? {}
      const read = { marking: markingFrom(textOf(row, 'marking')), originator: textOf(row, 'originator') }
      markings.set(no, read)
      return read
    },
    forget: () => {
      for (const names of [ids, kinds, sources]) names.forget()
      markings.clear()
      markingNumbers.clear()
      lately = new WeakMap()
    },
  }
}

/**
 * A marking from its text in a store.
 * @throws StoreDamagedError where it is none.
 */
function markingFrom(text: string): Marking {
  const marking: unknown = JSON.parse(text)
  if (!Check(Marking, marking)) throw new StoreDamagedError('of STIX objects', 'a marking is malformed')
  return marking
}

/** Numbers are counted here: a statement that returns what it made would have SQLite write the index of words anew each time. */
function createNames(
  connection: SqlConnection,
  rows: WaitingRows,
  table: 'names' | 'kinds' | 'sources',
  column: string,
) {
  const remembered = new Map<string, number>()
  let last: number | undefined
  /** Whether nothing is in the table that is not remembered: then nothing need be asked of it. */
  let hasAll = false
  const begin = (): number => {
    const found = numberOf(connection.prepare(`SELECT coalesce(max(no), 0) AS no FROM ${table}`).get() ?? {}, 'no')
    hasAll = found === 0
    return found
  }
  const remember = (name: string, no: number): number => {
    if (remembered.size >= mostRemembered) {
      rows.flush()
      remembered.clear()
      hasAll = false
    }
    remembered.set(name, no)
    return no
  }
  const known = (name: string): number | undefined => {
    last ??= begin()
    const no = remembered.get(name)
    if (no !== undefined || hasAll) return no
    const row = connection.prepare(`SELECT no FROM ${table} WHERE ${column} = ?`).get(name)
    return row === undefined ? undefined : remember(name, numberOf(row, 'no'))
  }
  const make = (name: string): number => {
    last = (last ?? begin()) + 1
    remember(name, last)
    rows.put(table, last, name)
    return last
  }
  return {
    known,
    make,
    numberOf: (name: string): number => known(name) ?? make(name),
    nameOf: (no: number): string =>
      textOf(connection.prepare(`SELECT ${column} AS name FROM ${table} WHERE no = ?`).get(no) ?? {}, 'name'),
    forget: () => {
      remembered.clear()
      last = undefined
      hasAll = false
    },
  }
}

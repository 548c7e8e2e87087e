import type { AddOutcome } from '@yagura/cyber'
import { rollBack } from '../../store/schema.ts'
import type { SqlConnection } from '../../store/sqlite.ts'
import { createCursors } from './cursors.ts'
import { receivedDraft, type SentDraft } from './kept-draft.ts'
import { settleStore } from './settle-store.ts'
import { createStatuses, type KeptStatus } from './statuses.ts'
import { createStixLists, type StixLists } from './stix-list.ts'
import { createStixNumbers } from './stix-numbers.ts'
import { createStixReader, type StixReader } from './stix-reader.ts'
import { createStixRelations, type StixRelationReader } from './stix-relations.ts'
import type { WantedVersion } from './stix-view.ts'
import { createStixViews, type StixViews } from './stix-views.ts'
import { createStixWriter } from './stix-writer.ts'
import { takeBack } from './take-back.ts'
import { createWaitingRows } from './waiting-rows.ts'

/** A store of STIX objects on one connection; every call is synchronous. */
export type StixTables = StixReader &
  StixLists &
  StixRelationReader &
  StixViews & {
    /** Takes back what a source brought of an object; what others brought too stays. */
    readonly takeBack: (source: string, id: string, versions: readonly WantedVersion[]) => void
    /** Keeps what became of a request of an account, and forgets those that are older than a day. */
    readonly putStatus: (status: KeptStatus) => void
    /** @returns The body; undefined where the account has no such status, or not any more. */
    readonly statusOf: (id: string, account: string, nowUs: number) => string | undefined
    /** @returns How far an exchange has come, JSON; undefined where it has not begun. */
    readonly cursorOf: (name: string) => string | undefined
    readonly putCursor: (name: string, body: string) => void
    readonly add: (drafts: readonly SentDraft[], nowUs: number) => readonly AddOutcome[]
  }

/** The tables of a connection whose file has the newest form. */
export function createStixTables(connection: SqlConnection): StixTables {
  const rows = createWaitingRows(connection)
  const numbers = createStixNumbers(connection, rows)
  const writer = createStixWriter(connection, numbers, rows)
  const durably = <Result>(work: () => Result): Result => {
    connection.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      rows.flush()
      connection.exec('COMMIT')
      return result
    } catch (error) {
      rollBack(connection)
      rows.forget()
      numbers.forget()
      writer.forget()
      throw error
    }
  }
  settleStore(connection, numbers, writer, durably)
  const views = createStixViews(connection, numbers, durably)
  return {
    ...createStixReader(connection, numbers),
    ...createStixLists(connection, numbers),
    ...createStixRelations(connection, numbers),
    ...views,
    ...createStatuses(connection),
    ...createCursors(connection),
    beginImport: () => {
      mergeWords(connection, 'late')
      views.beginImport()
    },
    endImport: () => {
      views.endImport()
      mergeWords(connection, 'soon')
    },
    takeBack: (source, id, versions) => durably(() => takeBack(connection, numbers, writer, { source, id, versions })),
    add: (drafts, nowUs) => durably(() => drafts.map((draft) => writer.add(receivedDraft(draft), nowUs))),
  }
}

/**
 * The index of words is made of parts that SQLite merges as they come, four at a time: `soon`. A large import has it wait for sixteen, so that
 * each word is moved once where it was moved twice.
 */
function mergeWords(connection: SqlConnection, when: 'soon' | 'late'): void {
  connection.prepare(`INSERT INTO words (words, rank) VALUES ('automerge', ?)`).run(when === 'soon' ? 4 : 0)
}

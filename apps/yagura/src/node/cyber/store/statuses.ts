import type { SqlConnection } from '../../store/sqlite.ts'
import { textOf } from '../../store/store-state.ts'

/** What became of a request of a TAXII client. */
export type KeptStatus = {
  readonly id: string
  /** Whose request it was: nobody else is told. */
  readonly account: string
  /** Unix time, µs. */
  readonly atUs: number
  /** JSON. */
  readonly body: string
}

/** Source: TAXII 2.1 §4.3: a status should be kept for a day. */
const keptUs = 86_400_000_000

/** Statuses in the tables of `stix-schema.ts`. */
export function createStatuses(connection: SqlConnection) {
  return {
    putStatus: ({ id, account, atUs, body }: KeptStatus): void => {
      connection.prepare('DELETE FROM statuses WHERE at_us < ?').run(atUs - keptUs)
      const sql = 'INSERT INTO statuses (id, account, at_us, body) VALUES (?, ?, ?, ?)'
      connection.prepare(sql).run(id, account, atUs, body)
    },
    statusOf: (id: string, account: string, nowUs: number): string | undefined => {
      const sql = 'SELECT body FROM statuses WHERE id = ? AND account = ? AND at_us >= ?'
      const row = connection.prepare(sql).get(id, account, nowUs - keptUs)
      return row === undefined ? undefined : textOf(row, 'body')
    },
  }
}

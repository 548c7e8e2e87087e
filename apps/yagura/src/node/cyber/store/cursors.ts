import type { SqlConnection } from '../../store/sqlite.ts'
import { textOf } from '../../store/store-state.ts'

/** How far exchanges with other servers have come, in the tables of `stix-schema.ts`. */
export function createCursors(connection: SqlConnection) {
  return {
    cursorOf: (name: string): string | undefined => {
      const row = connection.prepare('SELECT body FROM cursors WHERE name = ?').get(name)
      return row === undefined ? undefined : textOf(row, 'body')
    },
    putCursor: (name: string, body: string): void => {
      const sql = 'INSERT INTO cursors (name, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body'
      connection.prepare(sql).run(name, body)
    },
  }
}

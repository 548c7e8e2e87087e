import type { SqlConnection } from '../../store/sqlite.ts'
import { numberOf } from '../../store/store-state.ts'

/** Hashes that one statement is asked of. */
const hashesAtOnce = 50

/** A hash as the table `bytes_read` has it. @param base64 - As it is named outside of the store. */
export function hashBytes(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64')
}

/** Tells of hashes, in order, whether bytes of that hash were read before. */
export function createBytesRead(connection: SqlConnection): (hashes: readonly string[]) => readonly boolean[] {
  const asked = Array.from({ length: hashesAtOnce }, (_, place) => `(${place}, ?)`).join(', ')
  // A CROSS JOIN is made in the order in which it is written: few hashes are looked up among many.
  const known = connection.prepare(
    `WITH asked (place, hash) AS (VALUES ${asked}) SELECT place FROM asked CROSS JOIN bytes_read USING (hash)`,
  )
  return (hashes) => {
    const answers = hashes.map(() => false)
    for (let from = 0; from < hashes.length; from += hashesAtOnce) {
      const some = hashes.slice(from, from + hashesAtOnce).map(hashBytes)
      const rest = Array.from({ length: hashesAtOnce - some.length }, () => null)
      for (const row of known.all(...some, ...rest)) answers[from + numberOf(row, 'place')] = true
    }
    return answers
  }
}

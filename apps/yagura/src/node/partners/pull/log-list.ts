import { utf8Text } from '@yagura/record'
import { Type } from 'typebox'
import { Check } from 'typebox/value'

const LogList = Type.Object({ logs: Type.Array(Type.String({ maxLength: 255 }), { maxItems: 256 }) })

/** Largest list of logs that is read, bytes. */
export const largestList = 128 * 1024

/** @returns Origins of the logs that a partner lists; none where the answer is no list. */
export function readLogList(body: Uint8Array): readonly string[] {
  try {
    const value: unknown = JSON.parse(utf8Text(body) ?? '')
    return Check(LogList, value) ? value.logs : []
  } catch {
    return []
  }
}

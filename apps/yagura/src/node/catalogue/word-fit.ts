import type { ObjectRecord } from './object-record.ts'

const NUMBER = /^\d+$/

/**
 * Whether a word that was typed fits an object: a part of its name or designator, or the start of its number.
 *
 * @param word - As `foldText` has it.
 */
export function createWordTest(word: string): (record: Pick<ObjectRecord, 'id' | 'folded'>) => boolean {
  // Making a text of each number costs more than the rest: only a word of digits needs it.
  if (!NUMBER.test(word)) return ({ folded }) => folded.includes(word)
  return ({ id, folded }) => folded.includes(word) || String(id).startsWith(word)
}

import { type Faulty, faulty } from '../fault.ts'
import type { Marking } from './marking.ts'

/**
 * Checks what the schema of a marking cannot say: sets are in order and hold nothing twice, so that equal markings are equal bytes,
 * and `until` is a day that exists. Whether a policy knows the words is asked where the policy is known, elsewhere in this folder.
 *
 * @returns `undefined` where nothing is wrong; codes `record/marking-order`, `record/no-such-instant`.
 */
export function checkMarkingForm(mark: Marking): Faulty | undefined {
  for (const set of [mark.ctl ?? [], mark.comp ?? []]) {
    if (!isStrictlyAscending(set))
      return faulty('record/marking-order', 'a set of the marking is not in order, or holds a word twice')
  }
  if (mark.until !== undefined && !isInstant(mark.until))
    return faulty('record/no-such-instant', 'the marking ends on a day that does not exist')
  return undefined
}

/** @returns Whether each text comes after the one before it, by UTF-16 code units. */
export function isStrictlyAscending(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') < text)
}

/** @returns Whether an instant of the right form is one of the calendar: 30 February is not. */
export function isInstant(instant: string): boolean {
  const unixMs = Date.parse(instant)
  return !Number.isNaN(unixMs) && new Date(unixMs).toISOString() === instant
}

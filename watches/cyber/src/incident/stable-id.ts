import { uuidFromName } from '../stix/uuid.ts'

/**
 * An id that is the same whenever the same thing is written, so that a later export is a later version of it.
 *
 * @param names - What the object is made of, such as the key of a part.
 */
export function stableId(type: string, ...names: readonly string[]): string {
  return `${type}--${uuidFromName([type, ...names].join(' '), 4)}`
}

import type { Members } from '../members.ts'
import { textOf } from './advisory.ts'

/** What the objects of one advisory share. */
export type Context = {
  /** Members of every domain object. */
  readonly common: Members
  readonly marked: Members
  /** An id that is the same whenever this advisory is read. */
  readonly idOf: (type: string, name: string) => string
}

/** A reference of CSAF; none where it has no address. */
export function referenceOf(reference: Members): readonly Members[] {
  const [url, summary] = [textOf(reference['url']), textOf(reference['summary'])]
  if (!/^https?:\/\/[^\s"<>\\^`{|}]+$/.test(url)) return []
  return [
    { source_name: textOf(reference['category']) || 'csaf', url, ...(summary === '' ? {} : { description: summary }) },
  ]
}

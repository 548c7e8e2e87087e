import { parseSort } from '../../components/table-order.ts'
import type { StixQuery } from '../models.ts'

/** Objects that one page of the list brings. */
export const OBJECTS_PER_PAGE = 200

/** Columns that the node sorts by. */
const SORTS = ['added', 'created', 'modified', 'name', 'type', 'confidence'] as const

/** Members of the address that narrow the list; the typed words stand in its fragment. */
export const FILTERS = ['type', 'source', 'label', 'technique', 'by', 'revoked', 'since'] as const
type FilterName = (typeof FILTERS)[number]

const TECHNIQUE = /^T\d{4}(\.\d{3})?$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * What the node is asked, by what stands in the address; what it cannot mean is left out.
 * @param words - Typed words, from the fragment.
 */
export function stixQueryOf(query: URLSearchParams, words: string | null): StixQuery {
  const member = (name: FilterName): string | undefined => query.get(name)?.trim() || undefined
  const [type, source, label, createdBy] = [member('type'), member('source'), member('label'), member('by')]
  const technique = member('technique')?.toUpperCase()
  const since = member('since')
  const revoked = member('revoked')
  const [key] = parseSort(query.get('s'))
  const sort = SORTS.find((one) => one === key?.column)
  const q = words?.trim().slice(0, 200)
  return {
    ...(q === undefined || q === '' ? {} : { q }),
    ...(type === undefined ? {} : { type }),
    ...(source === undefined ? {} : { source }),
    ...(label === undefined ? {} : { label }),
    ...(createdBy === undefined ? {} : { createdBy }),
    ...(technique === undefined || !TECHNIQUE.test(technique) ? {} : { technique }),
    ...(since === undefined || !DAY.test(since) || Number.isNaN(Date.parse(since))
      ? {}
      : { sinceUtc: `${since}T00:00:00Z` }),
    ...(revoked === 'no' || revoked === 'yes' ? { revoked: revoked === 'yes' } : {}),
    ...(sort === undefined ? {} : { sort, descending: key?.descending ?? false }),
  }
}

/** Whether anything narrows the list. */
export function isNarrowed(query: URLSearchParams, words: string | null): boolean {
  return (words ?? '') !== '' || FILTERS.some((name) => query.has(name))
}

import { parseSort } from '../../components/table-order.ts'
import type { ApproachQuery } from './models.ts'

/** Rows of one page of the list. */
export const APPROACHES_PER_PAGE = 500

/** Columns that the node sorts by. */
const SORTS = ['tca', 'miss', 'maxPc', 'speed', 'priority'] as const

function numberOf(text: string | null): number | undefined {
  const value = Number(text)
  return text === null || text === '' || !Number.isFinite(value) ? undefined : value
}

function present<Members extends object>(members: Members): { [Name in keyof Members]?: NonNullable<Members[Name]> } {
  const known = Object.entries(members).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(known) as { [Name in keyof Members]?: NonNullable<Members[Name]> }
}

/**
 * What the node is asked, by what stands in the address.
 * @param words - Typed words, from the fragment.
 */
export function approachQuery(query: URLSearchParams, words: string | null): ApproachQuery {
  const [key] = parseSort(query.get('s'))
  const sort = SORTS.find((one) => one === key?.column)
  const object = numberOf(query.get('object'))
  return present({
    object: object !== undefined && Number.isInteger(object) && object > 0 ? object : undefined,
    q: words === null || words === '' ? undefined : words,
    maxMissKm: numberOf(query.get('miss')),
    minMaxPc: numberOf(query.get('pc')),
    alertedOnly: query.get('alerted') === '1' ? true : undefined,
    sort,
    descending: sort === undefined ? undefined : key?.descending,
  })
}

/** Where the shown page of the list begins. */
export function pageOffset(query: URLSearchParams): number {
  const page = numberOf(query.get('page')) ?? 1
  return Math.max(0, Math.floor(page) - 1) * APPROACHES_PER_PAGE
}

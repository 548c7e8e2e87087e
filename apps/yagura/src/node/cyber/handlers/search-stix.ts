import type { StixStore } from '@yagura/cyber'
import type { SearchProvider } from '../../catalogue/search.ts'
import { wordsFilter } from './stix-filter.ts'
import { rowsOf } from './stix-row.ts'

/** Types that are found by what they are about; relationships are found by their ends. */
const leftOut = new Set(['relationship', 'marking-definition'])

/** Objects of STIX in the search over everything: indicators, malware, groups, techniques, by words, values and ids. */
export function searchStix(store: StixStore): SearchProvider {
  return {
    prefix: 'i',
    find: async (words, limit) => {
      const filter = wordsFilter(words.join(' '))
      const sort = filter.text === undefined ? 'added' : 'relevance'
      const { versions } = await store.list({ ...filter, sort, descending: true, limit: limit * 2 })
      const rows = await rowsOf(store, versions)
      return rows
        .filter(({ type }) => !leftOut.has(type))
        .slice(0, limit)
        .map(({ id, type, title, attackId, source }) => ({
          ...{ kind: 'stix' as const, id, title, link: `/cyber/object/${id}` },
          detail: [type, attackId, source].filter((part) => part !== null && part !== '').join(' · '),
        }))
    },
  }
}

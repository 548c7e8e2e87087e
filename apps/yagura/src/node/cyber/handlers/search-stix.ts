import type { StixStore } from '@yagura/cyber'
import { Marking } from '@yagura/record'
import { Check } from 'typebox/value'
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
      const shown = versions.filter(({ object }) => !leftOut.has(object.type)).slice(0, limit)
      const rows = await rowsOf(store, shown)
      return rows.map(({ id, type, title, attackId, source, mark, named }) => {
        return {
          ...{ kind: 'stix' as const, id, title, link: `/cyber/object/${id}` },
          marks: [mark, ...named.map((one) => one.mark)].filter((one) => Check(Marking, one)),
          detail: [type, attackId, source].filter((part) => part !== null && part !== '').join(' · '),
        }
      })
    },
  }
}

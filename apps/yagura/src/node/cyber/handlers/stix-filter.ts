import type { StixFilter } from '@yagura/cyber'
import type { Asked } from '../../../api/contract/common.ts'
import type { operations } from '../../../api/contract/operations.ts'

/** By which objects a list is narrowed, as the API asks. */
type FilterQuery = Omit<Asked<(typeof operations)['exportStix']>['query'], 'as' | 'form'>

/** The same as the store asks. */
export function stixFilterOf(query: FilterQuery): StixFilter {
  const { q, type, source, label, technique, createdBy, revoked, sinceUtc } = query
  return {
    ...(q === undefined ? {} : wordsFilter(q)),
    ...(type === undefined ? {} : { types: type.split(',') }),
    ...(source === undefined ? {} : { source }),
    ...(label === undefined ? {} : { labels: [label] }),
    ...(technique === undefined ? {} : { technique }),
    ...(createdBy === undefined ? {} : { createdByRef: createdBy }),
    ...(revoked === undefined ? {} : { revoked }),
    ...(sinceUtc === undefined ? {} : { span: { by: 'added' as const, fromUs: Date.parse(sinceUtc) * 1000 } }),
  }
}

const stixId = /^[a-z][a-z0-9-]*--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What typed words ask for: the object of that id, or those whose texts hold the words. */
export function wordsFilter(words: string): StixFilter {
  const id = words.trim().toLowerCase()
  return stixId.test(id) ? { ids: [id] } : { text: words }
}

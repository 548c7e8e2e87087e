import type { StixFilter } from '@yagura/cyber'
import type { Asked } from '../../../api/contract/common.ts'
import type { operations } from '../../../api/contract/operations.ts'

/** By which objects a list is narrowed, as the API asks. */
type FilterQuery = Asked<(typeof operations)['exportStix']>['query']

/** The same as the store asks. */
export function stixFilterOf(query: FilterQuery): StixFilter {
  const { q, type, source, label, technique, createdBy, revoked, sinceUtc } = query
  return {
    ...(q === undefined ? {} : { text: q }),
    ...(type === undefined ? {} : { types: [type] }),
    ...(source === undefined ? {} : { source }),
    ...(label === undefined ? {} : { labels: [label] }),
    ...(technique === undefined ? {} : { technique }),
    ...(createdBy === undefined ? {} : { createdByRef: createdBy }),
    ...(revoked === undefined ? {} : { revoked }),
    ...(sinceUtc === undefined ? {} : { span: { by: 'added' as const, fromUs: Date.parse(sinceUtc) * 1000 } }),
  }
}

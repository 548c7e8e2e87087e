import type { Operations } from '../../api/types.ts'

/** A page of close approaches with the screening that they come from. */
export type ApproachList = Operations['listApproaches']['answer']
/** One close approach as a list shows it. */
export type ApproachRow = ApproachList['items'][number]
/** What a list of close approaches is asked. */
export type ApproachQuery = NonNullable<Operations['listApproaches']['query']>

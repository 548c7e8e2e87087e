import type { Operations } from '../../api/types.ts'

/** Found again and again with the same rule, indicator and asset: one row of the queue. */
export type DetectionRow = Operations['listDetections']['answer']['items'][number]
/** One row with raw lines and its hits over time. */
export type DetectionDetail = Operations['readDetection']['answer']
/** The logs that are followed, and what is looked for in them. */
export type LogInputs = Operations['listLogInputs']['answer']

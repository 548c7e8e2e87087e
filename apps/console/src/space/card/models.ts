import type { Operations } from '../../api/types.ts'

/** One object with its elements and where they come from. */
export type ObjectDetail = Operations['readObject']['answer']
/** One pass over a place. */
export type PassView = Operations['listPasses']['answer']['passes'][number]

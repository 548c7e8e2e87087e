import { PRIORITIES, type Priority } from '../../api/models.ts'
import type { Operations } from '../../api/types.ts'

/** What the queue asks the node for. */
export type QueueQuery = Omit<Operations['listDetections']['query'], 'offset' | 'limit'>

/** Which detections are listed: those that alert, those that are kept quiet, or both. */
export const WHICH = ['heard', 'quiet', 'both'] as const
/** One of them. */
export type Which = (typeof WHICH)[number]

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What of the queue is listed, by its address: unless told otherwise what is not suppressed. */
export function whichOf(query: URLSearchParams): Which {
  return WHICH.find((one) => one === query.get('which')) ?? 'heard'
}

/** What the node is asked, by what stands in the address; what it cannot mean is left out. */
export function queueQueryOf(query: URLSearchParams, words: string | null): QueueQuery {
  const which = whichOf(query)
  const priority: Priority | undefined = PRIORITIES.find((one) => one === query.get('priority'))
  const since = query.get('since') ?? ''
  const q = words?.trim().slice(0, 200) ?? ''
  return {
    ...(q === '' ? {} : { q }),
    ...(priority === undefined ? {} : { priority }),
    ...(which === 'both' ? {} : { suppressed: which === 'quiet' }),
    ...(DAY.test(since) && !Number.isNaN(Date.parse(since)) ? { sinceUtc: `${since}T00:00:00Z` } : {}),
  }
}

/** Whether anything narrows the queue beyond what it shows by itself. */
export function isQueueNarrowed(query: URLSearchParams, words: string | null): boolean {
  return (words ?? '') !== '' || ['priority', 'since', 'which'].some((name) => query.has(name))
}

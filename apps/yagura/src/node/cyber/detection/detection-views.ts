import type { StixVersion } from '@yagura/cyber'
import type { DetectionLine, DetectionRow } from '../../../api/contract/detections.ts'
import { isoOfUnixMs, unixMsOfIso } from '../../unix-time.ts'
import type { Detection, DetectionBook } from './detection-book.ts'
import { type Indicated, type IndicatedStore, indicatedBy } from './indicated.ts'
import { priorityOf } from './judge-detections.ts'

/** What a row of the queue is narrowed by. */
export type QueueQuery = {
  readonly q?: string
  readonly priority?: DetectionRow['priority']
  readonly suppressed?: boolean
  readonly sinceUtc?: string
  readonly offset?: number
  readonly limit?: number
}

/** What the queue shows besides the detections themselves. */
export type QueueFacts = {
  readonly book: DetectionBook
  readonly stix: IndicatedStore
  /** Id of the alert that stands open for a detection. */
  readonly alertOf: (detectionId: string) => string | undefined
}

const usualLimit = 100
const urgency = ['critical', 'serious', 'caution', 'advisory']

/** A page of the queue: the most urgent first, of these the latest. */
export async function listQueue(
  facts: QueueFacts,
  { offset = 0, limit = usualLimit, ...query }: QueueQuery,
): Promise<{ items: DetectionRow[]; total: number; offset: number }> {
  const fitting = [...facts.book.all()].filter((detection) => isAsked(detection, facts.book, query)).toSorted(compare)
  const shown = fitting.slice(offset, offset + limit)
  const indicated = await indicatedBy(
    facts.stix,
    shown.map(({ indicator }) => indicator),
  )
  return { items: await rowsOf(facts, shown, indicated), total: fitting.length, offset }
}

/** Rows of the queue. @param indicated - Of each detection, by its indicator. */
export async function rowsOf(
  { book, stix, alertOf }: QueueFacts,
  detections: readonly Detection[],
  indicated: readonly Indicated[],
): Promise<DetectionRow[]> {
  const ids = [...new Set(detections.flatMap(({ indicator }) => indicator ?? []))]
  const versions = await stix.newest(ids)
  const byId = new Map<string, StixVersion>(versions.map((version) => [version.object.id, version]))
  return detections.map((detection, index) => {
    const { id, rule, title, asset, firstMs, lastMs, count, suppressedCount, techniques, logs } = detection
    const version = byId.get(detection.indicator ?? '')
    return {
      ...{ id, rule, title, asset, count, suppressedCount },
      indicator: detection.indicator ?? null,
      priority: priorityOf(detection),
      firstUtc: isoOfUnixMs(firstMs),
      lastUtc: isoOfUnixMs(lastMs),
      suppressedBy: book.suppressionOf(detection)?.id ?? null,
      techniques: [...new Set([...techniques, ...(indicated[index]?.techniques ?? [])])],
      source: detection.indicator === undefined ? 'Sigma' : (version?.source ?? ''),
      sourceUtc: version === undefined ? null : isoOfUnixMs(version.addedUs / 1000),
      mark: version?.marking ?? detection.marked?.marking ?? null,
      logs: [...logs],
      alertId: alertOf(id) ?? null,
    }
  })
}

/** Lines that are kept of a detection, newest first. */
export function linesOf({ lines }: Detection): DetectionLine[] {
  return lines.toReversed().map(({ timeMs, log, line, raw, fields }) => ({
    utc: timeMs === undefined ? null : isoOfUnixMs(timeMs),
    ...{ log, line, raw },
    fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
  }))
}

function isAsked(detection: Detection, book: DetectionBook, query: QueueQuery): boolean {
  const { q, priority, suppressed, sinceUtc } = query
  const { title, rule, indicator = '', asset } = detection
  if (priority !== undefined && priorityOf(detection) !== priority) return false
  if (suppressed !== undefined && (book.suppressionOf(detection) !== undefined) !== suppressed) return false
  if (sinceUtc !== undefined && detection.lastMs < (unixMsOfIso(sinceUtc) ?? 0)) return false
  const text = `${title}\n${rule}\n${indicator}\n${asset}`.toLowerCase()
  return q === undefined || text.includes(q.toLowerCase())
}

function compare(one: Detection, other: Detection): number {
  const rank = urgency.indexOf(priorityOf(one)) - urgency.indexOf(priorityOf(other))
  return rank || other.lastMs - one.lastMs || (one.id < other.id ? -1 : 1)
}

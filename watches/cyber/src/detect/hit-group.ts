import { isMembers } from '../members.ts'
import type { StixVersion } from '../stix/stix-store.ts'
import type { Hit } from './hit.ts'

/** A line that is kept of a group. */
export type KeptLine = {
  readonly timeMs: number | undefined
  readonly log: string
  readonly line: number
  readonly raw: string
  readonly fields: Readonly<Record<string, string>>
}

/** Hits of one rule and indicator on one asset. */
export type HitGroup = {
  readonly rule: string
  readonly title: string
  readonly indicator: string | undefined
  /** How the indicator was marked and whose it was at the newest hit: whoever brought it may take it back. */
  readonly marked?: Pick<StixVersion, 'marking' | 'originator' | 'seq'>
  readonly asset: string
  readonly level: Hit['level']
  readonly levelReason?: Hit['levelReason']
  readonly techniques: readonly string[]
  /** Unix time, ms, of the events. */
  readonly firstMs: number
  readonly lastMs: number
  /** Unix time, ms, at which the node took the last hit in that was not suppressed; 0 where all were. */
  readonly seenMs: number
  /** Hits; those that were suppressed are counted apart. */
  readonly count: number
  readonly suppressedCount: number
  /** Hits that did not say when they were: of these the time is that of their reading. Undefined where they were not counted. */
  readonly undatedCount?: number
  /** Hits of each hour of the events that had any: its beginning (Unix time, ms) and their number, in order. */
  readonly hours: readonly (readonly [number, number])[]
  /** The newest lines, the last one last. */
  readonly lines: readonly KeptLine[]
  readonly logs: readonly string[]
}

const hourMs = 3_600_000
const mostHours = 24 * 14
const mostLines = 20
const mostLogs = 10
/** Characters of a raw line that are kept. */
export const longestRaw = 4096

/** What is equal for all hits of a group. */
export function groupKey({ rule, indicator, asset }: Pick<HitGroup, 'rule' | 'indicator' | 'asset'>): string {
  return JSON.stringify([rule, indicator ?? null, asset])
}

/**
 * A group with one hit more.
 *
 * @param group - Undefined for the first hit.
 * @param nowMs - Unix time, ms.
 */
export function withHit(group: HitGroup | undefined, hit: Hit, isSuppressed: boolean, nowMs: number): HitGroup {
  const atMs = hit.timeMs ?? nowMs
  const { rule, title, indicator, asset, level, levelReason, techniques } = hit
  const lines = hit.matched.flatMap(({ raw, log, line, fields }) =>
    raw === undefined ? [] : [{ timeMs: hit.timeMs, log, line, fields, raw: raw.slice(0, longestRaw) }],
  )
  return {
    ...{ rule, title, indicator, asset, level, levelReason, techniques },
    ...(group?.marked === undefined ? {} : { marked: group.marked }),
    seenMs: isSuppressed ? (group?.seenMs ?? 0) : nowMs,
    firstMs: Math.min(group?.firstMs ?? atMs, atMs),
    lastMs: Math.max(group?.lastMs ?? atMs, atMs),
    count: (group?.count ?? 0) + (isSuppressed ? 0 : 1),
    suppressedCount: (group?.suppressedCount ?? 0) + (isSuppressed ? 1 : 0),
    ...undatedIn(group, hit),
    hours: withHour(group?.hours ?? [], Math.floor(atMs / hourMs) * hourMs),
    lines: [...(group?.lines ?? []), ...lines].slice(-mostLines),
    logs: [...new Set([...(group?.logs ?? []), ...lines.map(({ log }) => log)])].slice(-mostLogs),
  }
}

function undatedIn(group: HitGroup | undefined, { timeMs }: Hit): Pick<HitGroup, 'undatedCount'> {
  const before = group === undefined ? 0 : group.undatedCount
  return before === undefined ? {} : { undatedCount: before + (timeMs === undefined ? 1 : 0) }
}

function withHour(hours: HitGroup['hours'], hour: number): HitGroup['hours'] {
  const counts = new Map(hours)
  counts.set(hour, (counts.get(hour) ?? 0) + 1)
  return [...counts].toSorted(([one], [other]) => one - other).slice(-mostHours)
}

/** @returns Whether a document that was stored is a group. */
export function isHitGroup(value: unknown): value is HitGroup {
  if (!isMembers(value)) return false
  const { marked } = value
  if (marked !== undefined && !isMark(marked)) return false
  const texts = ['rule', 'title', 'asset'].every((name) => typeof value[name] === 'string')
  const numbers = ['firstMs', 'lastMs', 'seenMs', 'count', 'suppressedCount'].every(
    (name) => typeof value[name] === 'number',
  )
  return texts && numbers && ['hours', 'lines', 'logs', 'techniques'].every((name) => Array.isArray(value[name]))
}

function isMark(value: unknown): boolean {
  if (!isMembers(value) || !isMembers(value['marking'])) return false
  return typeof value['originator'] === 'string' && typeof value['seq'] === 'number'
}

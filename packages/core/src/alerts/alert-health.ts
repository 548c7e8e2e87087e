import type { Priority } from '../assess/detection.ts'
import { type Alert, isOpen } from './alert.ts'
import { FLOOD_SPAN_MS } from './flood.ts'

/** That an alert was raised. */
export type RaisedFact = {
  readonly atMs: number
  readonly key: string
  readonly ruleId: string
  readonly priority: Priority
}

/** That an alert was acknowledged, and how long after it had called for it. */
export type AcknowledgedFact = { readonly atMs: number; readonly waitedMs: number }

/** A flood from its begin to its end; without an end it lasts. */
export type FloodFact = { readonly fromMs: number; readonly toMs: number | undefined; readonly alerts: number }

/** What alerts did, from which their health is judged; each list oldest first. */
export type AlertHistory = {
  readonly raised: readonly RaisedFact[]
  readonly acknowledged: readonly AcknowledgedFact[]
  readonly floods: readonly FloodFact[]
}

/** How well alerts serve the people they wake. */
export type AlertHealthFigures = {
  readonly raised: number
  readonly shares: Readonly<Record<Priority, number>>
  readonly perTenMinutes: number
  readonly peakPerTenMinutes: number
  readonly noisiest: readonly { readonly ruleId: string; readonly count: number; readonly share: number }[]
  readonly chattering: readonly { readonly key: string; readonly ruleId: string; readonly inOneMinute: number }[]
  readonly stale: readonly Alert[]
  readonly medianMsToAcknowledge: number | undefined
  readonly floods: readonly FloodFact[]
}

const chatterSpanMs = 60_000
const chatterCount = 3
const staleAfterMs = 86_400_000
const mostNoisy = 10

/**
 * Figures of the time from `sinceMs` to `nowMs`: shares of the priorities, rate and peak, the ten noisiest rules, what chatters
 * (raised 3 times or more within a minute), what is stale (its cause lasts for more than 24 h), the median time to acknowledge.
 * Source: ISA-18.2 practice of alarm performance figures.
 *
 * @param alerts - The alerts as they stand.
 * @param sinceMs - Unix time, ms; not before the node began to watch, or the rate is flattered.
 */
export function alertHealth(
  history: AlertHistory,
  alerts: Iterable<Alert>,
  sinceMs: number,
  nowMs: number,
): AlertHealthFigures {
  const within = ({ atMs }: { readonly atMs: number }): boolean => atMs >= sinceMs && atMs <= nowMs
  const raised = history.raised.filter(within)
  const spans = Math.max((nowMs - sinceMs) / FLOOD_SPAN_MS, 1)
  return {
    raised: raised.length,
    shares: sharesOf(raised),
    perTenMinutes: raised.length / spans,
    peakPerTenMinutes: mostWithin(raised, FLOOD_SPAN_MS),
    noisiest: noisiestOf(raised),
    chattering: chatteringOf(raised),
    stale: [...alerts].filter(
      (alert) => isOpen(alert) && alert.clearedMs === undefined && nowMs - alert.firstMs > staleAfterMs,
    ),
    medianMsToAcknowledge: median(history.acknowledged.filter(within).map(({ waitedMs }) => waitedMs)),
    floods: history.floods.filter(({ toMs }) => toMs === undefined || toMs >= sinceMs),
  }
}

function sharesOf(raised: readonly RaisedFact[]): Readonly<Record<Priority, number>> {
  const share = (wanted: Priority): number =>
    raised.length === 0 ? 0 : raised.filter(({ priority }) => priority === wanted).length / raised.length
  return {
    critical: share('critical'),
    serious: share('serious'),
    caution: share('caution'),
    advisory: share('advisory'),
  }
}

function noisiestOf(raised: readonly RaisedFact[]): AlertHealthFigures['noisiest'] {
  return [...groupedBy(raised, ({ ruleId }) => ruleId)]
    .map(([ruleId, facts]) => ({ ruleId, count: facts.length, share: facts.length / raised.length }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostNoisy)
}

function chatteringOf(raised: readonly RaisedFact[]): AlertHealthFigures['chattering'] {
  return [...groupedBy(raised, ({ key }) => key)]
    .map(([key, facts]) => ({
      key,
      ruleId: facts[0].ruleId,
      inOneMinute: facts.length < chatterCount ? facts.length : mostWithin(facts, chatterSpanMs),
    }))
    .filter(({ inOneMinute }) => inOneMinute >= chatterCount)
    .sort((a, b) => b.inOneMinute - a.inOneMinute)
}

function groupedBy(
  facts: readonly RaisedFact[],
  keyOf: (fact: RaisedFact) => string,
): ReadonlyMap<string, readonly [RaisedFact, ...RaisedFact[]]> {
  const groups = new Map<string, [RaisedFact, ...RaisedFact[]]>()
  for (const fact of facts) {
    const members = groups.get(keyOf(fact))
    if (members === undefined) groups.set(keyOf(fact), [fact])
    else members.push(fact)
  }
  return groups
}

/** The most facts in any window of a length; its ends do not both belong to it. */
function mostWithin(facts: readonly { readonly atMs: number }[], spanMs: number): number {
  let most = 0
  let first = 0
  for (const [index, { atMs }] of facts.entries()) {
    while (atMs - (facts[first]?.atMs ?? atMs) >= spanMs) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2
}

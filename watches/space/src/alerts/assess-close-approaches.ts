import type { Detection } from '@yagura/core'
import { formatUtc, type UtcInstant } from '@yagura/formats'
import { addSeconds, elapsedS } from '@yagura/kernels'
import { compareUtc } from '../catalogue/epoch.ts'
import type { CloseApproach } from '../close-approach.ts'
import type { AlertRule, ObjectGroup } from './alert-rule.ts'
import { nameFits } from './name-pattern.ts'

/** What a rule can ask about an object besides its id. */
export type KnownObject = {
  readonly name: string | undefined
  /** Owner code of the SATCAT. */
  readonly owner: string | undefined
}

/** What close approaches are judged against. */
export type AlertContext = {
  /** The instant of judgement: what lies before it is past, and lead times count from it. */
  readonly nowUtc: UtcInstant
  readonly rules: readonly AlertRule[]
  /** By catalogue number; an object that is not in it has no name and no owner, and only rules on ids or all objects see it. */
  readonly objects: ReadonlyMap<number, KnownObject>
}

/** What a detection rests on. */
export type CloseApproachEvidence = {
  /** Every approach of the pair that the rule fired for, by time; at least one. */
  readonly closeApproaches: readonly CloseApproach[]
  /** The one with the smallest miss distance. */
  readonly closest: CloseApproach
  /** Until when the action must have been taken: the time allowed, or the first closest approach where that is sooner. */
  readonly actByUtc: UtcInstant
}

const SECONDS_PER_HOUR = 3600

/**
 * Judges close approaches by alert rules. Approaches of one pair that one rule fires for are one detection: the same pair
 * and rule give the same key at every judgement.
 * @param closeApproaches - In any order.
 * @returns In the order of the rules, then of the first approach, then of the ids.
 */
export function assessCloseApproaches(
  closeApproaches: readonly CloseApproach[],
  context: AlertContext,
): readonly Detection<CloseApproachEvidence>[] {
  const ordered = [...closeApproaches].sort(
    (a, b) => compareUtc(a.tcaUtc, b.tcaUtc) || a.id1 - b.id1 || a.id2 - b.id2 || a.missKm - b.missKm,
  )
  return context.rules.flatMap((rule) => assessRule(rule, ordered, context))
}

function assessRule(
  rule: AlertRule,
  ordered: readonly CloseApproach[],
  context: AlertContext,
): readonly Detection<CloseApproachEvidence>[] {
  const pairs = new Map<string, CloseApproach[]>()
  for (const approach of ordered) {
    if (!fires(rule, approach, context)) continue
    const pair = `${approach.id1}-${approach.id2}`
    const approaches = pairs.get(pair)
    if (approaches === undefined) pairs.set(pair, [approach])
    else approaches.push(approach)
  }
  return [...pairs].flatMap(([pair, approaches]) => {
    const [first, ...rest] = approaches
    return first === undefined ? [] : [detection(rule, pair, [first, ...rest], context)]
  })
}

function fires(rule: AlertRule, approach: CloseApproach, context: AlertContext): boolean {
  if (!(approach.missKm <= rule.maxMissKm) || !(approach.maxPc >= rule.minMaxPc)) return false
  if (!(approach.relativeSpeedKmPerS >= rule.minRelativeSpeedKmPerS)) return false
  const leadTimeS = elapsedS(context.nowUtc, approach.tcaUtc)
  if (leadTimeS < 0 || leadTimeS > rule.leadTimeH * SECONDS_PER_HOUR) return false
  return watches(rule.objects, approach.id1, context) || watches(rule.objects, approach.id2, context)
}

function watches(group: ObjectGroup, id: number, context: AlertContext): boolean {
  switch (group.kind) {
    case 'all':
      return true
    case 'ids':
      return group.ids.has(id)
    case 'name': {
      const name = context.objects.get(id)?.name
      return name !== undefined && nameFits(group.pattern, name)
    }
    case 'owner':
      return context.objects.get(id)?.owner === group.owner
  }
}

function detection(
  rule: AlertRule,
  pair: string,
  closeApproaches: readonly [CloseApproach, ...CloseApproach[]],
  context: AlertContext,
): Detection<CloseApproachEvidence> {
  const [first] = closeApproaches
  const closest = closeApproaches.reduce((best, approach) => (approach.missKm < best.missKm ? approach : best))
  const allowedUntilUtc = addSeconds(context.nowUtc, rule.rationale.timeAllowedS)
  const watchedFirst = watches(rule.objects, first.id1, context) ? [first.id1, first.id2] : [first.id2, first.id1]
  return {
    key: `space/${rule.id}/${pair}`,
    watchId: 'space',
    ruleId: rule.id,
    priority: rule.priority,
    subjects: watchedFirst.map(String),
    reason: reason(rule, closest, closeApproaches.length, context),
    rationale: rule.rationale,
    evidence: {
      closeApproaches,
      closest,
      actByUtc: compareUtc(allowedUntilUtc, first.tcaUtc) < 0 ? allowedUntilUtc : first.tcaUtc,
    },
  }
}

function reason(rule: AlertRule, closest: CloseApproach, count: number, context: AlertContext): string {
  const leadTimeH = elapsedS(context.nowUtc, closest.tcaUtc) / SECONDS_PER_HOUR
  const names = [closest.id1, closest.id2].map((id) => `${context.objects.get(id)?.name ?? 'name unknown'} (${id})`)
  const probability =
    rule.minMaxPc > 0 ? ` and a maximum probability of at least ${rule.minMaxPc.toExponential(1)}` : ''
  const others = count > 1 ? `, the closest of ${count} such approaches` : ''
  return (
    `${names.join(' and ')} pass at ${closest.missKm.toFixed(3)} km with ${closest.relativeSpeedKmPerS.toFixed(3)} km/s ` +
    `at ${formatUtc(closest.tcaUtc, 3)}, in ${leadTimeH.toFixed(1)} h${others}; ` +
    `probability of collision ≤ ${closest.maxPc.toExponential(1)} (no covariance: an upper bound). ` +
    `Rule ${rule.id}: at most ${rule.maxMissKm} km${probability}, from ${rule.leadTimeH} h before.`
  )
}

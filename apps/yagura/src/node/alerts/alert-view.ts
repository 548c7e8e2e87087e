import { type Alert, alertState } from '@yagura/core'
import type { Policies } from '@yagura/record'
import type { Alert as AlertView } from '../../api/contract/alerts.ts'
import { saidMarking } from '../marking-words.ts'
import { isoOfUnixMs } from '../unix-time.ts'

/** An alert as the API gives it. @param policies - By whose words its marking is said. */
export function alertView(alert: Alert, policies: Policies): AlertView {
  const { acknowledged, shelved, mark } = alert
  return {
    id: alert.id,
    key: alert.key,
    watchId: alert.watchId,
    ruleId: alert.ruleId,
    priority: alert.priority,
    state: alertState(alert),
    title: alert.title,
    reason: alert.reason,
    consequence: alert.consequence,
    action: alert.action,
    actByUtc: isoOrNull(alert.actByMs),
    subjects: [...alert.subjects],
    group: alert.group,
    count: alert.count,
    firstUtc: isoOfUnixMs(alert.firstMs),
    lastUtc: isoOfUnixMs(alert.lastMs),
    acknowledged:
      acknowledged === undefined
        ? null
        : { by: acknowledged.by, atUtc: isoOfUnixMs(acknowledged.atMs), note: acknowledged.note ?? null },
    shelved:
      shelved === undefined
        ? null
        : {
            by: shelved.by,
            atUtc: isoOfUnixMs(shelved.atMs),
            untilUtc: isoOfUnixMs(shelved.untilMs),
            reason: shelved.reason,
          },
    clearedUtc: isoOrNull(alert.clearedMs),
    escalatedUtc: isoOrNull(alert.escalatedMs),
    link: alert.link ?? null,
    marking: saidMarking(mark, policies),
  }
}

function isoOrNull(unixMs: number | undefined): string | null {
  return unixMs === undefined ? null : isoOfUnixMs(unixMs)
}

import type { Priority } from '../assess/detection.ts'
import { type Alert, compareUrgency } from './alert.ts'

/** Alerts that have one cause in common. */
export type AlertGroup = {
  readonly group: string
  /** The most urgent priority among them. */
  readonly priority: Priority
  /** First-out on top: the one that came first. */
  readonly alerts: readonly [Alert, ...Alert[]]
}

/** Alerts by their common cause: the most urgent group on top, of equal ones the one that began first. */
export function groupAlerts(alerts: readonly Alert[]): readonly AlertGroup[] {
  const groups = new Map<string, [Alert, ...Alert[]]>()
  for (const alert of [...alerts].sort((a, b) => a.firstMs - b.firstMs)) {
    const members = groups.get(alert.group)
    if (members === undefined) groups.set(alert.group, [alert])
    else members.push(alert)
  }
  return [...groups]
    .map(([group, members]) => ({ group, priority: mostUrgent(members), alerts: members }))
    .sort((a, b) => compareUrgency(b.priority, a.priority) || a.alerts[0].firstMs - b.alerts[0].firstMs)
}

function mostUrgent(alerts: readonly [Alert, ...Alert[]]): Priority {
  return alerts.reduce<Priority>(
    (worst, { priority }) => (compareUrgency(priority, worst) > 0 ? priority : worst),
    alerts[0].priority,
  )
}

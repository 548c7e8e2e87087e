import { type Alert, PRIORITIES, type Priority } from '../api/models.ts'

/** A line of the tray: one alert, and in a flood those of the same cause behind it. */
export type TrayRow = {
  readonly alert: Alert
  /** Other alerts of the same cause, oldest first; empty outside a flood. */
  readonly behind: readonly Alert[]
}

/** The tray as it is drawn. */
export type TrayView = {
  readonly rows: readonly TrayRow[]
  /** Alerts that came while the order was frozen and are not drawn yet. */
  readonly held: readonly Alert[]
}

/** Place of a priority: 0 is the most urgent. */
export function rankOf(priority: Priority): number {
  return PRIORITIES.indexOf(priority)
}

function sectionOf(alert: Alert): number {
  if (alert.state === 'new') return 0
  return alert.state === 'cleared' && alert.acknowledged === null ? 1 : 2
}

/** Not acknowledged before acknowledged, most urgent first, then newest. */
function byUrgency(a: Alert, b: Alert): number {
  return (
    sectionOf(a) - sectionOf(b) ||
    rankOf(a.priority) - rankOf(b.priority) ||
    b.firstUtc.localeCompare(a.firstUtc) ||
    a.id.localeCompare(b.id)
  )
}

const byAge = (a: Alert, b: Alert) => a.firstUtc.localeCompare(b.firstUtc) || a.id.localeCompare(b.id)

/** One row a cause, the alert that came first on top, the worst cause first; each Critical keeps its own row. */
function grouped(alerts: readonly Alert[]): readonly TrayRow[] {
  const own = alerts.filter((alert) => alert.priority === 'critical' || sectionOf(alert) > 0)
  const causes = new Map<string, Alert[]>()
  for (const alert of alerts) {
    if (own.includes(alert)) continue
    const members = causes.get(alert.group)
    if (members === undefined) causes.set(alert.group, [alert])
    else members.push(alert)
  }
  const rows = [...causes.values()].flatMap((members) => {
    const [first, ...behind] = members.sort(byAge)
    return first === undefined ? [] : [{ alert: first, behind }]
  })
  const worst = (row: TrayRow) => Math.min(...[row.alert, ...row.behind].map((alert) => rankOf(alert.priority)))
  rows.sort((a, b) => worst(a) - worst(b) || byAge(a.alert, b.alert))
  const single = own.sort(byUrgency).map((alert) => ({ alert, behind: [] }))
  const isNew = (row: TrayRow) => row.alert.state === 'new'
  return [...single.filter(isNew), ...rows, ...single.filter((row) => !isNew(row))]
}

/**
 * Puts the alerts of the tray in order. Shelved ones are not in it; they are counted elsewhere.
 * @param flood - Whether alerts are grouped by their cause.
 * @param frozenIds - While pointer or focus is in the tray: ids in the order drawn. It is kept, what has gone leaves,
 * what is new is held back.
 */
export function orderTray(
  alerts: readonly Alert[],
  flood: boolean,
  frozenIds: readonly string[] | undefined,
): TrayView {
  const shown = alerts.filter((alert) => alert.shelved === null)
  const rows = flood ? grouped(shown) : [...shown].sort(byUrgency).map((alert) => ({ alert, behind: [] }))
  if (frozenIds === undefined) return { rows, held: [] }
  const byId = new Map(rows.map((row) => [row.alert.id, row]))
  const known = new Set(frozenIds)
  return {
    rows: frozenIds.flatMap((id) => byId.get(id) ?? []),
    held: rows.filter((row) => !known.has(row.alert.id)).map((row) => row.alert),
  }
}

/** Longest time, minutes, for which an alert may be put aside; absent where it never may. Source: console.md §3. */
export function longestShelfMin(priority: Priority, minutesToEndOfWatch: number): number | undefined {
  switch (priority) {
    case 'critical':
      return undefined
    case 'serious':
      return 30
    case 'caution':
      return minutesToEndOfWatch
    case 'advisory':
      return 1440
  }
}

import { type Signal, signal } from '@preact/signals'
import type { Client, Problem } from '../api/client.ts'
import type { Alert } from '../api/models.ts'

/** What an officer does with alerts. Every answer of the node takes its place in the tray at once. */
export type AlertDesk = {
  /** The alert that the keys act on, where one was chosen. */
  readonly chosenId: Signal<string | undefined>
  /** The alert whose shelf is being filled in. */
  readonly shelving: Signal<Alert | undefined>
  readonly acknowledge: (alert: Alert) => Promise<Problem | undefined>
  /** Below Critical only; the node refuses all otherwise. */
  readonly acknowledgeAll: (ids: readonly string[]) => Promise<Problem | undefined>
  readonly shelve: (alert: Alert, minutes: number, reason: string) => Promise<Problem | undefined>
  readonly unshelve: (alert: Alert) => Promise<Problem | undefined>
}

/** Whether an alert still concerns someone: it stays listed until it is both cleared and seen. */
export function isOpen(alert: Alert): boolean {
  return alert.clearedUtc === null || alert.acknowledged === null
}

/** Puts alerts that the node has answered with in place of the older ones. */
export function withAlerts(alerts: readonly Alert[], changed: readonly Alert[]): readonly Alert[] {
  const byId = new Map(changed.map((alert) => [alert.id, alert]))
  return alerts.map((alert) => byId.get(alert.id) ?? alert).filter(isOpen)
}

/** @param alerts - The tray's alerts, which the desk brings up to date. */
export function createAlertDesk(client: Client, alerts: Signal<readonly Alert[] | undefined>): AlertDesk {
  const put = (changed: readonly Alert[]) => {
    if (alerts.value !== undefined) alerts.value = withAlerts(alerts.value, changed)
  }
  return {
    chosenId: signal<string | undefined>(undefined),
    shelving: signal<Alert | undefined>(undefined),
    acknowledge: async ({ id }) => {
      const result = await client.ask('acknowledgeAlert', { params: { id }, body: {} })
      if (!result.ok) return result.problem
      put([result.answer])
      return undefined
    },
    acknowledgeAll: async (ids) => {
      const result = await client.ask('acknowledgeAlerts', { body: { ids } })
      if (!result.ok) return result.problem
      put(result.answer.items)
      return undefined
    },
    shelve: async ({ id }, minutes, reason) => {
      const result = await client.ask('shelveAlert', { params: { id }, body: { minutes, reason } })
      if (!result.ok) return result.problem
      put([result.answer])
      return undefined
    },
    unshelve: async ({ id }) => {
      const result = await client.ask('unshelveAlert', { params: { id } })
      if (!result.ok) return result.problem
      put([result.answer])
      return undefined
    },
  }
}

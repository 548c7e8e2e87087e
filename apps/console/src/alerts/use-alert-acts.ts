import type { Problem } from '../api/client.ts'
import type { Alert } from '../api/models.ts'
import { duration } from '../format/format.ts'
import { useConsole, useText } from '../state/console.ts'
import { alertMessages } from './messages.ts'

/** What an officer does with alerts, saying what became of it. */
export type AlertActs = {
  readonly acknowledge: (alert: Alert) => Promise<void>
  readonly acknowledgeAll: (ids: readonly string[]) => Promise<void>
  /** @returns Whether it was done. */
  readonly shelve: (alert: Alert, minutes: number, reason: string) => Promise<Problem | undefined>
  readonly unshelve: (alert: Alert) => Promise<void>
}

/** Acts on alerts; a refusal is told, and shelving can be undone. */
export function useAlertActs(): AlertActs {
  const { desk, toasts, language } = useConsole()
  const text = useText(alertMessages)
  const tell = (problem: Problem | undefined) => {
    if (problem !== undefined) toasts.say(text('failedAct', { detail: problem.detail }))
  }
  const unshelve = async (alert: Alert) => tell(await desk.unshelve(alert))
  return {
    acknowledge: async (alert) => tell(await desk.acknowledge(alert)),
    acknowledgeAll: async (ids) => tell(await desk.acknowledgeAll(ids)),
    unshelve,
    shelve: async (alert, minutes, reason) => {
      const problem = await desk.shelve(alert, minutes, reason)
      if (problem !== undefined) return problem
      const span = duration(minutes * 60, language.value)
      toasts.say(text('shelvedDone', { span }), () => void unshelve(alert))
      return undefined
    },
  }
}

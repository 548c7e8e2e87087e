import { type Alert, compareUrgency, type Priority } from '@yagura/core'
import type { Live } from '../context.ts'

/**
 * Answers how urgent the most urgent open alert about a subject is; null where there is none. The answer is looked up, and
 * made anew after alerts have changed.
 */
export function createSubjectPriority(
  openAlerts: () => readonly Alert[],
  live: Live,
): { readonly priorityOf: (subject: string) => Priority | null; readonly close: () => Promise<void> } {
  let index: ReadonlyMap<string, Priority> | undefined
  const leave = live.subscribe((event) => {
    if (event.kind === 'log' && event.record.kind.startsWith('alert/')) index = undefined
  })
  return {
    priorityOf: (subject) => {
      index ??= prioritiesOf(openAlerts())
      return index.get(subject) ?? null
    },
    close: async () => leave(),
  }
}

function prioritiesOf(alerts: readonly Alert[]): ReadonlyMap<string, Priority> {
  const index = new Map<string, Priority>()
  for (const { subjects, priority } of alerts) {
    for (const subject of subjects) {
      const known = index.get(subject)
      if (known === undefined || compareUrgency(priority, known) > 0) index.set(subject, priority)
    }
  }
  return index
}

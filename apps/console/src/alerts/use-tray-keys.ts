import { useEffect, useRef } from 'preact/hooks'
import { useCommands, useConsole, useText } from '../state/console.ts'
import { alertMessages } from './messages.ts'
import type { TrayRow } from './tray-order.ts'
import { useAlertActs } from './use-alert-acts.ts'

/** An alert that took the first place by itself is not acknowledged by a key meant for the one before it. */
const SETTLE_MS = 400

/**
 * Keys of the tray: next, previous, acknowledge, shelve, open.
 * @returns Id of the alert on which they act: the one chosen, else the first that nobody has acknowledged.
 */
export function useTrayKeys(rows: readonly TrayRow[]): string | undefined {
  const { desk, router } = useConsole()
  const text = useText(alertMessages)
  const acts = useAlertActs()
  const chosenId = desk.chosenId.value
  const chosen = rows.find((row) => row.alert.id === chosenId)
  const current = (chosen ?? rows.find((row) => row.alert.acknowledged === null))?.alert
  const since = useRef<{ id: string | undefined; ms: number }>({ id: undefined, ms: 0 })
  useEffect(() => {
    if (since.current.id !== current?.id) since.current = { id: current?.id, ms: Date.now() }
  }, [current?.id])
  const settled = () => chosen !== undefined || Date.now() - since.current.ms >= SETTLE_MS

  const step = (by: number) => {
    const index = rows.findIndex((row) => row.alert.id === current?.id)
    const next = rows[Math.min(rows.length - 1, Math.max(0, chosen === undefined && by > 0 ? index : index + by))]
    if (next === undefined) return
    desk.chosenId.value = next.alert.id
    document.querySelector<HTMLElement>(`.tray [data-id="${next.alert.id}"] .alert-title`)?.focus()
  }
  const none = current === undefined ? text('none') : undefined
  useCommands([
    { id: 'alert.next', label: text('next'), key: 'j', run: () => step(1), disabledBecause: none },
    { id: 'alert.previous', label: text('previous'), key: 'k', run: () => step(-1), disabledBecause: none },
    {
      id: 'alert.acknowledge',
      label: text('acknowledge'),
      key: 'a',
      run: () => {
        if (current !== undefined && settled()) void acts.acknowledge(current)
      },
      disabledBecause: none ?? (current?.acknowledged === null ? undefined : text('acknowledged')),
    },
    {
      id: 'alert.shelve',
      label: text('shelve'),
      key: 'h',
      run: () => {
        if (current !== undefined) desk.shelving.value = current
      },
      disabledBecause: none ?? (current?.priority === 'critical' ? text('shelveNever') : undefined),
    },
    {
      id: 'alert.open',
      label: text('open'),
      key: 'Enter',
      run: () => {
        if (current !== undefined) router.go(`/a/${current.id}`)
      },
      disabledBecause: none,
    },
  ])
  return current?.id
}

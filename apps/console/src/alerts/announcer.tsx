import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Alert } from '../api/models.ts'
import { componentMessages } from '../components/messages.ts'
import { useNodeText } from '../components/node-text.tsx'
import { useConsole, useText } from '../state/console.ts'
import { alertMessages } from './messages.ts'

/** Nothing is announced more often; console.md §8. */
const LEAST_GAP_MS = 5000

/** Says new Critical alerts assertively and new Serious ones politely to a screen reader, at most one in 5 s. */
export function Announcer(): JSX.Element {
  const { alerts, nowMs } = useConsole()
  const text = useText(alertMessages)
  const nodeText = useNodeText()
  const common = useText(componentMessages)
  const said = useRef<Set<string> | undefined>(undefined)
  const saidMs = useRef(0)
  const [words, setWords] = useState<{ readonly assertive: string; readonly polite: string }>({
    assertive: '',
    polite: '',
  })
  const list = alerts.value
  const now = nowMs.value
  useEffect(() => {
    if (list === undefined) return
    const known = said.current
    // What was there when the page was opened is read, not announced, except Criticals.
    if (known === undefined) {
      said.current = new Set(list.filter((alert) => alert.priority !== 'critical').map((alert) => alert.id))
      return
    }
    if (now - saidMs.current < LEAST_GAP_MS) return
    const due =
      list.find((alert) => isDue(alert, 'critical', known)) ?? list.find((alert) => isDue(alert, 'serious', known))
    if (due === undefined) return
    known.add(due.id)
    saidMs.current = now
    const sentence = text('said', { priority: common(due.priority), title: nodeText(due.title) })
    setWords(due.priority === 'critical' ? { assertive: sentence, polite: '' } : { assertive: '', polite: sentence })
  }, [list, now, text, common, nodeText])
  return (
    <div class="sr-only">
      <div role="alert" aria-live="assertive">
        {words.assertive}
      </div>
      <div role="status" aria-live="polite">
        {words.polite}
      </div>
    </div>
  )
}

function isDue(alert: Alert, priority: Alert['priority'], said: ReadonlySet<string>): boolean {
  return alert.priority === priority && alert.state === 'new' && alert.shelved === null && !said.has(alert.id)
}

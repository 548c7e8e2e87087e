import type { JSX } from 'preact'
import { NodeText } from '../components/node-text.tsx'
import { duration, utcTimeOfDay } from '../format/format.ts'
import { useAsk } from '../state/ask.ts'
import { useConsole, useText } from '../state/console.ts'
import { deadlines } from './deadlines.ts'
import { alertMessages } from './messages.ts'

/** What is due next. @param props.most - How many are listed. */
export function DeadlineList(props: { readonly most: number }): JSX.Element {
  const { alerts, nowMs, language, status } = useConsole()
  const text = useText(alertMessages)
  const settings = useAsk('readSettings', status.value === undefined ? undefined : {}, ['settings/'])
  const now = nowMs.value
  const due = deadlines(alerts.value ?? [], settings.answer?.watchEndsUtc ?? [], now)
  if (due.length === 0) return <p class="empty">{text('noDeadlines')}</p>
  return (
    <ul class="deadlines">
      {due.slice(0, props.most).map(({ atMs, alert }) => {
        const span = duration((atMs - now) / 1000, language.value)
        return (
          <li key={alert?.id ?? 'watch'}>
            <time dateTime={new Date(atMs).toISOString()} title={new Date(atMs).toISOString()}>
              {utcTimeOfDay(atMs).slice(0, 5)}Z
            </time>
            {alert === undefined ? (
              <a href="/handover">{text('watchEnds')}</a>
            ) : (
              <a href={`/a/${alert.id}`}>
                <NodeText text={alert.title} />
              </a>
            )}
            <span class={atMs < now ? 'overdue' : ''}>{atMs < now ? text('overdue', { span }) : span}</span>
          </li>
        )
      })}
    </ul>
  )
}

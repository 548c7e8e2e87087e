import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import { ListPanel } from '../../components/list-panel.tsx'
import { UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { feedsMessages } from './messages.ts'

type Suppression = Operations['listSuppressions']['answer']['items'][number]

const HEADS = ['state', 'what', 'reason', 'by', 'until', 'hits', 'acts'] as const

/** What is or was kept quiet, why and until when; one that is active can be ended. */
export function SuppressionsPanel(): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(feedsMessages)
  const asked = useAsk('listSuppressions', {}, ['cyber/'])
  const end = async ({ id }: Suppression) => {
    const result = await client.ask('endSuppression', { params: { id } })
    toasts.say(result.ok ? text('endedNow') : result.problem.detail)
    asked.reload()
  }
  const whatOf = (one: Suppression): string =>
    (['rule', 'indicator', 'asset'] as const)
      .flatMap((name) => (one[name] === null ? [] : [text(name, { name: one[name] })]))
      .join(' · ')
  return (
    <ListPanel
      title={text('suppressions')}
      asked={asked}
      heads={HEADS.map((head) => text(head))}
      empty={text('noSuppressions')}
    >
      {(one) => (
        <tr key={one.id}>
          <td>{text(one.isActive ? 'active' : 'ended')}</td>
          <td class="wrap-anywhere">{whatOf(one)}</td>
          <td>{one.reason}</td>
          <td>
            <bdi>{one.by}</bdi>
          </td>
          <td>
            <UtcTime utc={one.expiresUtc} />
          </td>
          <td class="num">{number(one.hits, 0)}</td>
          <td>
            {one.isActive ? (
              <button type="button" onClick={() => void end(one)}>
                {text('end')}
              </button>
            ) : null}
          </td>
        </tr>
      )}
    </ListPanel>
  )
}

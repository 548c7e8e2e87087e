import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { NotificationChannel } from '../../api/models.ts'
import { ListPanel } from '../../components/list-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance } from '../../components/time.tsx'
import { useMarkingTools } from '../../partners/marking/use-marking-tools.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { ChannelDialog } from './channel-dialog.tsx'
import { channelMessages } from './channel-messages.ts'

const HEADS = ['name', 'kind', 'least', 'ceiling', 'address', 'lastSent', 'waiting', 'lastError', 'acts'] as const

function Row(props: { readonly channel: NotificationChannel; readonly reload: () => void }): JSX.Element {
  const { client, toasts, language } = useConsole()
  const tools = useMarkingTools()
  const text = useText(channelMessages)
  const { channel, reload } = props
  const { id, name } = channel
  const test = async () => {
    const result = await client.ask('testChannel', { params: { id } })
    toasts.say(result.ok ? text('tested', { name }) : result.problem.detail)
    reload()
  }
  const remove = async () => {
    const result = await client.ask('removeChannel', { params: { id } })
    toasts.say(result.ok ? text('removed', { name }) : result.problem.detail)
    reload()
  }
  return (
    <tr>
      <td>{channel.enabled ? name : `${name} (${text('off')})`}</td>
      <td>{text(channel.kind)}</td>
      <td>
        <StatusMark status={channel.leastPriority} />
        {channel.escalationsOnly ? <small class="muted"> {text('escalationsOnly')}</small> : null}
      </td>
      <td>{channel.ceiling === undefined ? text('asNode') : tools?.portionOf(channel.ceiling)[language.value]}</td>
      <td class="where">{channel.address}</td>
      <td>{channel.lastSentUtc === null ? text('never') : <Distance utc={channel.lastSentUtc} />}</td>
      <td class="num">{channel.waiting}</td>
      <td>{channel.lastError === null ? '–' : channel.lastError.message}</td>
      <td>
        <span class="row acts">
          <button type="button" onClick={() => void test()}>
            {text('test')}
          </button>
          <button type="button" onClick={() => void remove()}>
            {text('remove')}
          </button>
        </span>
      </td>
    </tr>
  )
}

/** Where alerts are sent besides the screen, with a test of each. */
export function ChannelsPanel(): JSX.Element {
  const text = useText(channelMessages)
  const asked = useAsk('listChannels', {}, ['settings/', 'notification/'])
  const [adding, setAdding] = useState(false)
  return (
    <>
      <ListPanel
        title={text('title')}
        aside={
          <button type="button" onClick={() => setAdding(true)}>
            {text('add')}
          </button>
        }
        asked={asked}
        heads={HEADS.map((head) => text(head))}
        empty={text('none')}
      >
        {(channel) => <Row key={channel.id} channel={channel} reload={asked.reload} />}
      </ListPanel>
      {adding ? <ChannelDialog onClose={() => setAdding(false)} onSaved={asked.reload} /> : null}
    </>
  )
}

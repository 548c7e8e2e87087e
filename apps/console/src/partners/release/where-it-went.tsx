import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Partner, Release } from '../../api/models.ts'
import { ListTable } from '../../components/list-table.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { releaseMessages } from './messages.ts'

/** Whether a partner has an entry of one of our logs: it says so by cosigning a checkpoint that covers it. */
function Reached(props: {
  readonly partner: Partner | undefined
  readonly origin: string | null
  readonly index: number
}): JSX.Element {
  const text = useText(releaseMessages)
  const { partner, origin, index } = props
  const size = partner?.logs.find((log) => log.isOwn && log.origin === origin)?.witnessedSize ?? 0
  if (size > index) return <StatusMark status="normal" word={text('heldBy', { size })} />
  if (partner?.state === 'suspended') return <StatusMark status="off" word={text('suspended')} />
  return <StatusMark status={partner?.state === 'failing' ? 'caution' : 'advisory'} word={text('notYet', { size })} />
}

/** After it has left: the log, its place there, and which partners already have it, as their cosignatures say. */
export function WhereItWent(props: { readonly release: Release }): JSX.Element | null {
  const { partners } = useConsole()
  const text = useText(releaseMessages)
  const top = useRef<HTMLDivElement>(null)
  const { index, releasedUtc, preview } = props.release
  const opened = useRef(index)
  useEffect(() => {
    // Whoever has just let it go stands at the signatures, far below.
    if (index !== null && opened.current === null) top.current?.scrollIntoView({ block: 'center' })
    opened.current = index
  }, [index])
  if (index === null) return null
  const receiving = preview.recipients.filter(({ leaves }) => leaves)
  return (
    <div ref={top}>
      <Panel title={text('went')}>
        <dl class="facts">
          <dt>{text('toLog')}</dt>
          <dd>{preview.origin}</dd>
          <dt>{text('entry')}</dt>
          <dd>
            {index} · <a href={`/r/${preview.bodySha256}`}>{text('record')}</a>
          </dd>
          <dt>{text('releasedAt')}</dt>
          <dd>{releasedUtc === null ? text('never') : <UtcTime utc={releasedUtc} />}</dd>
        </dl>
        <ListTable
          label={text('went')}
          heads={[text('nation'), text('node'), text('reached'), text('lastContact')]}
          items={receiving}
          empty={text('goneTo')}
        >
          {({ node, party }) => {
            const partner = partners.value?.find(({ card }) => card.node === node)
            const contactUtc = partner?.lastContactUtc ?? undefined
            return (
              <tr key={node}>
                <td>{party}</td>
                <td>{node}</td>
                <td>
                  <Reached partner={partner} origin={preview.origin} index={index} />
                </td>
                <td>{contactUtc === undefined ? text('never') : <Distance utc={contactUtc} />}</td>
              </tr>
            )
          }}
        </ListTable>
      </Panel>
    </div>
  )
}

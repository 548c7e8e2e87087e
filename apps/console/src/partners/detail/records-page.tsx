import type { JSX } from 'preact'
import type { Partner, SharedRecord } from '../../api/models.ts'
import { ListPanel } from '../../components/list-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useText } from '../../state/console.ts'
import { Marked, RecordMark } from '../marking/marked.tsx'
import { Provenance } from '../provenance.tsx'
import { RecordData } from '../record/record-data.tsx'
import { nodeOfOrigin, readSignedLine } from '../record/signed-line.ts'
import { usePartnerRecords } from '../use-partner-records.ts'
import { partnerMessages } from './messages.ts'
import { WithPartner } from './with-partner.tsx'

const HEADS = ['mark', 'kind', 'what', 'at', 'from', 'state'] as const
const NEWEST = 200
const STATE = {
  believed: { word: 'believed', status: 'normal' },
  quarantined: { word: 'inQuarantine', status: 'caution' },
  recalled: { word: 'recalled', status: 'off' },
} as const

function Records(props: { readonly partner: Partner; readonly code: string }): JSX.Element {
  const text = useText(partnerMessages)
  const { card } = props.partner
  const asked = usePartnerRecords(NEWEST, card.node)
  const read = (record: SharedRecord) => readSignedLine(record.line)
  const markings = (asked.answer?.items ?? []).flatMap((record) => read(record)?.mark ?? [])
  return (
    <Marked markings={markings}>
      {(tools) => (
        <ListPanel
          title={text('records')}
          aside={
            asked.answer === undefined
              ? null
              : text('shown', { shown: asked.answer.items.length, total: asked.answer.total })
          }
          asked={asked}
          heads={HEADS.map((head) => text(head))}
          empty={text('noRecords', { code: props.code })}
        >
          {(record) => {
            const line = read(record)
            const { word, status } = STATE[record.state]
            return (
              <tr key={`${record.origin} ${record.position}`}>
                <td>{line === undefined ? '–' : <RecordMark words={tools.portionOf(line.mark)} />}</td>
                <td>{record.kind ?? text('unread')}</td>
                <td>
                  {line === undefined ? text('unread') : <RecordData data={line.data} />}{' '}
                  {record.id === null ? null : <a href={`/r/${record.id}`}>{text('open')}</a>}
                </td>
                <td>{record.atUtc === null ? '–' : <UtcTime utc={record.atUtc} />}</td>
                <td>
                  <Provenance party={card.party} node={nodeOfOrigin(record.origin)} receivedUtc={record.receivedUtc} />
                </td>
                <td>
                  <StatusMark status={status} word={text(word)} />
                </td>
              </tr>
            )
          }}
        </ListPanel>
      )}
    </Marked>
  )
}

/** What a partner sent: each with its marking, from whom it came, and whether it is believed. */
export function Page({ params }: PageProps): JSX.Element {
  return (
    <WithPartner code={params['code'] ?? ''}>
      {(partner, code) => <Records partner={partner} code={code} />}
    </WithPartner>
  )
}

import type { JSX } from 'preact'
import type { Partner } from '../../api/models.ts'
import { ListPanel } from '../../components/list-panel.tsx'
import { ListTable } from '../../components/list-table.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import type { PageProps } from '../../routing/route.ts'
import { useText } from '../../state/console.ts'
import { CLOCKS_APART_S } from '../partner-code.ts'
import { usePartnerRecords } from '../use-partner-records.ts'
import { partnerMessages } from './messages.ts'
import { WithPartner } from './with-partner.tsx'

/** As many as a page shows; quarantine is looked for among the newest. */
const NEWEST = 200

function Complaint(props: { readonly of: Partner['lastFailure'] }): JSX.Element {
  const text = useText(partnerMessages)
  if (props.of === null) return <>{text('nothing')}</>
  return (
    <>
      <NodeText text={props.of.reason} whole /> <code>{props.of.code}</code> · <Distance utc={props.of.atUtc} />
    </>
  )
}

/** How far the two clocks are apart, where whole seconds tell. */
function Clock(props: { readonly offset: Partner['clockOffset'] }): JSX.Element {
  const text = useText(partnerMessages)
  const { offset } = props
  if (offset === null) return <>{text('clockUnknown')}</>
  const seconds = (least: number, most: number) => ({ least: number(least, 0), most: number(most, 0) })
  const { leastS, mostS } = offset
  if (leastS > CLOCKS_APART_S) return <StatusMark status="caution" word={text('clockAhead', seconds(leastS, mostS))} />
  if (mostS < -CLOCKS_APART_S)
    return <StatusMark status="caution" word={text('clockBehind', seconds(-mostS, -leastS))} />
  return <>{text('clockWithin')}</>
}

function Facts(props: { readonly partner: Partner }): JSX.Element {
  const text = useText(partnerMessages)
  const { card, clearance, ...partner } = props.partner
  const handles = [
    ...clearance.policies,
    clearance.level === null ? text('noLevel') : text('level', clearance.level),
    ...clearance.compartments,
  ]
  return (
    <dl class="facts">
      <dt>{text('fingerprint')}</dt>
      <dd>
        <b class="fingerprint">{partner.fingerprint}</b>
      </dd>
      <dt>{text('url')}</dt>
      <dd>{card.url}</dd>
      <dt>{text('added')}</dt>
      <dd>
        <UtcTime utc={partner.addedUtc} /> {text('addedBy', { officer: partner.addedBy })}
      </dd>
      <dt>{text('clearance')}</dt>
      <dd>{handles.join(', ')}</dd>
      <dt>{text('lastContact')}</dt>
      <dd>{partner.lastContactUtc === null ? text('never') : <Distance utc={partner.lastContactUtc} />}</dd>
      {partner.awaitedSinceUtc !== null && (
        <>
          <dt>{text('awaited')}</dt>
          <dd>
            <StatusMark status="caution" word={text('awaitedText')} /> <UtcTime utc={partner.awaitedSinceUtc} />
          </dd>
        </>
      )}
      <dt>{text('clock')}</dt>
      <dd>
        <Clock offset={partner.clockOffset} />
      </dd>
      <dt>{text('certificate')}</dt>
      <dd>
        {partner.certificateExpiresUtc === null ? (
          text('clockUnknown')
        ) : (
          <UtcTime utc={partner.certificateExpiresUtc} />
        )}
      </dd>
      <dt>{text('lastFailure')}</dt>
      <dd>
        <Complaint of={partner.lastFailure} />
      </dd>
      <dt>{text('lastComplaint')}</dt>
      <dd>
        <Complaint of={partner.lastComplaint} />
      </dd>
    </dl>
  )
}

function Logs(props: { readonly partner: Partner }): JSX.Element {
  const text = useText(partnerMessages)
  const heads = ['log', 'whose', 'size', 'seen', 'cosigned', 'quarantined', 'checkpoint', 'root'] as const
  return (
    <Panel title={text('logs')}>
      <ListTable
        label={text('logs')}
        heads={heads.map((head) => text(head))}
        items={props.partner.logs}
        empty={text('noLogs')}
      >
        {(log) => (
          <tr key={log.origin}>
            <td>{log.origin}</td>
            <td>{text(log.isOwn ? 'ours' : 'theirs')}</td>
            <td class="num">{number(log.size, 0)}</td>
            <td class="num">{number(log.seenSize, 0)}</td>
            <td class="num">{log.isOwn ? number(log.witnessedSize, 0) : '–'}</td>
            <td class="num">{number(log.quarantined, 0)}</td>
            <td>{log.checkpointUtc === null ? text('none') : <UtcTime utc={log.checkpointUtc} />}</td>
            <td class="root" title={log.root}>
              <code>{log.root}</code>
            </td>
          </tr>
        )}
      </ListTable>
    </Panel>
  )
}

function Quarantine(props: { readonly node: string }): JSX.Element {
  const text = useText(partnerMessages)
  const asked = usePartnerRecords(NEWEST, props.node)
  const answer = asked.answer && { items: asked.answer.items.filter(({ state }) => state === 'quarantined') }
  return (
    <ListPanel
      title={text('quarantine')}
      asked={{ ...asked, answer }}
      heads={[text('log'), text('position'), text('why'), text('received')]}
      empty={text('noQuarantine')}
    >
      {(record) => (
        <tr key={`${record.origin} ${record.position}`}>
          <td>{record.origin}</td>
          <td class="num">{record.position}</td>
          <td>
            <code>{record.complaint}</code>
          </td>
          <td>
            <Distance utc={record.receivedUtc} />
          </td>
        </tr>
      )}
    </ListPanel>
  )
}

/** What the partner does not believe of us. */
function Complaints(props: { readonly partner: Partner }): JSX.Element {
  const text = useText(partnerMessages)
  const { complaints, complaintCount } = props.partner
  const shown = { shown: number(complaints.length, 0), total: number(complaintCount, 0) }
  return (
    <Panel title={text('complains')} aside={complaintCount > complaints.length ? text('shown', shown) : undefined}>
      <ListTable
        label={text('complains')}
        heads={[text('log'), text('position'), text('why'), text('complainsWhat'), text('received')]}
        items={complaints}
        empty={text('complainsNone')}
      >
        {(complaint) => (
          <tr key={`${complaint.origin} ${complaint.position}`}>
            <td>{complaint.origin}</td>
            <td class="num">{complaint.position}</td>
            <td>
              <code>{complaint.code}</code>
            </td>
            <td>{text(complaint.isOurs ? 'sameEntry' : 'otherEntry')}</td>
            <td>
              <Distance utc={complaint.atUtc} />
            </td>
          </tr>
        )}
      </ListTable>
    </Panel>
  )
}

/** A partner's link, card and logs, and what of it is not believed. */
export function Page({ params }: PageProps): JSX.Element {
  const text = useText(partnerMessages)
  return (
    <WithPartner code={params['code'] ?? ''}>
      {(partner) => (
        <>
          <Panel title={text('state')}>
            <Facts partner={partner} />
          </Panel>
          <Logs partner={partner} />
          <Quarantine node={partner.card.node} />
          <Complaints partner={partner} />
        </>
      )}
    </WithPartner>
  )
}

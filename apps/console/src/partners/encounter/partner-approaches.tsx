import type { JSX } from 'preact'
import { PortionMark } from '../../components/marks.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import { number, probability } from '../../format/format.ts'
import type { Encounter } from '../../space/encounter/models.ts'
import { useConsole, useText } from '../../state/console.ts'
import { Marked, RecordMark } from '../marking/marked.tsx'
import { Provenance } from '../provenance.tsx'
import { partnerApproachMessages } from './messages.ts'

const HEADS = ['mark', 'from', 'what', 'tca', 'apart', 'miss', 'speed', 'pc', 'raw'] as const

type FromPartner = Encounter['fromPartners'][number]

function Said(props: { readonly value: number | undefined; readonly say: (value: number) => string }): JSX.Element {
  const text = useText(partnerApproachMessages)
  return <td class="num">{props.value === undefined ? text('notSaid') : props.say(props.value)}</td>
}

function What(props: { readonly record: FromPartner }): JSX.Element {
  const text = useText(partnerApproachMessages)
  const { kind, alert, isTearLine } = props.record
  return (
    <td>
      {alert === null ? text(kind) : <StatusMark status={alert.priority} word={text(kind)} />}{' '}
      {isTearLine ? <small class="muted">{text('tearLine')}</small> : null}
    </td>
  )
}

/** What partners say of an encounter, each beside what this node computed and never in its place; nothing where none does. */
export function PartnerApproaches(props: { readonly encounter: Encounter }): JSX.Element | null {
  const { ownCard } = useConsole()
  const text = useText(partnerApproachMessages)
  const { approach, fromPartners } = props.encounter
  if (fromPartners.length === 0) return null
  const apartS = (tcaUtc: string) => (Date.parse(tcaUtc) - Date.parse(approach.tcaUtc)) / 1000
  const km = (value: number) => number(value, 3)
  return (
    <Marked markings={fromPartners.map(({ mark }) => mark)}>
      {() => (
        <Panel title={text('title')}>
          <Scroll label={text('title')}>
            <table class="plain-table">
              <thead>
                <tr>
                  {HEADS.map((head) => (
                    <th key={head} scope="col">
                      {text(head)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <tr>
                  <td>
                    <PortionMark />
                  </td>
                  <td>
                    <b>{ownCard.value?.card.party}</b> {text('ours')}
                  </td>
                  <td>{text('space.closeApproach')}</td>
                  <td>
                    <UtcTime utc={approach.tcaUtc} />
                  </td>
                  <td class="num">–</td>
                  <Said value={approach.missKm} say={km} />
                  <Said value={approach.relativeSpeedKmPerS} say={km} />
                  <Said value={approach.maxPc} say={probability} />
                  <td />
                </tr>
                {fromPartners.map((record) => (
                  <tr key={`${record.origin} ${record.index}`}>
                    <td>
                      <RecordMark words={record.portion} whole={record.banner} />
                    </td>
                    <td>
                      <Provenance party={record.party} node={record.node} receivedUtc={record.receivedUtc} />
                    </td>
                    <What record={record} />
                    <td>
                      <UtcTime utc={record.approach.tcaUtc} />
                    </td>
                    <td class="num">{number(apartS(record.approach.tcaUtc), 1)}</td>
                    <Said value={record.approach.missKm} say={km} />
                    <Said value={record.approach.relativeSpeedKmPerS} say={km} />
                    <Said value={record.approach.maxPc} say={probability} />
                    <td>
                      <a href={`/r/${record.recordId}`}>{text('raw')}</a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </Panel>
      )}
    </Marked>
  )
}

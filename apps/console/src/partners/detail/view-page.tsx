import type { JSX } from 'preact'
import { ListPanel } from '../../components/list-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import { Marked, RecordMark } from '../marking/marked.tsx'
import { RecordData } from '../record/record-data.tsx'
import { partnerMessages } from './messages.ts'
import { WithPartner } from './with-partner.tsx'

const HEADS = ['mark', 'kind', 'what', 'by', 'at', 'grade'] as const
const NEWEST = 200

function View(props: { readonly node: string; readonly code: string }): JSX.Element {
  const text = useText(partnerMessages)
  const { code } = props
  const asked = useAsk('viewAsPartner', { params: { node: props.node }, query: { limit: NEWEST } }, ['release/'])
  return (
    <section class="as-partner" aria-label={text('frame', { code })}>
      <header>
        <strong>{text('frame', { code })}</strong> <span>{text('frameText', { code })}</span>
      </header>
      <Marked markings={(asked.answer?.items ?? []).map(({ mark }) => mark)}>
        {() => (
          <ListPanel
            title={text('frameRecords')}
            aside={
              asked.answer === undefined
                ? null
                : text('shown', { shown: asked.answer.items.length, total: asked.answer.total })
            }
            asked={asked}
            heads={HEADS.map((head) => text(head))}
            empty={text('seenNone', { code })}
          >
            {(record) => (
              <tr key={record.id}>
                <td>
                  <RecordMark words={record.portion} whole={record.banner} />
                </td>
                <td>{record.kind}</td>
                <td>{record.recalled ? text('recalled') : <RecordData data={record.data} />}</td>
                <td>
                  <bdi>{record.by}</bdi>
                </td>
                <td>
                  <UtcTime utc={record.atUtc} />
                </td>
                <td>
                  <StatusMark
                    status={record.recalled ? 'off' : record.grade === 'release' ? 'normal' : 'advisory'}
                    word={text(record.recalled ? 'recalled' : record.grade)}
                  />
                </td>
              </tr>
            )}
          </ListPanel>
        )}
      </Marked>
    </section>
  )
}

/** What a partner sees of this node: nothing here tells that there is more. */
export function Page({ params }: PageProps): JSX.Element {
  return (
    <WithPartner code={params['code'] ?? ''}>
      {(partner, code) => <View node={partner.card.node} code={code} />}
    </WithPartner>
  )
}

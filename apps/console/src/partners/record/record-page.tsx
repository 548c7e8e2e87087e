import type { JSX } from 'preact'
import type { SharedRecord } from '../../api/models.ts'
import { ListTable } from '../../components/list-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { Marked, RecordMark } from '../marking/marked.tsx'
import { Provenance } from '../provenance.tsx'
import { saveFile } from '../save-file.ts'
import { recordMessages } from './messages.ts'
import { briefOf, objectsOf, RecordFields } from './record-data.tsx'
import { nodeOfOrigin, readSignedLine, type SignedLine } from './signed-line.ts'

const STATUS = { believed: 'normal', quarantined: 'caution', recalled: 'off' } as const

function Facts(props: { readonly record: SharedRecord }): JSX.Element {
  const { partners, ownCard } = useConsole()
  const text = useText(recordMessages)
  const { record } = props
  const node = nodeOfOrigin(record.origin)
  const isOwn = node === ownCard.value?.card.node
  const party = isOwn ? ownCard.value?.card.party : partners.value?.find(({ card }) => card.node === node)?.card.party
  return (
    <dl class="facts">
      <dt>{text('state')}</dt>
      <dd>
        <StatusMark status={STATUS[record.state]} word={text(record.state, { complaint: record.complaint ?? '' })} />
      </dd>
      <dt>{text('from')}</dt>
      <dd>
        <Provenance party={party} node={node} receivedUtc={record.receivedUtc} /> {isOwn ? `(${text('own')})` : null}
      </dd>
      <dt>{text('log')}</dt>
      <dd>{record.origin}</dd>
      <dt>{text('position')}</dt>
      <dd>{record.position}</dd>
      <dt>{text('kind')}</dt>
      <dd>{record.kind}</dd>
      <dt>{text('by')}</dt>
      <dd>{record.by}</dd>
      <dt>{text('at')}</dt>
      <dd>
        <UtcTime utc={record.atUtc} />
      </dd>
      <dt>{text('sha')}</dt>
      <dd>
        <code>{record.id}</code>
      </dd>
    </dl>
  )
}

function Signatures(props: { readonly signed: SignedLine }): JSX.Element {
  const text = useText(recordMessages)
  return (
    <Panel title={text('signatures')}>
      <ListTable
        label={text('signatures')}
        heads={[text('key'), text('signature')]}
        items={props.signed.signatures}
        empty={text('held')}
      >
        {({ keyId, signature }) => (
          <tr key={keyId}>
            <td class="field-name">
              <code>{keyId}</code>
            </td>
            <td class="wrap-anywhere">
              <code>{signature}</code>
            </td>
          </tr>
        )}
      </ListTable>
    </Panel>
  )
}

function Raw(props: { readonly line: string; readonly sha: string }): JSX.Element {
  const { toasts } = useConsole()
  const text = useText(recordMessages)
  const { line, sha } = props
  const copy = () => {
    void navigator.clipboard?.writeText(line).then(() => toasts.say(text('copied')))
  }
  return (
    <Panel
      title={text('raw')}
      aside={
        <>
          <button type="button" onClick={copy}>
            {text('copy')}
          </button>
          <button type="button" onClick={() => saveFile(`${sha}.json`, line, 'application/json')}>
            {text('save')}
          </button>
        </>
      }
    >
      <Scroll label={text('raw')}>
        <pre class="record-body">{line}</pre>
      </Scroll>
    </Panel>
  )
}

/** A record as it lies in its log: where, from whom, signed by whom, and its very bytes. */
export function Page({ params }: PageProps): JSX.Element {
  const text = useText(recordMessages)
  const sha = params['sha'] ?? ''
  const asked = useAsk('readPartnerRecord', { params: { id: sha } }, ['partner/'])
  return (
    <Loaded asked={asked}>
      {(record) => {
        const signed = readSignedLine(record.line)
        return (
          <Marked markings={signed === undefined ? [] : [signed.mark]}>
            {(tools) => (
              <div class="page-stack">
                <header class="page-head">
                  <h1 lang={signed === undefined ? undefined : 'en'}>
                    {signed === undefined ? text('title', { sha: sha.slice(0, 12) }) : briefOf(signed.data)}
                  </h1>
                  <nav class="row">
                    {objectsOf(signed?.data).map(({ id, name }) => (
                      <a key={id} href={`/space?sel=${id}`}>
                        {text('inPicture', { name: name ?? String(id) })}
                      </a>
                    ))}
                    {signed === undefined ? null : <RecordMark words={tools.portionOf(signed.mark)} />}
                  </nav>
                </header>
                <div class="columns">
                  <Panel title={text('data')}>
                    {signed === undefined ? <p class="empty">{text('held')}</p> : <RecordFields data={signed.data} />}
                  </Panel>
                  <div class="stack">
                    <Panel title={text('of')}>
                      <Facts record={record} />
                    </Panel>
                    {signed === undefined ? null : <Signatures signed={signed} />}
                  </div>
                </div>
                {record.line === null ? null : <Raw line={record.line} sha={sha} />}
              </div>
            )}
          </Marked>
        )
      }}
    </Loaded>
  )
}

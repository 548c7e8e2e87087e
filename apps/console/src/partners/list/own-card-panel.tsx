import type { JSX } from 'preact'
import type { OwnCard } from '../../api/models.ts'
import { Panel } from '../../components/panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { saveFile } from '../save-file.ts'
import { partnersMessages } from './messages.ts'

/** What this node's people give to a partner's, with the fingerprint that they read out. */
export function OwnCardPanel(props: { readonly own: OwnCard }): JSX.Element {
  const { toasts } = useConsole()
  const text = useText(partnersMessages)
  const { card, fingerprint, listening, certificateExpiresUtc } = props.own
  const asFile = JSON.stringify(card, undefined, 2)
  const copy = () => {
    void navigator.clipboard?.writeText(asFile).then(() => toasts.say(text('copied')))
  }
  return (
    <Panel
      title={text('ownCard')}
      aside={
        <>
          <button type="button" onClick={copy}>
            {text('copy')}
          </button>
          <button type="button" onClick={() => saveFile(`${card.node}.card.json`, `${asFile}\n`, 'application/json')}>
            {text('download')}
          </button>
        </>
      }
    >
      <p class="card-note">{text('ownCardText')}</p>
      <dl class="facts">
        <dt>{text('fingerprint')}</dt>
        <dd>
          <b class="fingerprint">{fingerprint}</b>
        </dd>
        <dt>{text('node')}</dt>
        <dd>{card.node}</dd>
        <dt>{text('party')}</dt>
        <dd>{card.party}</dd>
        <dt>{text('url')}</dt>
        <dd>
          {card.url} ·{' '}
          <StatusMark status={listening ? 'normal' : 'caution'} word={text(listening ? 'listening' : 'notListening')} />
        </dd>
        <dt>{text('certificate')}</dt>
        <dd>
          <UtcTime utc={certificateExpiresUtc} />
        </dd>
        <dt>{text('logKey')}</dt>
        <dd>
          <code>{card.log}</code>
        </dd>
        <dt>{text('cosignKey')}</dt>
        <dd>
          <code>{card.cosign}</code>
        </dd>
      </dl>
    </Panel>
  )
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Operations } from '../../api/types.ts'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import type { PageProps } from '../../routing/route.ts'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import { saveFile } from '../save-file.ts'
import { partnerMessages } from './messages.ts'
import { checkpointsOf, readable } from './proof-parts.ts'
import { WithPartner } from './with-partner.tsx'

type Item = Operations['listEvidence']['answer']['items'][number]

const EXPLAINED = {
  rollback: 'rollbackText',
  equivocation: 'equivocationText',
  spill: 'spillText',
  withheld: 'withheldText',
} as const

function Proof(props: { readonly id: string }): JSX.Element {
  const text = useText(partnerMessages)
  const asked = useAsk('exportEvidence', { params: { id: props.id } })
  return (
    <Loaded asked={asked}>
      {({ item, bundle }) => {
        const both = checkpointsOf(bundle)
        return (
          <>
            {both === undefined ? null : (
              <div class="columns">
                {both.map((checkpoint, index) => (
                  <div key={index} class="checkpoint">
                    <h3>{text(index === 0 ? 'first' : 'second')}</h3>
                    <Scroll label={text(index === 0 ? 'first' : 'second')}>
                      <pre>{checkpoint}</pre>
                    </Scroll>
                  </div>
                ))}
              </div>
            )}
            <h3 class="card-note">{text('bundle')}</h3>
            <Scroll label={text('bundle')}>
              <pre class="record-body">{readable(bundle)}</pre>
            </Scroll>
            <p class="card-note">
              <button
                type="button"
                class="primary"
                onClick={() => saveFile(`${item.node}-${item.kind}-${item.id}.json`, bundle, 'application/json')}
              >
                {text('export')}
              </button>
            </p>
          </>
        )
      }}
    </Loaded>
  )
}

function Piece(props: { readonly item: Item }): JSX.Element {
  const text = useText(partnerMessages)
  const [open, setOpen] = useState(false)
  const { item } = props
  return (
    <Panel title={text(item.kind)} aside={<UtcTime utc={item.atUtc} />}>
      <dl class="facts">
        <dt>{text('log')}</dt>
        <dd>{item.origin}</dd>
        <dt>{text('what')}</dt>
        <dd>
          {text(EXPLAINED[item.kind])} <NodeText text={item.text} whole />
        </dd>
        <dt>{text('proof')}</dt>
        <dd>
          <StatusMark
            status={item.isPortable ? 'normal' : 'advisory'}
            word={text(item.isPortable ? 'portable' : 'notPortable')}
          />
        </dd>
      </dl>
      <p class="card-note">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {text(open ? 'hideProof' : 'showProof')}
        </button>
      </p>
      {open ? <Proof id={item.id} /> : null}
    </Panel>
  )
}

function Evidence(props: { readonly node: string; readonly code: string }): JSX.Element {
  const text = useText(partnerMessages)
  const asked = useAsk('listEvidence', { query: { node: props.node } }, ['partner/'])
  return (
    <Loaded asked={asked}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty text={text('evidenceNone', { code: props.code })} />
        ) : (
          items.map((item) => <Piece key={item.id} item={item} />)
        )
      }
    </Loaded>
  )
}

/** Proof that a partner did what no honest node does, to be looked at and handed on. */
export function Page({ params }: PageProps): JSX.Element {
  return (
    <WithPartner code={params['code'] ?? ''}>
      {(partner, code) => <Evidence node={partner.card.node} code={code} />}
    </WithPartner>
  )
}

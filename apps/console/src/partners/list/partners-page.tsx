import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Partner } from '../../api/models.ts'
import { ListPanel } from '../../components/list-panel.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { MainButton } from '../../components/main-button.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { secondFrom } from '../../components/second-from.ts'
import { SecondSignature } from '../../components/second-signature.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { LazyDialog } from '../../shell/lazy-dialog.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { CLOCKS_APART_S, LINK_STATUS, partnerCode } from '../partner-code.ts'
import { ShareTabs } from '../share-tabs.tsx'
import { partnersMessages } from './messages.ts'
import { OwnCardPanel } from './own-card-panel.tsx'
import { TypedCodeDialog } from './typed-code-dialog.tsx'

const HEADS = ['code', 'link', 'contact', 'lag', 'head', 'witnessed', 'evidence', 'complaint', 'acts'] as const

const loadAddPartner = async () => (await import('./add-partner-dialog.tsx')).AddPartnerDialog

type Open = { readonly what: 'add' } | { readonly what: 'reinstate' | 'remove'; readonly partner: Partner }

/** How much of several logs is there: `120 of 130`. */
function Share(props: { readonly held: number; readonly all: number }): JSX.Element {
  const text = useText(partnersMessages)
  const all = number(props.all, 0)
  return (
    <>{props.held >= props.all ? text('wholly', { all }) : text('entries', { held: number(props.held, 0), all })}</>
  )
}

function Logs(props: { readonly partner: Partner }): JSX.Element {
  const sum = (own: boolean, of: 'size' | 'seenSize' | 'witnessedSize') =>
    props.partner.logs.filter(({ isOwn }) => isOwn === own).reduce((total, log) => total + log[of], 0)
  return (
    <>
      <td class="num">
        <Share held={sum(false, 'size')} all={sum(false, 'seenSize')} />
      </td>
      <td class="num">
        <Share held={sum(true, 'witnessedSize')} all={sum(true, 'size')} />
      </td>
    </>
  )
}

/** Told where the two clocks are surely so far apart that the node warns. */
function ClocksApart(props: { readonly offset: Partner['clockOffset'] }): JSX.Element | null {
  const text = useText(partnersMessages)
  const apartS = props.offset === null ? 0 : Math.max(props.offset.leastS, -props.offset.mostS)
  if (apartS <= CLOCKS_APART_S) return null
  return <StatusMark status="caution" word={text('clocksApart', { seconds: number(Math.floor(apartS), 0) })} />
}

function Row(props: {
  readonly partner: Partner
  readonly code: string
  readonly open: (open: Open) => void
  readonly reload: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(partnersMessages)
  const { partner, code, reload } = props
  const params = { node: partner.card.node }
  const pull = async () => {
    const result = await client.ask('pullPartner', { params })
    toasts.say(result.ok ? text('pulled', { code }) : result.problem.detail)
    reload()
  }
  const suspend = async () => {
    const result = await client.ask('changePartner', { params, body: { suspended: true } })
    toasts.say(result.ok ? text('suspendedNow', { code }) : result.problem.detail)
    reload()
  }
  return (
    <tr>
      <td>
        <a href={`/partner/${code}/state`}>{code}</a> · <a href={`/partner/${code}/view`}>{text('view')}</a>
        <small class="muted node">{partner.card.node}</small>
      </td>
      <td>
        <StatusMark status={LINK_STATUS[partner.state]} word={text(partner.state)} />
        <ClocksApart offset={partner.clockOffset} />
      </td>
      <td>{partner.lastContactUtc === null ? text('never') : <Distance utc={partner.lastContactUtc} />}</td>
      <td class="num">{number(partner.lagEntries, 0)}</td>
      <Logs partner={partner} />
      <td>
        <a href={`/partner/${code}/evidence`}>
          <StatusMark
            status={partner.evidenceCount > 0 ? 'critical' : 'normal'}
            word={text('evidenceCount', { count: number(partner.evidenceCount, 0) })}
          />
        </a>
      </td>
      <td class="prose" title={partner.lastComplaint?.reason}>
        <span>
          {partner.lastComplaint === null ? text('nothing') : <NodeText text={partner.lastComplaint.reason} whole />}
        </span>
        {partner.complaintCount === 0 ? null : (
          <small class="muted node">{text('complains', { count: number(partner.complaintCount, 0) })}</small>
        )}
      </td>
      <td>
        <span class="row acts">
          <button type="button" onClick={() => void pull()}>
            {text('pull')}
          </button>
          {partner.state === 'suspended' ? (
            <button type="button" onClick={() => props.open({ what: 'reinstate', partner })}>
              {text('reinstate')}
            </button>
          ) : (
            <button type="button" onClick={() => void suspend()}>
              {text('suspend')}
            </button>
          )}
          <button type="button" onClick={() => props.open({ what: 'remove', partner })}>
            {text('remove')}
          </button>
        </span>
      </td>
    </tr>
  )
}

/** Reinstating or removing a partner. */
function ActDialog(props: {
  readonly what: 'reinstate' | 'remove'
  readonly partner: Partner
  readonly code: string
  readonly onClose: () => void
  readonly reload: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(partnersMessages)
  const { what, code } = props
  const params = { node: props.partner.card.node }
  const act = async (entered: FormData) => {
    const second = secondFrom(entered)
    const body = { suspended: false, ...(second === undefined ? {} : { second }) }
    const result =
      what === 'remove'
        ? await client.ask('removePartner', { params })
        : await client.ask('changePartner', { params, body })
    if (!result.ok) return result.problem
    toasts.say(text(what === 'remove' ? 'removed' : 'reinstated', { code }))
    props.reload()
    return undefined
  }
  return (
    <TypedCodeDialog
      title={text(`${what}Title`, { code })}
      explained={text(`${what}Text`, { code })}
      doing={text(`${what}Do`)}
      danger={what === 'remove'}
      code={code}
      onClose={props.onClose}
      act={act}
    >
      {what === 'remove' ? null : <SecondSignature why={(first) => text('secondReinstates', { first })} />}
    </TypedCodeDialog>
  )
}

/** With whom this node shares: whether they are up and honest, and the card by which they know it. */
export function Page(): JSX.Element {
  const { refreshPartners } = useConsole()
  const text = useText(partnersMessages)
  const asked = useAsk('listPartners', {}, ['partner/'])
  const own = useAsk('readOwnCard', {})
  const [open, setOpen] = useState<Open | undefined>(undefined)
  const all = asked.answer?.items ?? []
  const close = () => setOpen(undefined)
  const reload = () => {
    asked.reload()
    void refreshPartners()
  }
  return (
    <div class="page-stack partner-list">
      <ShareTabs />
      <h1 class="sr-only">{text('title')}</h1>
      <ListPanel
        title={text('title')}
        aside={<MainButton label={text('add')} onPress={() => setOpen({ what: 'add' })} />}
        asked={asked}
        heads={HEADS.map((head) => text(head))}
        empty={text('none')}
      >
        {(partner) => (
          <Row
            key={partner.card.node}
            partner={partner}
            code={partnerCode(partner, all)}
            open={setOpen}
            reload={reload}
          />
        )}
      </ListPanel>
      <Loaded asked={own}>{(card) => <OwnCardPanel own={card} />}</Loaded>
      {open?.what === 'add' ? (
        <LazyDialog load={loadAddPartner} onClose={close}>
          {(AddPartner) => <AddPartner onClose={close} onAdded={reload} />}
        </LazyDialog>
      ) : null}
      {open === undefined || open.what === 'add' ? null : (
        <ActDialog
          what={open.what}
          partner={open.partner}
          code={partnerCode(open.partner, all)}
          onClose={close}
          reload={reload}
        />
      )}
    </div>
  )
}

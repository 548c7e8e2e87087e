import type { ComponentChildren, JSX } from 'preact'
import type { Partner } from '../../api/models.ts'
import { Waiting } from '../../components/loaded.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { partnersMessages } from '../list/messages.ts'
import { LINK_STATUS, partnerCode, partnerOf } from '../partner-code.ts'
import { partnerMessages } from './messages.ts'

const PARTS = ['state', 'view', 'records', 'evidence'] as const

/** Head and tabs of a partner's pages, and below them the part that is open. */
export function WithPartner(props: {
  readonly code: string
  readonly children: (partner: Partner, code: string) => ComponentChildren
}): JSX.Element {
  const { partners, router } = useConsole()
  const text = useText(partnerMessages)
  const words = useText(partnersMessages)
  const all = partners.value
  if (all === undefined) return <Waiting />
  const partner = partnerOf(props.code, all)
  if (partner === undefined)
    return (
      <div class="page-stack">
        <h1>{text('unknownPartner', { code: props.code })}</h1>
        <a href="/partner">{text('toList')}</a>
      </div>
    )
  const code = partnerCode(partner, all)
  const { path } = router.place.value
  return (
    <div class="page-stack">
      <header class="page-head">
        <h1>
          {code} <small class="muted">{partner.card.node}</small>
        </h1>
        <nav class="row">
          <StatusMark status={LINK_STATUS[partner.state]} word={words(partner.state)} />
          <a href="/partner">{text('list')}</a>
        </nav>
      </header>
      <nav class="tabs" aria-label={text('parts')}>
        {PARTS.map((part) => (
          <a key={part} href={`/partner/${code}/${part}`} aria-current={path.endsWith(`/${part}`) ? 'page' : undefined}>
            {text(part, { code })}
            {part === 'evidence' && partner.evidenceCount > 0 ? ` ${partner.evidenceCount}` : ''}
          </a>
        ))}
      </nav>
      {props.children(partner, code)}
    </div>
  )
}

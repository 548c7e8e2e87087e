import type { JSX } from 'preact'
import type { Partner } from '../api/models.ts'
import { StatusMark } from '../components/status-mark.tsx'
import { duration } from '../format/format.ts'
import { LINK_STATUS, partnerCode } from '../partners/partner-code.ts'
import { useConsole, useText } from '../state/console.ts'
import { partnerLinksMessages } from './partner-links-messages.ts'

/** More partners than the bar has room for are counted and reached by their page. */
const MOST = 5

/** The link to each partner: shape, code, and how long ago it was last heard. */
export function PartnerLinks(): JSX.Element | null {
  const { partners, language, nowMs } = useConsole()
  const text = useText(partnerLinksMessages)
  const all = partners.value ?? []
  if (all.length === 0) return null
  const word = ({ state, lastContactUtc }: Partner, code: string) => {
    if (state === 'suspended') return text('suspended', { code })
    if (lastContactUtc === null) return text('never', { code })
    return `${code} ${duration(Math.max(0, nowMs.value - Date.parse(lastContactUtc)) / 1000, language.value)}`
  }
  return (
    <nav class="links" aria-label={text('links')}>
      {all.slice(0, MOST).map((partner) => {
        const code = partnerCode(partner, all)
        return (
          <a key={code} href={`/partner/${code}/state`}>
            <StatusMark status={LINK_STATUS[partner.state]} word={word(partner, code)} />
          </a>
        )
      })}
      {all.length > MOST ? <a href="/partner">+{all.length - MOST}</a> : null}
    </nav>
  )
}

import type { JSX } from 'preact'
import { Key } from '../components/marks.tsx'
import { useConsole, useText } from '../state/console.ts'
import { Clocks } from './clock.tsx'
import { Lazy } from './lazy.tsx'
import { shellMessages } from './messages.ts'

/** Who acts on a node without accounts as long as nobody has said a name: there is nobody to sign out. */
const NOBODY = 'local'

const loadLinks = async () => (await import('./partner-links.tsx')).PartnerLinks

/** Node, search, links to partners, clocks and officer. */
export function Bar(props: {
  readonly onSearch: () => void
  readonly onSignIn: () => void
  readonly onMenu: () => void
}): JSX.Element {
  const { status, session, partners, signOut } = useConsole()
  const text = useText(shellMessages)
  const officer = session.value?.officer ?? status.value?.officer ?? undefined
  const isSignedIn = officer !== undefined && (session.value?.signInRequired !== false || officer.name !== NOBODY)
  return (
    <header class="bar">
      <button type="button" class="menu-button" onClick={props.onMenu}>
        {text('menu')}
      </button>
      <a class="brand" href="/watch">
        <i lang="ja" aria-hidden="true">
          櫓
        </i>
        <span>
          <b>Yagura</b>
          <small>{status.value?.node.name ?? ' '}</small>
        </span>
      </a>
      <button type="button" class="search-button" onClick={props.onSearch}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2zm3.6 8.6L14.5 14.5" />
        </svg>
        <span>{text('search')}</span>
        <Key name="/" />
        <Key name="Control+k" />
      </button>
      {partners.value === undefined ? null : <Lazy load={loadLinks}>{(PartnerLinks) => <PartnerLinks />}</Lazy>}
      {status.value?.mode === 'REAL' ? <span class="real-chip">{text('real')}</span> : <span />}
      <Clocks />
      <div class="officer">
        <b>{officer?.name ?? text('nobody')}</b>
        <small>
          {isSignedIn ? (
            <button type="button" class="link" onClick={() => void signOut()}>
              {text('signOut')}
            </button>
          ) : (
            <button type="button" class="link" onClick={props.onSignIn}>
              {text('signIn')}
            </button>
          )}
        </small>
      </div>
    </header>
  )
}

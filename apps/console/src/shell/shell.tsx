import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Announcer } from '../alerts/announcer.tsx'
import { Tray } from '../alerts/tray.tsx'
import { matchRoute } from '../routing/route.ts'
import { routes } from '../routing/routes.ts'
import { useConsole, useText } from '../state/console.ts'
import { MarkingBanner, ModeStrip, UrgentBanner } from './banners.tsx'
import { Bar } from './bar.tsx'
import { Foot } from './foot.tsx'
import { LazyDialog } from './lazy-dialog.tsx'
import { LazyPalette } from './lazy-palette.tsx'
import { shellMessages } from './messages.ts'
import { PageView } from './page-view.tsx'
import { Rail } from './rail.tsx'
import { ToastList } from './toast-list.tsx'
import { type Overlay, useShellCommands } from './use-shell-commands.ts'
import { useShellKeys } from './use-shell-keys.ts'

const loadKeys = async () => (await import('../palette/keys-dialog.tsx')).KeysDialog
const loadSaveView = async () => (await import('../palette/save-view-dialog.tsx')).SaveViewDialog
const loadShelve = async () => (await import('../alerts/shelve-dialog.tsx')).ShelveDialog
const loadSignIn = async () => (await import('./sign-in.tsx')).SignIn

/** Search, palette, list of keys or sign-in: one at a time. */
function Overlays(props: { readonly overlay: Overlay; readonly onClose: () => void }): JSX.Element | null {
  const { onClose } = props
  switch (props.overlay) {
    case 'search':
      return <LazyPalette key="search" start="search" onClose={onClose} />
    case 'palette':
      return <LazyPalette key="palette" start="commands" onClose={onClose} />
    case 'keys':
      return (
        <LazyDialog key="keys" load={loadKeys} onClose={onClose}>
          {(KeysDialog) => <KeysDialog onClose={onClose} />}
        </LazyDialog>
      )
    case 'save-view':
      return (
        <LazyDialog key="save-view" load={loadSaveView} onClose={onClose}>
          {(SaveView) => <SaveView onClose={onClose} />}
        </LazyDialog>
      )
    case 'sign-in':
      return (
        <LazyDialog key="sign-in" load={loadSignIn} onClose={onClose}>
          {(SignIn) => <SignIn onClose={onClose} />}
        </LazyDialog>
      )
    case 'none':
      return null
  }
}

/** Puts an alert aside, where that was asked for. */
function Shelving(): JSX.Element | null {
  const { desk } = useConsole()
  const alert = desk.shelving.value
  if (alert === undefined) return null
  const close = () => {
    desk.shelving.value = undefined
  }
  return (
    <LazyDialog load={loadShelve} onClose={close}>
      {(ShelveDialog) => <ShelveDialog alert={alert} onClose={close} />}
    </LazyDialog>
  )
}

/** Everything around a page, on every page: marking, mode, bar, rail, tray and foot. */
export function Shell(): JSX.Element {
  const { router, session } = useConsole()
  const text = useText(shellMessages)
  const [overlay, setOverlay] = useState<Overlay>('none')
  const [trayOpen, setTrayOpen] = useState(false)
  const [railOpen, setRailOpen] = useState(false)
  const main = useRef<HTMLElement>(null)
  const { path } = router.place.value
  const match = matchRoute(routes, path)
  useShellKeys()
  useShellCommands({ match, open: setOverlay })
  useEffect(() => {
    if (path === '/') router.go('/watch', { replace: true })
  }, [path, router])
  useEffect(() => {
    setRailOpen(false)
    setTrayOpen(false)
    main.current?.scrollTo(0, 0)
  }, [path])
  const mustSignIn = session.value?.signInRequired === true && session.value.officer === null
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {text('skip')}
      </button>
      <MarkingBanner edge="top" />
      <ModeStrip />
      <Bar
        onSearch={() => setOverlay('search')}
        onSignIn={() => setOverlay('sign-in')}
        onMenu={() => setRailOpen(!railOpen)}
      />
      <div class="frame">
        <Rail routes={routes} current={match?.route} open={railOpen} />
        <main id="main" ref={main} class="page" aria-label={text('region')} tabIndex={-1}>
          <UrgentBanner />
          <PageView match={match} />
        </main>
        <Tray open={trayOpen} onToggle={() => setTrayOpen(!trayOpen)} />
      </div>
      <Foot onKeys={() => setOverlay('keys')} />
      <MarkingBanner edge="bottom" />
      <Announcer />
      <ToastList />
      <Overlays overlay={mustSignIn ? 'sign-in' : overlay} onClose={() => setOverlay('none')} />
      <Shelving />
    </>
  )
}

import type { Match } from '../routing/route.ts'
import { routes } from '../routing/routes.ts'
import { useCommands, useConsole, useText } from '../state/console.ts'
import { THEMES } from '../state/preferences.ts'
import { commandMessages } from './command-messages.ts'
import { isInRail } from './rail.tsx'

/** What can lie over the page. */
export type Overlay = 'none' | 'search' | 'palette' | 'keys' | 'save-view' | 'sign-in'

/** Regions through which F6 steps. */
const REGIONS = ['main', 'tray', 'rail']

function nextRegion(): void {
  const active = document.activeElement
  const index = REGIONS.findIndex((id) => document.getElementById(id)?.contains(active))
  document.getElementById(REGIONS[(index + 1) % REGIONS.length] ?? 'main')?.focus()
}

/** Commands that every page has. */
export function useShellCommands(shell: {
  readonly match: Match | undefined
  readonly open: (overlay: Overlay) => void
}): void {
  const { router, preferences, toasts, language, ownCard, status } = useConsole()
  const present = { hasIdentity: ownCard.value !== undefined, role: status.value?.officer?.role }
  const text = useText(commandMessages)
  const up = shell.match?.route.up
  const nextTheme = () => {
    const { theme } = preferences.value.peek()
    preferences.change({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'dark' })
  }
  const copyLink = () => {
    void navigator.clipboard?.writeText(router.link()).then(() => toasts.say(text('linkCopied')))
  }
  useCommands([
    { id: 'search', label: text('search'), key: '/', run: () => shell.open('search') },
    { id: 'palette', label: text('palette'), key: 'Control+k', run: () => shell.open('palette') },
    { id: 'keys', label: text('keys'), key: '?', run: () => shell.open('keys') },
    ...routes.flatMap((route) => {
      if (route.rail === undefined || !isInRail(route, present)) return []
      const label = text('go', { page: route.title[language.value] })
      return [{ id: `go.${route.id}`, label, key: `g ${route.rail.key}`, run: () => router.go(route.path) }]
    }),
    {
      id: 'up',
      label: text('up'),
      key: 'u',
      run: () => up !== undefined && router.go(up),
      disabledBecause: up === undefined ? text('atTop') : undefined,
    },
    { id: 'theme', label: text('theme'), key: 'd', run: nextTheme },
    {
      id: 'language',
      label: text('language'),
      run: () => preferences.change({ language: preferences.value.peek().language === 'ja' ? 'en' : 'ja' }),
    },
    {
      id: 'density',
      label: text('density'),
      run: () =>
        preferences.change({ density: preferences.value.peek().density === 'compact' ? 'regular' : 'compact' }),
    },
    { id: 'link', label: text('link'), key: 'l', run: copyLink },
    { id: 'view', label: text('saveView'), key: 'Control+s', run: () => shell.open('save-view') },
    { id: 'undo', label: text('undo'), key: 'Control+z', run: () => toasts.undoLast() },
    { id: 'region', label: text('region'), key: 'F6', run: nextRegion },
    { id: 'print', label: text('print'), run: () => print() },
  ])
}

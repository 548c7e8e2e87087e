import type { JSX } from 'preact'
import { useConsole, useText } from '../../state/console.ts'
import { settingsTabMessages } from './tab-messages.ts'

const TABS = ['/settings', '/settings/rules', '/settings/alert-health'] as const

/** The parts of the settings. */
export function SettingsTabs(): JSX.Element {
  const { router } = useConsole()
  const text = useText(settingsTabMessages)
  const { path } = router.place.value
  return (
    <nav class="tabs" aria-label={text('tabs')}>
      {TABS.map((tab) => (
        <a key={tab} href={tab} aria-current={tab === path ? 'page' : undefined}>
          {text(tab)}
        </a>
      ))}
    </nav>
  )
}

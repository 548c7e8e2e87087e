import type { JSX } from 'preact'
import { useConsole, useText } from '../../state/console.ts'
import { settingsTabMessages } from './tab-messages.ts'

const TABS = ['/settings', '/settings/rules', '/settings/alert-health'] as const
/** Of a node whose officers sign for partners. */
const KEY_TAB = '/settings/key'

/** The parts of the settings. */
export function SettingsTabs(): JSX.Element {
  const { router, ownCard } = useConsole()
  const text = useText(settingsTabMessages)
  const { path } = router.place.value
  const tabs = ownCard.value === undefined ? TABS : ([...TABS, KEY_TAB] as const)
  return (
    <nav class="tabs" aria-label={text('tabs')}>
      {tabs.map((tab) => (
        <a key={tab} href={tab} aria-current={tab === path ? 'page' : undefined}>
          {text(tab)}
        </a>
      ))}
    </nav>
  )
}

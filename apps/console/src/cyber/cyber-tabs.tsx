import type { JSX } from 'preact'
import { useConsole, useText } from '../state/console.ts'
import { cyberMessages } from './messages.ts'

const TABS = ['/cyber/queue', '/cyber/search', '/cyber/attack', '/cyber/feeds'] as const

/** The parts of the cyber watch. */
export function CyberTabs(): JSX.Element {
  const { router } = useConsole()
  const text = useText(cyberMessages)
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

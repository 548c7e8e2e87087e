import type { JSX } from 'preact'
import { useConsole, useText } from '../state/console.ts'
import { partnersMessages } from './list/messages.ts'

const TABS = ['/partner', '/release'] as const

/** The parts of what is shared: with whom, and what. */
export function ShareTabs(): JSX.Element {
  const { router } = useConsole()
  const text = useText(partnersMessages)
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

import type { JSX } from 'preact'
import { PageTabs } from '../components/page-tabs.tsx'
import { useText } from '../state/console.ts'
import { cyberMessages } from './messages.ts'

const TABS = ['/cyber/queue', '/cyber/search', '/cyber/attack', '/cyber/feeds'] as const

/** The parts of the cyber watch. */
export function CyberTabs(): JSX.Element {
  const text = useText(cyberMessages)
  return <PageTabs label={text('tabs')} paths={TABS} say={text} />
}

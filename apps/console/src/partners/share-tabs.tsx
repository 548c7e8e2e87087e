import type { JSX } from 'preact'
import { PageTabs } from '../components/page-tabs.tsx'
import { useText } from '../state/console.ts'
import { partnersMessages } from './list/messages.ts'

const TABS = ['/partner', '/release'] as const

/** The parts of what is shared: with whom, and what. */
export function ShareTabs(): JSX.Element {
  const text = useText(partnersMessages)
  return <PageTabs label={text('tabs')} paths={TABS} say={text} />
}

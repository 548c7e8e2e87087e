import type { JSX } from 'preact'
import { DeadlineList } from '../../alerts/deadline-list.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { ChangedPanel } from './changed-panel.tsx'
import { watchMessages } from './messages.ts'
import { CatalogueFacts, ScreeningFacts, SourceStates } from './state-panels.tsx'
import { ViewsPanel } from './views-panel.tsx'
import { WrongPanel } from './wrong-panel.tsx'

/** What is wrong now, what is due, who holds the watch, and what changed: one screen without scrolling. */
export function Page(): JSX.Element {
  const { status } = useConsole()
  const text = useText(watchMessages)
  const holder = status.value?.watchHolder
  const holderWords = holder === null || holder === undefined ? text('noHolder') : `${text('holder')}: ${holder}`
  return (
    <div class="watch-page">
      <h1 class="sr-only">{text('wrong')}</h1>
      <WrongPanel />
      <Panel
        title={text('due')}
        aside={
          <>
            <span>{holderWords}</span>
            <a href="/handover">{text('handOver')}</a>
          </>
        }
        class="watch-due"
      >
        <Scroll label={text('due')}>
          <DeadlineList most={8} />
        </Scroll>
      </Panel>
      <ChangedPanel />
      <Panel title={text('picture')}>
        <CatalogueFacts />
      </Panel>
      <Panel title={text('screening')}>
        <ScreeningFacts />
      </Panel>
      <Panel title={text('sources')} aside={<a href="/sources">{text('state')}</a>}>
        <SourceStates />
      </Panel>
      <ViewsPanel />
    </div>
  )
}

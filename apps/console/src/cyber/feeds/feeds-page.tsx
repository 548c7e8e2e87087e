import type { JSX } from 'preact'
import { useText } from '../../state/console.ts'
import { CyberTabs } from '../cyber-tabs.tsx'
import { AccountsPanel } from './accounts-panel.tsx'
import { ImportPanel } from './import-panel.tsx'
import { InputsPanel } from './inputs-panel.tsx'
import { feedsMessages } from './messages.ts'
import { SuppressionsPanel } from './suppressions-panel.tsx'
import { TaxiiPanel } from './taxii-panel.tsx'
import { WarningListsPanel } from './warning-lists-panel.tsx'

/** Where intelligence and events come from, how well that goes, and what is kept quiet. */
export function Page(): JSX.Element {
  const text = useText(feedsMessages)
  return (
    <div class="cyber-page">
      <CyberTabs />
      <div class="page-stack">
        <h1 class="sr-only">{text('title')}</h1>
        <ImportPanel />
        <TaxiiPanel />
        <InputsPanel />
        <WarningListsPanel />
        <SuppressionsPanel />
        <AccountsPanel />
      </div>
    </div>
  )
}

import type { JSX } from 'preact'
import { Loaded } from '../../components/loaded.tsx'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import { ChannelsPanel } from './channels-panel.tsx'
import { settingsMessages } from './messages.ts'
import { NodeForm } from './node-form.tsx'
import { OfficersPanel } from './officers-panel.tsx'
import { SettingsTabs } from './settings-tabs.tsx'

/** Settings of the node, its accounts, and where alerts are sent. */
export function Page(): JSX.Element {
  const text = useText(settingsMessages)
  const asked = useAsk('readSettings', {})
  return (
    <div class="page-stack">
      <SettingsTabs />
      <h1 class="sr-only">{text('title')}</h1>
      <Loaded asked={asked}>{(settings) => <NodeForm settings={settings} onSaved={asked.reload} />}</Loaded>
      <OfficersPanel />
      <ChannelsPanel />
    </div>
  )
}

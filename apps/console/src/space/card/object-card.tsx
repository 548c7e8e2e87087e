import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Loaded } from '../../components/loaded.tsx'
import { PortionMark } from '../../components/marks.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { Icon } from '../picture/icons.tsx'
import { KindMark } from '../picture/kind-mark.tsx'
import { ApproachesTab } from './approaches-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { cardMessages } from './messages.ts'
import type { ObjectDetail } from './models.ts'
import { OrbitTab } from './orbit-tab.tsx'
import { PassesTab } from './passes-tab.tsx'
import { Tabs } from './tabs.tsx'

/** How often the state of an object is read anew, ms. */
const STATE_EVERY_MS = 30_000

type TabId = 'orbit' | 'passes' | 'history' | 'approaches'
const TAB_IDS: readonly TabId[] = ['orbit', 'passes', 'history', 'approaches']

function TabBody(props: { readonly tab: TabId; readonly detail: ObjectDetail }): JSX.Element {
  const { id } = props.detail.object
  switch (props.tab) {
    case 'orbit':
      return <OrbitTab detail={props.detail} />
    case 'passes':
      return <PassesTab id={id} />
    case 'history':
      return <HistoryTab id={id} />
    case 'approaches':
      return <ApproachesTab id={id} />
  }
}

/** All that is known of one object, with age, source and marking. */
export function ObjectCard(props: { readonly id: number; readonly onClose: () => void }): JSX.Element {
  const { status } = useConsole()
  const utc = useUtc()
  const text = useText(cardMessages)
  const [tab, setTab] = useState<TabId>('orbit')
  const asked = useAsk('readObject', { params: { id: props.id } }, ['catalogue/', 'alert/'])
  const { reload } = asked
  useEffect(() => {
    const timer = setInterval(reload, STATE_EVERY_MS)
    return () => clearInterval(timer)
  }, [reload])
  const mode = status.value?.mode
  return (
    <section class="object-card panel" aria-label={text('card', { id: String(props.id) })}>
      <button type="button" class="plain card-close" aria-label={text('closeCard')} onClick={props.onClose}>
        <Icon name="close" />
      </button>
      <Loaded asked={asked}>
        {(detail) => (
          <>
            <header class="card-head">
              <h2>
                <bdi>{detail.object.name ?? String(detail.object.id)}</bdi>
              </h2>
              <p class="row">
                <span>{detail.object.id}</span>
                <KindMark kind={detail.object.objectType} hollow={detail.object.freshness === 'stale'} named />
                <span>{detail.object.owner}</span>
                {detail.object.alert === null ? null : <StatusMark status={detail.object.alert} />}
              </p>
            </header>
            <Tabs
              label={text('tabs')}
              tabs={TAB_IDS.map((id) => ({ id, name: text(id) }))}
              chosen={tab}
              onChoose={setTab}
            >
              <TabBody tab={tab} detail={detail} />
            </Tabs>
            <footer class="card-foot">
              <p>
                {text('source', {
                  source: detail.elements.source,
                  file: detail.elements.file,
                  line: detail.elements.line,
                })}
                {' · '}
                {text('received', { utc: utc(detail.elements.receivedUtc) })}
              </p>
              <p class="row">
                <PortionMark />{' '}
                {mode === undefined || mode === 'REAL' ? null : <span class="portion-mark">{mode}</span>}
              </p>
            </footer>
          </>
        )}
      </Loaded>
    </section>
  )
}

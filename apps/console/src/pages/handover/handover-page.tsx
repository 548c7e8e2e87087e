import type { JSX } from 'preact'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import { DraftView } from './draft-view.tsx'
import { handoverMessages } from './messages.ts'
import { SignForm } from './sign-form.tsx'

/** What the next watch must know, and the two signatures under it. */
export function Page(): JSX.Element {
  const text = useText(handoverMessages)
  const draft = useAsk('readHandoverDraft', {}, ['alert/', 'rule/', 'job/', 'source/', 'handover/'])
  const earlier = useAsk('listHandovers', { query: { limit: 50 } }, ['handover/'])
  const reload = () => {
    draft.reload()
    earlier.reload()
  }
  return (
    <div class="page-stack">
      <h1 class="sr-only">{text('title')}</h1>
      <div class="columns">
        <Panel title={text('draft')}>
          <Loaded asked={draft}>{(answer) => <DraftView draft={answer} />}</Loaded>
        </Panel>
        <Panel title={text('sign')}>
          <SignForm onSigned={reload} />
        </Panel>
      </div>
      <Panel title={text('earlier')}>
        <Loaded asked={earlier}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty />
            ) : (
              <ul>
                {items.map((one) => (
                  <li key={one.id} class="earlier">
                    <details>
                      <summary>
                        <UtcTime utc={one.atUtc} /> · {one.outgoing} → {one.incoming}
                      </summary>
                      <p class="note-text">{one.notes}</p>
                      <DraftView draft={one.draft} />
                    </details>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </div>
  )
}

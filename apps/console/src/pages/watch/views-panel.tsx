import type { JSX } from 'preact'
import type { SavedView } from '../../api/models.ts'
import { Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { watchMessages } from './messages.ts'

/** Named links of the officer and of the watch; a removed one can be brought back for 10 s. */
export function ViewsPanel(): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(watchMessages)
  const asked = useAsk('listViews', {})
  const remove = async (view: SavedView) => {
    const result = await client.ask('removeView', { params: { id: view.id } })
    if (!result.ok) return toasts.say(result.problem.detail)
    const { name, link, scope } = view
    toasts.say(text('removed', { name }), () => {
      void client.ask('saveView', { body: { name, link, scope } }).then(asked.reload)
    })
    asked.reload()
  }
  return (
    <Panel title={text('views')}>
      <Loaded asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="empty">{text('noViews')}</p>
          ) : (
            <ul class="scroll views">
              {items.map((view) => (
                <li key={view.id} class="row">
                  <a href={view.link}>{view.name}</a>
                  <button
                    type="button"
                    class="plain end"
                    aria-label={text('remove', { name: view.name })}
                    onClick={() => void remove(view)}
                  >
                    ×
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}

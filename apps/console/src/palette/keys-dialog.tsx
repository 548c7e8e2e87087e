import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../components/dialog.tsx'
import { Key } from '../components/marks.tsx'
import { type Command, keyOf } from '../keys/commands.ts'
import { nameOfKey } from '../keys/key-map.ts'
import { useConsole, useText } from '../state/console.ts'
import { paletteMessages } from './messages.ts'

function KeyRow(props: { readonly command: Command; readonly all: readonly Command[] }): JSX.Element {
  const { preferences, toasts } = useConsole()
  const text = useText(paletteMessages)
  const [listening, setListening] = useState(false)
  const { command, all } = props
  const own = preferences.value.value.keys
  const key = keyOf(command, own)
  const put = (name: string) => preferences.change({ keys: { ...preferences.value.peek().keys, [command.id]: name } })
  const onKeyDown = (event: KeyboardEvent) => {
    if (!listening || event.key === 'Tab') return
    const name = nameOfKey(event)
    if (name === undefined) return
    event.preventDefault()
    event.stopPropagation()
    setListening(false)
    if (name === 'Escape') return
    const holder = all.find((one) => one.id !== command.id && keyOf(one, own) === name)
    if (holder === undefined) put(name)
    else toasts.say(text('taken', { name: holder.label }))
  }
  return (
    <tr>
      <td>{command.label}</td>
      <td>
        {listening ? (
          text('press')
        ) : key === undefined ? (
          <span class="muted">{text('noKey')}</span>
        ) : (
          <Key name={key} />
        )}
      </td>
      <td>
        <span class="row acts">
          <button
            type="button"
            aria-label={text('change', { name: command.label })}
            aria-pressed={listening}
            onClick={() => setListening(true)}
            onBlur={() => setListening(false)}
            onKeyDown={onKeyDown}
          >
            <svg viewBox="0 0 16 16" class="icon" aria-hidden="true">
              <path d="M2 14l1-4 8-8 3 3-8 8z" />
            </svg>
          </button>
          <button
            type="button"
            aria-label={text('takeAway', { name: command.label })}
            onClick={() => put('')}
            disabled={key === undefined}
          >
            ×
          </button>
        </span>
      </td>
    </tr>
  )
}

/** Every command of the page with its key, which can be changed, taken away, or switched off as a whole. */
export function KeysDialog(props: { readonly onClose: () => void }): JSX.Element {
  const { commands, preferences } = useConsole()
  const text = useText(paletteMessages)
  const [all] = useState(() => commands.all())
  return (
    <Dialog title={text('keysTitle')} onClose={props.onClose} wide>
      <p class="row">
        <label>
          <input
            type="checkbox"
            checked={preferences.value.value.singleKeys}
            onChange={(event) => preferences.change({ singleKeys: event.currentTarget.checked })}
          />{' '}
          {text('singleKeys')}
        </label>
        <button type="button" class="end" onClick={() => preferences.change({ keys: {} })}>
          {text('reset')}
        </button>
      </p>
      <table class="plain-table">
        <thead>
          <tr>
            <th>{text('command')}</th>
            <th>{text('key')}</th>
            <th>{text('acts')}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((command) => (
            <KeyRow key={command.id} command={command} all={all} />
          ))}
        </tbody>
      </table>
      <p>
        <strong>{text('tableKeys')}</strong>: {text('tableKeysText')}
      </p>
    </Dialog>
  )
}

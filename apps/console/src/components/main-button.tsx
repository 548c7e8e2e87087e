import type { JSX } from 'preact'
import { keyOf } from '../keys/commands.ts'
import { useCommands, useConsole } from '../state/console.ts'
import { Key } from './marks.tsx'

/** The key of the main button, the same on every page. */
const MAIN_KEY = 's'

/** The one button that a page is most used for, with the key that presses it. @param props.label - What it does. */
export function MainButton(props: { readonly label: string; readonly onPress: () => void }): JSX.Element {
  const { preferences } = useConsole()
  const { keys, singleKeys } = preferences.value.value
  const command = { id: 'page.main', label: props.label, key: MAIN_KEY, run: props.onPress }
  useCommands([command])
  const key = keyOf(command, keys)
  return (
    <button type="button" class="primary" onClick={props.onPress}>
      {props.label} {singleKeys && key !== undefined ? <Key name={key} /> : null}
    </button>
  )
}

import type { JSX } from 'preact'
import { useId, useState } from 'preact/hooks'
import { useConsole, useText } from '../../state/console.ts'
import { pictureMessages } from './messages.ts'
import { parseInstant } from './parse-instant.ts'

/** Takes an instant of UTC to be shown, by typing it. */
export function InstantField(): JSX.Element {
  const { playback } = useConsole()
  const text = useText(pictureMessages)
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const id = useId()
  const go = () => {
    const atMs = parseInstant(typed)
    setWrong(atMs === undefined)
    if (atMs === undefined) return
    playback.show(atMs)
    setTyped('')
  }
  return (
    <form
      class="instant-field"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <span aria-hidden="true">UTC</span>
      <input
        value={typed}
        size={17}
        aria-label={text('typeInstant')}
        title={text('typeInstant')}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? id : undefined}
        autocomplete="off"
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(false)
        }}
      />
      <button type="submit">{text('showInstant')}</button>
      {isWrong ? (
        <small id={id} role="alert">
          {text('badInstant')}
        </small>
      ) : null}
    </form>
  )
}

import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useAsk } from '../state/ask.ts'
import { useConsole, useText } from '../state/console.ts'
import { secondMessages } from './second-messages.ts'
import { TextField } from './text-field.tsx'

/**
 * The part of a form in which another administrator signs, by `secondName` and `secondPassword`.
 * @param props.why - Says what takes two; `first` is who asks for it.
 * @param props.takesFocus - It appears below what was entered, and nothing else can be done before it is filled in.
 */
export function SecondSignature(props: {
  readonly why: (first: string) => string
  readonly takesFocus?: boolean
}): JSX.Element {
  const { status } = useConsole()
  const text = useText(secondMessages)
  const element = useRef<HTMLFieldSetElement>(null)
  const first = status.value?.officer?.name ?? ''
  const accounts = useAsk('listOfficers', {}).answer?.items ?? []
  const others = accounts
    .filter(({ name, role, disabled }) => role === 'administrator' && !disabled && name !== first)
    .map(({ name }) => name)
  const whose = others.length > 0 ? text('oneOf', { names: others.join(', ') }) : text('nobody')
  const { takesFocus = false } = props
  useEffect(() => {
    if (takesFocus) element.current?.querySelector('input')?.focus()
  }, [takesFocus])
  return (
    <fieldset ref={element} class="fields">
      <legend>{text('second')}</legend>
      <p class="whole">{props.why(first)}</p>
      <TextField
        name="secondName"
        label={text('name')}
        hint={accounts.length === 0 ? undefined : whose}
        most={100}
        required
      />
      <TextField name="secondPassword" label={text('password')} hint={text('passwordHint')} most={200} isSecret />
    </fieldset>
  )
}

import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { TextField } from '../../components/text-field.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { rulesMessages } from './messages.ts'

/** The part of a form in which another administrator signs, by `secondName` and `secondPassword`. */
export function SecondSignature(): JSX.Element {
  const { status } = useConsole()
  const text = useText(rulesMessages)
  const element = useRef<HTMLFieldSetElement>(null)
  const first = status.value?.officer?.name ?? ''
  const accounts = useAsk('listOfficers', {}).answer?.items ?? []
  const others = accounts
    .filter(({ name, role, disabled }) => role === 'administrator' && !disabled && name !== first)
    .map(({ name }) => name)
  const whose = others.length > 0 ? text('secondOneOf', { names: others.join(', ') }) : text('secondNobody')
  // It appears below what was entered, and nothing else can be done before it is filled in.
  useEffect(() => element.current?.querySelector('input')?.focus(), [])
  return (
    <fieldset ref={element} class="fields">
      <legend>{text('second')}</legend>
      <p class="whole">{text('secondText', { first })}</p>
      <TextField
        name="secondName"
        label={text('secondName')}
        hint={accounts.length === 0 ? undefined : whose}
        most={100}
      />
      <TextField
        name="secondPassword"
        label={text('secondPassword')}
        hint={text('secondPasswordHint')}
        most={200}
        isSecret
      />
    </fieldset>
  )
}

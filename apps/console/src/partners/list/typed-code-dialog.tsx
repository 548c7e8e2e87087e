import type { ComponentChildren, JSX } from 'preact'
import type { Problem } from '../../api/client.ts'
import { DialogForm } from '../../components/dialog-form.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useText } from '../../state/console.ts'
import { partnersMessages } from './messages.ts'

/**
 * Asks for an act on a partner that takes more than a click: its code is typed.
 * @param props.act - Does it with what was entered; returns why it was refused.
 */
export function TypedCodeDialog(props: {
  readonly title: string
  readonly explained: string
  readonly doing: string
  readonly danger: boolean
  readonly code: string
  readonly onClose: () => void
  readonly act: (entered: FormData) => Promise<Problem | undefined>
  /** Further fields. */
  readonly children?: ComponentChildren
}): JSX.Element {
  const text = useText(partnersMessages)
  const { code } = props
  const send = async (form: FormData) => {
    const detail = text('codeDiffers', { code })
    if (String(form.get('code')).trim().toUpperCase() !== code.toUpperCase())
      return { title: detail, status: 0, detail, code: 'console/code-differs', remedy: 'correct-input' }
    const problem = await props.act(form)
    if (problem === undefined) props.onClose()
    return problem
  }
  return (
    <DialogForm title={props.title} doing={props.doing} danger={props.danger} onClose={props.onClose} send={send}>
      <p>{props.explained}</p>
      <TextField name="code" label={text('typeCode', { code })} most={63} required />
      {props.children}
    </DialogForm>
  )
}

import type { ComponentChildren, JSX } from 'preact'
import type { Problem } from '../api/client.ts'
import { useText } from '../state/console.ts'
import { Dialog } from './dialog.tsx'
import { componentMessages } from './messages.ts'
import { ProblemNote } from './problem.tsx'
import { useForm } from './use-form.ts'

/**
 * A dialog that asks for something and sends it; a refusal is told in it, beside what was entered.
 * @param props.doing - What the button that sends it does, in a word.
 * @param props.danger - What it does cannot be taken back.
 * @param props.send - Closes the dialog where it was done; returns why it was refused.
 */
export function DialogForm(props: {
  readonly title: string
  readonly doing: string
  readonly danger?: boolean
  readonly wide?: boolean
  readonly onClose: () => void
  readonly send: (entered: FormData) => Promise<Problem | undefined>
  readonly children: ComponentChildren
}): JSX.Element {
  const text = useText(componentMessages)
  const { problem, onSubmit } = useForm(props.send)
  return (
    <Dialog title={props.title} onClose={props.onClose} wide={props.wide === true}>
      <form onSubmit={onSubmit}>
        {props.children}
        {problem === undefined ? null : <ProblemNote problem={problem} />}
        <p class="row end">
          <button type="button" onClick={props.onClose}>
            {text('cancel')}
          </button>
          <button type="submit" class={props.danger === true ? 'danger' : 'primary'}>
            {props.doing}
          </button>
        </p>
      </form>
    </Dialog>
  )
}

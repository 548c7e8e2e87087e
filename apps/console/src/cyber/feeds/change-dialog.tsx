import type { ComponentChildren, JSX } from 'preact'
import type { Problem } from '../../api/client.ts'
import { DialogForm } from '../../components/dialog-form.tsx'
import type { Text } from '../../i18n/text.ts'
import { useConsole } from '../../state/console.ts'

/** How a dialog ends: it is closed, and before that told where the change was made. */
export type DialogEnds = { readonly onClose: () => void; readonly onDone: () => void }

/**
 * Asks the node to change what comes in, and says what was done; a refusal is told in the dialog.
 *
 * @param props.danger - What it does cannot be taken back.
 * @param props.said - What is said once it was done.
 */
export function ChangeDialog(
  props: DialogEnds & {
    readonly title: string
    readonly doing: string
    readonly danger?: boolean
    readonly ask: (
      entered: FormData,
    ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly problem: Problem }>
    readonly said: (entered: FormData) => string
    readonly children: ComponentChildren
  },
): JSX.Element {
  const { toasts } = useConsole()
  const { title, doing, danger = false, ask, said, onClose, onDone } = props
  const send = async (entered: FormData) => {
    const result = await ask(entered)
    if (!result.ok) return result.problem
    toasts.say(said(entered))
    onDone()
    onClose()
    return undefined
  }
  return (
    <DialogForm title={title} doing={doing} danger={danger} onClose={onClose} send={send}>
      {props.children}
    </DialogForm>
  )
}

/**
 * Says what removing something does, and does it: it cannot be taken back.
 *
 * @param props.text - Words of the list that it is removed from.
 */
export function RemoveDialog(
  props: DialogEnds & {
    readonly name: string
    readonly text: Text<'removeTitle' | 'removeWhat' | 'remove' | 'removed'>
    readonly ask: () => Promise<{ readonly ok: true } | { readonly ok: false; readonly problem: Problem }>
    readonly children?: ComponentChildren
  },
): JSX.Element {
  const { name, text, ask, children, ...ends } = props
  return (
    <ChangeDialog
      {...ends}
      title={text('removeTitle', { name })}
      doing={text('remove')}
      danger
      ask={ask}
      said={() => text('removed', { name })}
    >
      {children}
      <p>{text('removeWhat')}</p>
    </ChangeDialog>
  )
}

/** A line of a form as it was typed, without the spaces around it. */
export function typed(entered: FormData, name: string): string {
  return String(entered.get(name) ?? '').trim()
}

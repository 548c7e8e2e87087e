import type { JSX } from 'preact'
import type { Rule } from '../../api/models.ts'
import { Dialog } from '../../components/dialog.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { componentMessages } from '../../components/messages.ts'
import { useConsole, useText } from '../../state/console.ts'
import { rulesMessages } from './messages.ts'

/** Why a Critical rule stays, with the way to lower it. */
function CriticalStays(props: {
  readonly rule: Rule
  readonly onClose: () => void
  readonly onEdit: () => void
}): JSX.Element {
  const text = useText(rulesMessages)
  const common = useText(componentMessages)
  return (
    <Dialog title={text('removeTitle', { name: props.rule.id })} onClose={props.onClose}>
      <p>{text('criticalStays')}</p>
      <p class="row end">
        <button type="button" onClick={props.onClose}>
          {common('cancel')}
        </button>
        <button type="button" class="primary" onClick={props.onEdit}>
          {text('edit')}
        </button>
      </p>
    </Dialog>
  )
}

/** Removes a rule, saying first what that does; a Critical one is to be lowered first. */
export function RemoveRuleDialog(props: {
  readonly rule: Rule
  readonly onClose: () => void
  readonly onEdit: () => void
  readonly onRemoved: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(rulesMessages)
  const { id, priority } = props.rule
  if (priority === 'critical') return <CriticalStays rule={props.rule} onClose={props.onClose} onEdit={props.onEdit} />
  const remove = async () => {
    const result = await client.ask('removeRule', { params: { id } })
    if (!result.ok) return result.problem
    toasts.say(text('removed', { name: id }))
    props.onRemoved()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm
      title={text('removeTitle', { name: id })}
      doing={text('remove')}
      danger
      onClose={props.onClose}
      send={remove}
    >
      <p>{text('removeText')}</p>
    </DialogForm>
  )
}

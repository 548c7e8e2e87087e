import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { OfficerAccount } from '../../api/models.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { ListPanel } from '../../components/list-panel.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { TextField } from '../../components/text-field.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { officerMessages } from './officer-messages.ts'

const ROLES: readonly OfficerAccount['role'][] = ['officer', 'administrator']
const HEADS = ['name', 'role', 'state', 'created', 'acts'] as const

/** Adds an account, or sets the password of one. @param props.officer - Absent for a new one. */
function OfficerDialog(props: {
  readonly officer: OfficerAccount | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(officerMessages)
  const { officer } = props
  const send = async (form: FormData) => {
    const password = String(form.get('password'))
    const name = officer?.name ?? String(form.get('name'))
    const role = form.get('role') === 'administrator' ? 'administrator' : 'officer'
    const result =
      officer === undefined
        ? await client.ask('addOfficer', { body: { name, role, password } })
        : await client.ask('changeOfficer', { params: { id: officer.id }, body: { password } })
    if (!result.ok) return result.problem
    toasts.say(text(officer === undefined ? 'added' : 'changed', { name }))
    props.onSaved()
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={officer?.name ?? text('add')} doing={text('save')} onClose={props.onClose} send={send}>
      {officer === undefined ? (
        <>
          <TextField name="name" label={text('name')} most={100} required />
          <ChoiceField label={text('role')} name="role" words={ROLES} say={text} />
        </>
      ) : (
        <p>{text('sessionsEnd', { name: officer.name })}</p>
      )}
      <Field label={text('password')} hint={text('passwordHint')}>
        {(id, hint) => (
          <input
            id={id}
            name="password"
            type="password"
            required
            minLength={12}
            maxLength={200}
            autocomplete="new-password"
            aria-describedby={hint}
          />
        )}
      </Field>
    </DialogForm>
  )
}

function Row(props: {
  readonly officer: OfficerAccount
  readonly onPassword: () => void
  readonly reload: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(officerMessages)
  const { officer } = props
  const { id, name, role, disabled } = officer
  const other = role === 'administrator' ? 'officer' : 'administrator'
  const change = async (body: { readonly disabled: boolean } | { readonly role: typeof other }) => {
    const result = await client.ask('changeOfficer', { params: { id }, body })
    toasts.say(result.ok ? text('changed', { name }) : result.problem.detail)
    props.reload()
  }
  return (
    <tr>
      <td>{name}</td>
      <td>{text(role)}</td>
      <td>
        <StatusMark status={disabled ? 'off' : 'normal'} word={text(disabled ? 'disabled' : 'active')} />
      </td>
      <td>
        <UtcTime utc={officer.createdUtc} />
      </td>
      <td>
        <span class="row acts">
          <button type="button" onClick={() => void change({ disabled: !disabled })}>
            {text(disabled ? 'enable' : 'disable')}
          </button>
          <button type="button" onClick={() => void change({ role: other })}>
            {text(other === 'administrator' ? 'makeAdministrator' : 'makeOfficer')}
          </button>
          <button type="button" onClick={props.onPassword}>
            {text('newPassword')}
          </button>
        </span>
      </td>
    </tr>
  )
}

/** Accounts of the node. */
export function OfficersPanel(): JSX.Element {
  const text = useText(officerMessages)
  const asked = useAsk('listOfficers', {}, ['officer/'])
  const [open, setOpen] = useState<{ readonly officer: OfficerAccount | undefined } | undefined>(undefined)
  return (
    <>
      <ListPanel
        title={text('title')}
        aside={
          <button type="button" onClick={() => setOpen({ officer: undefined })}>
            {text('add')}
          </button>
        }
        asked={asked}
        heads={HEADS.map((head) => text(head))}
        empty={text('none')}
      >
        {(officer) => (
          <Row key={officer.id} officer={officer} onPassword={() => setOpen({ officer })} reload={asked.reload} />
        )}
      </ListPanel>
      {open === undefined ? null : (
        <OfficerDialog officer={open.officer} onClose={() => setOpen(undefined)} onSaved={asked.reload} />
      )}
    </>
  )
}

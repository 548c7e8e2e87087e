import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Problem } from '../../api/client.ts'
import type { OfficerAccount } from '../../api/models.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { ProblemNote } from '../../components/problem.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { officerMessages } from './officer-messages.ts'

/** Adds an account, or sets the password of one. @param props.officer - Absent for a new one. */
function OfficerDialog(props: {
  readonly officer: OfficerAccount | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(officerMessages)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const { officer } = props
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const password = String(form.get('password'))
    const name = officer?.name ?? String(form.get('name'))
    const role = form.get('role') === 'administrator' ? 'administrator' : 'officer'
    const result =
      officer === undefined
        ? await client.ask('addOfficer', { body: { name, role, password } })
        : await client.ask('changeOfficer', { params: { id: officer.id }, body: { password } })
    if (!result.ok) return setProblem(result.problem)
    toasts.say(text(officer === undefined ? 'added' : 'changed', { name }))
    props.onSaved()
    props.onClose()
  }
  return (
    <Dialog title={officer?.name ?? text('add')} onClose={props.onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {officer === undefined ? (
          <>
            <Field label={text('name')}>
              {(id) => <input id={id} name="name" required maxLength={100} autocomplete="off" />}
            </Field>
            <Field label={text('role')}>
              {(id) => (
                <select id={id} name="role">
                  <option value="officer">{text('officer')}</option>
                  <option value="administrator">{text('administrator')}</option>
                </select>
              )}
            </Field>
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
        {problem === undefined ? null : <ProblemNote problem={problem} />}
        <p class="row end">
          <button type="submit" class="primary">
            {text('save')}
          </button>
        </p>
      </form>
    </Dialog>
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
  const heads = ['name', 'role', 'state', 'created', 'acts'] as const
  return (
    <Panel
      title={text('title')}
      aside={
        <button type="button" onClick={() => setOpen({ officer: undefined })}>
          {text('add')}
        </button>
      }
    >
      <Loaded asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty text={text('none')} />
          ) : (
            <Scroll label={text('title')}>
              <table class="plain-table">
                <thead>
                  <tr>
                    {heads.map((head) => (
                      <th key={head}>{text(head)}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map((officer) => (
                    <Row
                      key={officer.id}
                      officer={officer}
                      onPassword={() => setOpen({ officer })}
                      reload={asked.reload}
                    />
                  ))}
                </tbody>
              </table>
            </Scroll>
          )
        }
      </Loaded>
      {open === undefined ? null : (
        <OfficerDialog officer={open.officer} onClose={() => setOpen(undefined)} onSaved={asked.reload} />
      )}
    </Panel>
  )
}

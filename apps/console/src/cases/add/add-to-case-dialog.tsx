import type { JSX } from 'preact'
import type { Client, Problem } from '../../api/client.ts'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import type { CaseThing } from './case-thing.ts'
import { addToCaseMessages } from './messages.ts'

const MOST = 1000
const MOST_TITLE = 300

type Chosen = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly problem: Problem }

/** The case that was chosen, or a new one. */
async function caseFor(client: Client, chosen: string, title: string): Promise<Chosen> {
  if (chosen !== '') return { ok: true, id: chosen }
  const opened = await client.ask('openCase', { body: { title: title.slice(0, MOST_TITLE) } })
  return opened.ok ? { ok: true, id: opened.answer.id } : opened
}

/** Asks into which case a thing goes and how it stands to it. It is marked for this nation alone, until an officer marks it otherwise. */
export function AddToCaseDialog(props: { readonly thing: CaseThing; readonly onClose: () => void }): JSX.Element {
  const { client, router, toasts } = useConsole()
  const text = useText(addToCaseMessages)
  const asked = useAsk('listCases', { query: { state: 'open', limit: MOST } })
  const { thing } = props
  return (
    <DialogForm
      title={text('addToCase')}
      doing={text('addToCase')}
      onClose={props.onClose}
      send={async (entered) => {
        const chosen = await caseFor(client, String(entered.get('case') ?? ''), thing.title)
        if (!chosen.ok) return chosen.problem
        const { type, id, path } = thing
        const to = { type, id, path, title: thing.title.slice(0, MOST_TITLE) }
        const body = { rel: String(entered.get('rel') ?? ''), to }
        const added = await client.ask('addThingToCase', { params: { id: chosen.id }, body })
        if (!added.ok) return added.problem
        toasts.say(text(added.answer.evidence === null ? 'added' : 'addedWithEvidence'))
        props.onClose()
        if (entered.get('open') === 'on') router.go(`/case/${chosen.id}/timeline`)
        return undefined
      }}
    >
      <Loaded asked={asked}>
        {({ items }) => (
          <Field label={text('which')}>
            {(id) => (
              <select id={id} name="case">
                {items.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title ?? one.id}
                  </option>
                ))}
                <option value="">{text('newCase')}</option>
              </select>
            )}
          </Field>
        )}
      </Loaded>
      <TextField name="rel" label={text('rel')} hint={text('relHint')} start="concerns" most={40} required />
      <label class="row">
        <input type="checkbox" name="open" /> {text('openIt')}
      </label>
    </DialogForm>
  )
}

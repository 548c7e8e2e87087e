import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiMarking } from '../../api/models.ts'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { caseMessages } from '../messages.ts'
import { MarkChoice } from '../part/mark-choice.tsx'

const MOST_LINE = 300
const MOST_TEXT = 8000

/** Opens a case. @param props.onOpened - Told of its id. */
export function OpenCaseDialog(props: {
  readonly onClose: () => void
  readonly onOpened: (id: string) => void
}): JSX.Element {
  const { client } = useConsole()
  const text = useText(caseMessages)
  const [mark, setMark] = useState<ApiMarking | undefined>(undefined)
  return (
    <DialogForm
      title={text('openCase')}
      doing={text('openCase')}
      wide
      onClose={props.onClose}
      send={async (entered) => {
        const words = String(entered.get('text') ?? '').trim()
        const body = {
          title: String(entered.get('title') ?? ''),
          ...(words === '' ? {} : { text: words }),
          ...(mark === undefined ? {} : { mark }),
        }
        const opened = await client.ask('openCase', { body })
        if (!opened.ok) return opened.problem
        props.onOpened(opened.answer.id)
        return undefined
      }}
    >
      <div class="fields">
        <div class="whole">
          <TextField name="title" label={text('fieldTitle')} most={MOST_LINE} required />
        </div>
        <div class="whole">
          <Field label={text('fieldText')}>
            {(id) => <textarea id={id} name="text" rows={3} maxLength={MOST_TEXT} />}
          </Field>
        </div>
        <MarkChoice start={undefined} onChange={setMark} />
      </div>
    </DialogForm>
  )
}

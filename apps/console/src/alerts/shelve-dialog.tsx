import type { JSX } from 'preact'
import type { Alert } from '../api/models.ts'
import { Dialog } from '../components/dialog.tsx'
import { DialogForm } from '../components/dialog-form.tsx'
import { Field } from '../components/field.tsx'
import { componentMessages } from '../components/messages.ts'
import { useNodeText } from '../components/node-text.tsx'
import { TextField } from '../components/text-field.tsx'
import { duration } from '../format/format.ts'
import { useAsk } from '../state/ask.ts'
import { useConsole, useText } from '../state/console.ts'
import { nextWatchEndMs } from './deadlines.ts'
import { alertMessages } from './messages.ts'
import { longestShelfMin } from './tray-order.ts'
import { useAlertActs } from './use-alert-acts.ts'

const MIN_MS = 60_000
const DEFAULT_MIN = 15

/** Asks for how long and why an alert is put aside. */
export function ShelveDialog(props: { readonly alert: Alert; readonly onClose: () => void }): JSX.Element {
  const { language, nowMs } = useConsole()
  const text = useText(alertMessages)
  const common = useText(componentMessages)
  const acts = useAlertActs()
  const settings = useAsk('readSettings', {})
  const { alert } = props
  const now = nowMs.peek()
  const endMs = nextWatchEndMs(settings.answer?.watchEndsUtc ?? [], now)
  const most = longestShelfMin(
    alert.priority,
    endMs === undefined ? 480 : Math.max(1, Math.floor((endMs - now) / MIN_MS)),
  )
  const nodeText = useNodeText()
  const title = text('shelveTitle', { title: nodeText(alert.title) })
  if (most === undefined)
    return (
      <Dialog title={title} onClose={props.onClose}>
        <p>{text('shelveNever')}</p>
      </Dialog>
    )
  const send = async (form: FormData) => {
    const found = await acts.shelve(alert, Number(form.get('minutes')), String(form.get('reason')))
    if (found === undefined) props.onClose()
    return found
  }
  return (
    <DialogForm title={title} doing={text('shelve')} onClose={props.onClose} send={send}>
      <p>{text('shelveLimit', { priority: common(alert.priority), span: duration(most * 60, language.value) })}</p>
      <TextField name="reason" label={text('reason')} most={1000} required />
      <Field label={text('minutes')} hint={text('minutesHint', { most })}>
        {(id, hint) => (
          <input
            id={id}
            name="minutes"
            type="number"
            required
            min={1}
            max={most}
            defaultValue={String(Math.min(DEFAULT_MIN, most))}
            aria-describedby={hint}
          />
        )}
      </Field>
    </DialogForm>
  )
}

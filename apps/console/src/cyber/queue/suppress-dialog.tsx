import type { JSX } from 'preact'
import { ChoiceField } from '../../components/choice-field.tsx'
import { DialogForm } from '../../components/dialog-form.tsx'
import { Field } from '../../components/field.tsx'
import { useUtc } from '../../components/use-utc.ts'
import { useConsole, useText } from '../../state/console.ts'
import { queueMessages } from './messages.ts'
import type { DetectionRow } from './models.ts'

const HOUR_MS = 3_600_000
/** Hours for which hits can be kept quiet. */
const SPANS_H = ['1', '8', '24', '168', '720'] as const

/** Asks what is to be kept quiet, why and for how long. */
export function SuppressDialog(props: {
  readonly row: DetectionRow
  readonly onClose: () => void
  readonly onDone: () => void
}): JSX.Element {
  const { client, toasts, preciseNowMs } = useConsole()
  const text = useText(queueMessages)
  const utc = useUtc()
  const { row } = props
  const send = async (form: FormData) => {
    const chosen = (name: 'rule' | 'indicator' | 'asset', value: string | null) =>
      form.get(name) === null || value === null || value === '' ? {} : { [name]: value }
    const expiresUtc = new Date(preciseNowMs() + Number(form.get('span')) * HOUR_MS).toISOString()
    const things = { ...chosen('rule', row.rule), ...chosen('indicator', row.indicator), ...chosen('asset', row.asset) }
    const result = await client.ask('addSuppression', {
      body: { ...things, reason: String(form.get('reason')).trim(), expiresUtc },
    })
    if (!result.ok) return result.problem
    toasts.say(text('suppressed', { utc: utc(result.answer.expiresUtc) }))
    props.onDone()
    props.onClose()
    return undefined
  }
  const span = (hours: string): string => {
    const count = Number(hours)
    return count < 48 ? text('hours', { count }) : text('days', { count: count / 24 })
  }
  const box = (name: 'rule' | 'indicator' | 'asset', label: string, value: string) => (
    <label class="whole">
      <input type="checkbox" name={name} defaultChecked /> {label}: <bdi class="wrap-anywhere">{value}</bdi>
    </label>
  )
  return (
    <DialogForm title={text('suppressTitle')} doing={text('suppressDo')} onClose={props.onClose} send={send}>
      <p>{text('suppressWhat')}</p>
      {box('rule', text('byRule'), row.rule)}
      {row.indicator === null ? null : box('indicator', text('byIndicator'), row.indicator)}
      {row.asset === '' ? null : box('asset', text('byAsset'), row.asset)}
      <Field label={text('reason')}>{(id) => <textarea id={id} name="reason" required maxLength={500} />}</Field>
      <ChoiceField label={text('until')} name="span" words={SPANS_H} start="24" say={span} />
    </DialogForm>
  )
}

import type { JSX } from 'preact'
import { Field } from '../../components/field.tsx'
import { FileField } from '../../components/file-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useText } from '../../state/console.ts'
import { type CaseView, threadsOf, titleOf } from '../case-models.ts'
import { caseMessages } from '../messages.ts'
import type { PartField } from './part-fields.ts'

const MOST_LINE = 300
const MOST_TEXT = 8000

function Chosen(props: {
  readonly field: PartField
  readonly label: string
  readonly start: string
  readonly options: readonly (readonly [string, string])[]
}): JSX.Element {
  const { field, options } = props
  return (
    <Field label={props.label}>
      {(id) => (
        <select id={id} name={field.name} required={field.required === true}>
          {options.map(([value, word]) => (
            <option key={value} value={value} selected={value === props.start}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** The input of one field of a part. @param props.start - What it begins with; empty where nothing is known. */
export function PartInput(props: {
  readonly field: PartField
  readonly found: CaseView
  readonly start: string
}): JSX.Element {
  const text = useText(caseMessages)
  const { field, found, start } = props
  const { name, form, required = false } = field
  const label = text(field.label)
  const hint = field.hint === undefined ? undefined : text(field.hint)
  switch (form) {
    case 'text':
    case 'labels':
      return (
        <div class="whole">
          <Field label={label} hint={hint}>
            {(id, describedBy) => (
              <textarea
                {...{ id, name, required }}
                rows={form === 'text' ? 3 : 2}
                maxLength={MOST_TEXT}
                aria-describedby={describedBy}
                defaultValue={start}
              />
            )}
          </Field>
        </div>
      )
    case 'number':
      return (
        <Field label={label}>
          {(id) => <input {...{ id, name, required }} type="number" min={0} step="any" defaultValue={start} />}
        </Field>
      )
    case 'file':
      return (
        <div class="whole">
          <FileField {...{ name, label, hint, required }} />
        </div>
      )
    case 'choice': {
      const options = (field.choices ?? []).map(([value, word]) => [value, text(word)] as const)
      return <Chosen {...{ field, label, start, options }} />
    }
    case 'evidence':
    case 'hypothesis': {
      const options = threadsOf(found, form).map((thread) => [thread.key, titleOf(thread)] as const)
      return <Chosen {...{ field, label, start, options }} />
    }
    default:
      return <TextField {...{ name, label, hint, start, required }} most={MOST_LINE} />
  }
}

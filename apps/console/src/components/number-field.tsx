import type { JSX } from 'preact'
import { Field } from './field.tsx'

/** A labelled number above zero that a form sends. @param props.start - Absent while it is not known. */
export function NumberField(props: {
  readonly name: string
  readonly label: string
  readonly start: number | undefined
  readonly most: number
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(id) => (
        <input
          id={id}
          name={props.name}
          type="number"
          step="any"
          min={0.001}
          max={props.most}
          required
          defaultValue={props.start === undefined ? '' : String(props.start)}
        />
      )}
    </Field>
  )
}

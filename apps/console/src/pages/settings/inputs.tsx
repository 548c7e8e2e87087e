import type { JSX } from 'preact'
import { Field } from '../../components/field.tsx'

/** A labelled text. @param props.most - Characters at most, 200 without it. */
export function TextInput(props: {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly hint?: string
  readonly most?: number
}): JSX.Element {
  return (
    <Field label={props.label} hint={props.hint}>
      {(id, hint) => (
        <input
          id={id}
          required
          maxLength={props.most ?? 200}
          value={props.value}
          aria-describedby={hint}
          autocomplete="off"
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** A labelled colour. */
export function ColourInput(props: {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(id) => (
        <input id={id} type="color" value={props.value} onInput={(event) => props.onInput(event.currentTarget.value)} />
      )}
    </Field>
  )
}

/** A labelled number; what is no number yet is left as it was. */
export function NumberInput(props: {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onInput: (value: number) => void
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(id) => (
        <input
          id={id}
          type="number"
          step="any"
          required
          min={props.least}
          max={props.most}
          defaultValue={String(props.value)}
          onInput={(event) => {
            const { valueAsNumber } = event.currentTarget
            if (!Number.isNaN(valueAsNumber)) props.onInput(valueAsNumber)
          }}
        />
      )}
    </Field>
  )
}

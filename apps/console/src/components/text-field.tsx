import type { JSX } from 'preact'
import { Field } from './field.tsx'

/**
 * A labelled line of text that a form sends.
 * @param props.most - Characters at most.
 * @param props.isSecret - Not shown as it is typed, and kept by no browser.
 */
export function TextField(props: {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly start?: string
  readonly most: number
  readonly required?: boolean
  readonly isSecret?: boolean
}): JSX.Element {
  const { name, most, start = '', required = false } = props
  const line = { name, required, maxLength: most, defaultValue: start }
  return (
    <Field label={props.label} hint={props.hint}>
      {(id, hint) =>
        props.isSecret === true ? (
          <input {...line} id={id} type="password" aria-describedby={hint} autocomplete="new-password" />
        ) : (
          <input {...line} id={id} type="text" aria-describedby={hint} autocomplete="off" />
        )
      }
    </Field>
  )
}

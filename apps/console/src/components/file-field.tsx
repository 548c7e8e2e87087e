import type { JSX } from 'preact'
import { Field } from './field.tsx'

/** Endings of files with certificates. */
export const PEM_FILES = '.pem,.crt,.cer'

/**
 * A labelled file of this computer that a form sends.
 * @param props.accept - Which files the picker shows first, by their endings.
 */
export function FileField(props: {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly accept: string
  readonly required?: boolean
}): JSX.Element {
  const { name, accept, required = false } = props
  return (
    <Field label={props.label} hint={props.hint}>
      {(id, hint) => (
        <input id={id} name={name} type="file" accept={accept} required={required} aria-describedby={hint} />
      )}
    </Field>
  )
}

/** The text of a file that was chosen in a form; empty where none was. */
export async function chosenText(entered: FormData, name: string): Promise<string> {
  const file = entered.get(name)
  return file instanceof File ? await file.text() : ''
}

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
  readonly accept?: string | undefined
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

/** The file that was chosen in a form; undefined where none was. */
export function chosenFile(entered: FormData, name: string): File | undefined {
  const file = entered.get(name)
  return file instanceof File && file.name !== '' ? file : undefined
}

/** Its text; empty where none was chosen. */
export async function chosenText(entered: FormData, name: string): Promise<string> {
  return (await chosenFile(entered, name)?.text()) ?? ''
}

import type { JSX } from 'preact'
import { DialogForm } from '../components/dialog-form.tsx'
import { TextField } from '../components/text-field.tsx'
import { useConsole, useText } from '../state/console.ts'
import { paletteMessages } from './messages.ts'

/** Gives the present address a name. */
export function SaveViewDialog(props: { readonly onClose: () => void }): JSX.Element {
  const { client, toasts } = useConsole()
  const text = useText(paletteMessages)
  const send = async (form: FormData) => {
    const name = String(form.get('name')).trim()
    const link = `${location.pathname}${location.search}${location.hash}`
    const scope = form.get('watch') === null ? 'officer' : 'watch'
    const result = await client.ask('saveView', { body: { name, link, scope } })
    if (!result.ok) return result.problem
    toasts.say(text('viewSaved', { name }))
    props.onClose()
    return undefined
  }
  return (
    <DialogForm title={text('saveView')} doing={text('saveView')} onClose={props.onClose} send={send}>
      <TextField name="name" label={text('viewName')} most={100} required />
      <label>
        <input type="checkbox" name="watch" /> {text('forWatch')}
      </label>
    </DialogForm>
  )
}

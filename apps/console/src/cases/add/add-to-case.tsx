import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Key } from '../../components/marks.tsx'
import { LazyDialog } from '../../shell/lazy-dialog.tsx'
import { useCommands, useText } from '../../state/console.ts'
import type { CaseThing } from './case-thing.ts'
import { addToCaseMessages } from './messages.ts'

const loadDialog = async () => (await import('./add-to-case-dialog.tsx')).AddToCaseDialog

/** A button, by key `C` too, that links a thing with a case. */
export function AddToCase(props: { readonly thing: CaseThing }): JSX.Element {
  const text = useText(addToCaseMessages)
  const [isOpen, setOpen] = useState(false)
  useCommands([{ id: 'case.add', label: text('addToCase'), key: 'c', run: () => setOpen(true) }])
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {text('addToCase')} <Key name="c" />
      </button>
      {isOpen ? (
        <LazyDialog load={loadDialog} onClose={() => setOpen(false)}>
          {(AddToCaseDialog) => <AddToCaseDialog thing={props.thing} onClose={() => setOpen(false)} />}
        </LazyDialog>
      ) : null}
    </>
  )
}

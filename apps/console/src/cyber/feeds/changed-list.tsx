import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { ListPanel } from '../../components/list-panel.tsx'
import { MainButton } from '../../components/main-button.tsx'
import type { Asked } from '../../state/ask.ts'
import { useConsole } from '../../state/console.ts'
import type { DialogEnds } from './change-dialog.tsx'

/**
 * A list of what comes in; administrators add to it and remove from it by dialogs.
 *
 * @param props.isMain - Whether adding to it is what the page is most used for.
 * @param props.row - Is told how to remove its item where the officer may.
 */
export function ChangedList<Item>(props: {
  readonly title: string
  readonly heads: readonly string[]
  readonly empty: string
  readonly asked: Asked<{ readonly items: readonly Item[] }>
  readonly add: string
  readonly isMain?: boolean
  readonly row: (item: Item, onRemove: (() => void) | undefined) => JSX.Element
  readonly addDialog: (ends: DialogEnds) => JSX.Element | null
  readonly removeDialog: (item: Item, ends: DialogEnds) => JSX.Element
}): JSX.Element {
  const { status } = useConsole()
  const [isAdding, setAdding] = useState(false)
  const [removed, setRemoved] = useState<Item | undefined>(undefined)
  const mayChange = status.value?.officer?.role !== 'officer'
  const { title, heads, empty, asked, add } = props
  const onAdd = () => setAdding(true)
  const button =
    props.isMain === true ? (
      <MainButton label={add} onPress={onAdd} />
    ) : (
      <button type="button" onClick={onAdd}>
        {add}
      </button>
    )
  const endsOf = (onClose: () => void): DialogEnds => ({ onClose, onDone: asked.reload })
  return (
    <>
      <ListPanel title={title} heads={heads} empty={empty} asked={asked} aside={mayChange ? button : null}>
        {(item) => props.row(item, mayChange ? () => setRemoved(item) : undefined)}
      </ListPanel>
      {isAdding ? props.addDialog(endsOf(() => setAdding(false))) : null}
      {removed === undefined
        ? null
        : props.removeDialog(
            removed,
            endsOf(() => setRemoved(undefined)),
          )}
    </>
  )
}

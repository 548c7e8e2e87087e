import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useText } from '../../state/console.ts'
import { pictureMessages } from './messages.ts'

/** Objects that a click may have meant, nearest first. */
export type Picked = { readonly ids: readonly number[]; readonly at: { readonly xPx: number; readonly yPx: number } }

/** More than a glance takes in. */
const MOST_SHOWN = 10

/** A list of what lies under the pointer; the nearest is selected already. */
export function PickList(props: {
  readonly picked: Picked
  readonly label: (id: number) => string
  readonly onSelect: (id: number) => void
  readonly onClose: () => void
}): JSX.Element {
  const text = useText(pictureMessages)
  const { ids, at } = props.picked
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('button')?.focus()
  }, [ids])
  return (
    <div
      class="pick-list panel"
      role="dialog"
      aria-label={text('pickList')}
      ref={list}
      style={{ left: `${at.xPx}px`, top: `${at.yPx}px` }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          props.onClose()
        }
      }}
    >
      {ids.slice(0, MOST_SHOWN).map((id) => (
        <button
          type="button"
          class="plain"
          key={id}
          onClick={() => {
            props.onSelect(id)
            props.onClose()
          }}
        >
          <span class="numeric">{id}</span> <bdi>{props.label(id)}</bdi>
        </button>
      ))}
      {ids.length > MOST_SHOWN ? <p>{text('pickMore', { count: ids.length - MOST_SHOWN })}</p> : null}
      <button type="button" onClick={props.onClose}>
        {text('closePickList')}
      </button>
    </div>
  )
}

import type { ComponentChildren, JSX } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { useText } from '../state/console.ts'
import { componentMessages } from './messages.ts'

/**
 * A modal dialog; Escape closes it and focus goes back to where it was. Drawn only while open.
 * @param props.onClose - Called once, however it is closed.
 * @param props.wide - For tables and long texts.
 * @param props.isComing - Stands in for one that is fetched, and is not seen for the moment that this usually takes.
 */
export function Dialog(props: {
  readonly title: string
  readonly onClose: () => void
  readonly wide?: boolean
  readonly isComing?: boolean
  readonly children: ComponentChildren
}): JSX.Element {
  const id = useId()
  const text = useText(componentMessages)
  const element = useRef<HTMLDialogElement>(null)
  // Open before the next key is heard: keys of the page are off from then on.
  useLayoutEffect(() => {
    const before = document.activeElement
    const dialog = element.current
    dialog?.showModal()
    // The first thing to fill in, not the button that closes it.
    dialog?.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea, button):not([hidden])')?.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      class={props.isComing === true ? 'coming' : props.wide === true ? 'wide' : ''}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <header class="panel-head">
        <h2 id={id}>{props.title}</h2>
        <button type="button" class="plain" aria-label={text('close')} onClick={props.onClose}>
          ×
        </button>
      </header>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  )
}

import type { ComponentType, JSX } from 'preact'
import { Dialog } from '../components/dialog.tsx'
import { componentMessages } from '../components/messages.ts'
import { useText } from '../state/console.ts'
import { Lazy } from './lazy.tsx'

/**
 * Draws a dialog whose code is fetched when it is first needed. Another is open from the moment it is asked for, so that keys that
 * are typed meanwhile do nothing on the page below.
 * @param props.meanwhile - The dialog that is open until then; absent for an empty one, which is seen only where it takes long.
 */
export function LazyDialog<Given>(props: {
  readonly load: () => Promise<ComponentType<Given>>
  readonly onClose: () => void
  readonly meanwhile?: JSX.Element
  readonly children: (Loaded: ComponentType<Given>) => JSX.Element
}): JSX.Element {
  const text = useText(componentMessages)
  const empty = (
    <Dialog title={text('loading')} onClose={props.onClose} isComing>
      {null}
    </Dialog>
  )
  return (
    <Lazy load={props.load} meanwhile={props.meanwhile ?? empty}>
      {props.children}
    </Lazy>
  )
}

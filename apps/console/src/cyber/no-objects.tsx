import type { JSX } from 'preact'
import { useText } from '../state/console.ts'
import { cyberMessages } from './messages.ts'

/** Said where the node has no objects at all, with what to do about it. */
export function NoObjects(): JSX.Element {
  const text = useText(cyberMessages)
  return (
    <p class="empty">
      {text('noObjects')} {text('noObjectsWhat')} <a href="/cyber/feeds">{text('import')}</a>
    </p>
  )
}

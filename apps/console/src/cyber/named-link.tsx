import type { JSX } from 'preact'
import { useText } from '../state/console.ts'
import { cyberMessages } from './messages.ts'
import type { NamedObject } from './models.ts'
import { typeMessages, typeWord } from './type-messages.ts'

/** An object by its type and name, leading to its page where the node has it. */
export function NamedLink(props: {
  readonly named: Omit<NamedObject, 'mark'>
  readonly withType?: boolean
}): JSX.Element {
  const text = useText(cyberMessages)
  const types = useText(typeMessages)
  const { id, type, title, isKnown } = props.named
  const word = props.withType === false ? null : <small class="muted">{typeWord(types, type)} </small>
  return (
    <span class="named-object">
      {word}
      {isKnown ? (
        <a href={`/cyber/object/${id}`}>
          <bdi>{title}</bdi>
        </a>
      ) : (
        <>
          <code class="wrap-anywhere">{id}</code> <small class="muted">{text('notHeld')}</small>
        </>
      )}
    </span>
  )
}

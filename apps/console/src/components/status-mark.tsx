import type { JSX } from 'preact'
import { useText } from '../state/console.ts'
import { componentMessages } from './messages.ts'

/** States that the console can show; worst first. */
export type Status = 'critical' | 'serious' | 'caution' | 'advisory' | 'normal' | 'off'

const SHAPES: { readonly [S in Status]: JSX.Element } = {
  critical: <path d="M1 2h14L8 15z" />,
  serious: <path d="M8 .8 15.2 8 8 15.2.8 8z" />,
  caution: <path d="M1.8 1.8h12.4v12.4H1.8z" />,
  advisory: (
    <>
      <circle cx="8" cy="8" r="5.6" class="ring" />
      <circle cx="8" cy="8" r="1.8" class="dot" />
    </>
  ),
  normal: <circle cx="8" cy="8" r="6.6" />,
  off: <path class="ring" d="M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM3.8 12.2l8.4-8.4" />,
}

/**
 * A status as shape, colour and word, so that none of them carries the meaning alone.
 * @param props.word - Replaces the status's own word; an empty text leaves the shape with an accessible name only.
 */
export function StatusMark(props: { readonly status: Status; readonly word?: string | undefined }): JSX.Element {
  const text = useText(componentMessages)
  const name = text(props.status)
  const word = props.word ?? name
  const shape = (
    <svg
      viewBox="0 0 16 16"
      class={`shape ${props.status}`}
      role="img"
      aria-label={word === '' ? name : undefined}
      aria-hidden={word === '' ? undefined : true}
    >
      {SHAPES[props.status]}
    </svg>
  )
  return word === '' ? (
    shape
  ) : (
    <span class="status-mark">
      {shape}
      <span>{word}</span>
    </span>
  )
}

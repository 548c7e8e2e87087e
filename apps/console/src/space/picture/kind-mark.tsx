import type { JSX } from 'preact'
import { useText } from '../../state/console.ts'
import type { ObjectKind } from '../catalogue/catalogue-rows.ts'
import { kindMessages } from './kind-messages.ts'

const SHAPES: { readonly [Kind in ObjectKind]: JSX.Element } = {
  payload: <circle cx="6" cy="6" r="4.2" />,
  'rocket-body': <path d="M6 1.4 11 10.4H1z" />,
  debris: <path d="M2.4 2.4h7.2v7.2H2.4z" />,
  unknown: <path d="M6 1.4 10.6 6 6 10.6 1.4 6z" />,
}

/** What an object is, by the shape that the globe gives it; the word is its accessible name. */
export function KindMark(props: {
  readonly kind: ObjectKind
  /** Elements that are out of automatic judgement: the shape is hollow. */
  readonly hollow?: boolean
  /** Whether the word stands beside it. */
  readonly named?: boolean
}): JSX.Element {
  const text = useText(kindMessages)
  const name = text(props.kind)
  const hollow = props.hollow === true || props.kind === 'unknown' ? 'hollow' : ''
  return (
    <span class="kind-mark">
      <svg
        viewBox="0 0 12 12"
        class={`kind ${props.kind} ${hollow}`}
        role="img"
        aria-label={props.named === true ? undefined : name}
        aria-hidden={props.named === true ? true : undefined}
      >
        {SHAPES[props.kind]}
      </svg>
      {props.named === true ? <span>{name}</span> : null}
    </span>
  )
}

import type { JSX } from 'preact'
import { Distance } from '../components/time.tsx'

/** From whom a record came, and how long ago: `USA · us.spoc.example · 2 min ago`. @param props.receivedUtc - ISO 8601. */
export function Provenance(props: {
  readonly party: string | undefined
  readonly node: string
  readonly receivedUtc: string
}): JSX.Element {
  return (
    <span class="provenance">
      {props.party === undefined ? null : <b>{props.party}</b>} <bdi>{props.node}</bdi>{' '}
      <Distance utc={props.receivedUtc} />
    </span>
  )
}

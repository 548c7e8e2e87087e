import type { JSX } from 'preact'
import { DeadlineList } from '../../alerts/deadline-list.tsx'

/** What is wrong now, what is due, who holds the watch, and what changed. */
export function Page(): JSX.Element {
  return <DeadlineList most={10} />
}

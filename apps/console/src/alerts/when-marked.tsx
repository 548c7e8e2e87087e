import type { ComponentChildren } from 'preact'
import type { Alert } from '../api/models.ts'
import { distinctMarks } from '../partners/marking/distinct-marks.ts'
import { Marked } from '../partners/marking/marked.tsx'

/** Draws alerts: at once where none is marked, else not before the banners of the page say how. */
export function WhenMarked(props: {
  readonly markings: readonly Alert['marking'][]
  readonly children: ComponentChildren
}): ComponentChildren {
  const marks = distinctMarks(props.markings.flatMap((marking) => marking?.mark ?? []))
  return marks.length === 0 ? props.children : <Marked markings={marks}>{() => <>{props.children}</>}</Marked>
}

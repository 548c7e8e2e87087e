import type { ComponentChildren } from 'preact'
import type { SaidMarking } from '../../api/models.ts'
import { distinctMarks } from './distinct-marks.ts'
import { Marked } from './marked.tsx'

/** Draws what may be marked: at once where none is, else not before the banners of the page say how. */
export function WhenMarked(props: {
  readonly markings: readonly (SaidMarking | null | undefined)[]
  readonly children: ComponentChildren
}): ComponentChildren {
  const marks = distinctMarks(props.markings.flatMap((marking) => marking?.mark ?? []))
  return marks.length === 0 ? props.children : <Marked markings={marks}>{() => <>{props.children}</>}</Marked>
}

import { ownOriginator, type StixStore } from '@yagura/cyber'
import { ReleaseRefusedError } from '../../releases/errors.ts'
import type { RestsOn } from '../../releases/rests-on.ts'
import type { LinkedThing } from '../../releases/shared-subject.ts'
import type { Detection } from '../detection/detection-book.ts'

/** Markings of those of the things that were marked when they came. */
export type MarksOf = (things: readonly LinkedThing[]) => Promise<readonly RestsOn[]>

/**
 * Makes what says how objects, and indicators by which something was found, are marked and whose they are.
 *
 * @param detectionOf - Undefined for one that is not kept any more.
 * @param ownNation - Of what this node's own people wrote or brought as their own.
 */
export function createMarksOf(
  store: Pick<StixStore, 'newest'>,
  detectionOf: (id: string) => Pick<Detection, 'indicator'> | undefined,
  ownNation: () => string,
): MarksOf {
  const objectOf = ({ type, id }: LinkedThing): string | undefined => {
    if (type !== 'detection') return id
    const detection = detectionOf(id)
    if (detection !== undefined) return detection.indicator
    const reason = `what was found, ${id}, is not kept any more: whose intelligence it was found by cannot be said`
    throw new ReleaseRefusedError({ code: 'release/source-not-held', reason })
  }
  return async (things) => {
    const versions = await store.newest([...new Set(things.flatMap((thing) => objectOf(thing) ?? []))])
    return versions.map(({ marking, originator }) => ({
      mark: marking,
      originator: originator === ownOriginator ? ownNation() : originator,
      approvals: [],
    }))
  }
}

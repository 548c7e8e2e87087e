import { type HitGroup, ownOriginator, type StixStore } from '@yagura/cyber'
import { ReleaseRefusedError } from '../../releases/errors.ts'
import type { RestsOn } from '../../releases/rests-on.ts'
import type { LinkedThing } from '../../releases/shared-subject.ts'
import { type IndicatorMark, marksInForce } from '../detection/marks-in-force.ts'

/** Markings of those of the things that were marked when they came. */
export type MarksOf = (things: readonly LinkedThing[]) => Promise<readonly RestsOn[]>

type Found = Pick<HitGroup, 'indicator' | 'marked'>

/** What was found in logs, as far as it is still kept. */
export type FoundThings = {
  readonly get: (id: string) => Found | undefined
  readonly foundBy: (indicator: string) => readonly Found[]
}

/**
 * Makes what says how objects, and indicators by which something was found, are marked and whose they are. An indicator that its bringer
 * took back is marked as it was when it was found last.
 *
 * @param ownNation - Of what this node's own people wrote or brought as their own.
 */
export function createMarksOf(store: Pick<StixStore, 'newest'>, found: FoundThings, ownNation: () => string): MarksOf {
  const objectOf = ({ type, id }: LinkedThing): string | undefined => {
    if (type !== 'detection') return id
    const detection = found.get(id)
    return detection === undefined ? notHeld(`what was found, ${id},`) : detection.indicator
  }
  return async (things) => {
    const ids = [...new Set(things.flatMap((thing) => objectOf(thing) ?? []))]
    const versions = await store.newest(ids)
    const marks = ids.flatMap((id) => {
      const held = versions.filter(({ object }) => object.id === id)
      const kept = found.foundBy(id).flatMap(({ marked }) => marked ?? [])
      if (id.startsWith('indicator--') && held.length + kept.length === 0) notHeld(`the indicator ${id.slice(0, 60)}`)
      return marksInForce(held, kept)
    })
    return distinct(marks).map(({ marking, originator }) => ({
      mark: marking,
      originator: originator === ownOriginator ? ownNation() : originator,
      approvals: [],
    }))
  }
}

function distinct(marks: readonly IndicatorMark[]): readonly IndicatorMark[] {
  return [...new Map(marks.map((one) => [JSON.stringify([one.originator, one.marking]), one])).values()]
}

function notHeld(what: string): never {
  const reason = `${what} is not kept any more: whose intelligence it is, and how it was marked, cannot be said`
  throw new ReleaseRefusedError({ code: 'release/source-not-held', reason })
}

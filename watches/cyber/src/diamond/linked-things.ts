import { type CasePart, foldCase } from '@yagura/core'
import type { StixObject } from '../stix/stix-object.ts'

/**
 * What links of a case name as an object of STIX and nobody has told here: as much of it as the link says, so that an adversary who
 * is only named stands in the diamond.
 *
 * @param told - Objects that are told: they stand for themselves. Actions of a flow do not stand in, for events of the case tell them.
 */
export function linkedThings(parts: readonly CasePart[], told: readonly StixObject[]): readonly StixObject[] {
  const known = new Set(told.map(({ id }) => id))
  const ends = foldCase(parts).threads.flatMap(({ heads }) =>
    heads.flatMap(({ what }) =>
      what.kind === 'link' ? [what.to, ...(what.from === undefined ? [] : [what.from])] : [],
    ),
  )
  const named = ends.filter(({ type, id }) => id.startsWith(`${type}--`) && type !== 'attack-action' && !known.has(id))
  return [...new Map(named.map(({ type, id, title }) => [id, { type, id, name: title ?? id }])).values()]
}

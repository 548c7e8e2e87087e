import { joinAll, type Marking, type Mode, type Policies } from '@yagura/record'

/**
 * The marking of what rests on several marked things: their join, in the first policy that has words for all; where none has, and where
 * nobody can say how they are marked, the highest, for nobody: no word of it is to understate what it guards.
 */
export function jointMark(marks: readonly Marking[], mode: Mode, policies: Policies): Marking {
  for (const pol of new Set(marks.map((mark) => mark.pol))) {
    const joined = joinAll(marks, pol, policies)
    if (joined.ok) return joined.marking
  }
  return { pol: 'TLP', lvl: 4, tlp: 'RED', aud: {}, mode }
}

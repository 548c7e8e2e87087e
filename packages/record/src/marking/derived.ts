import { type Faulty, faulty } from '../fault.ts'
import { dominates, joinAll, shortfall } from './join.ts'
import type { Marking } from './marking.ts'
import type { Policies } from './policy.ts'

/**
 * Whether a record that was made from others is marked high enough: its marking dominates the join of theirs, in the words of its
 * own policy, and where it is higher than that it says `why` (compilation).
 *
 * @param marking - Of the derived record.
 * @param sources - Markings of every source, at least one.
 * @returns `marking/below-sources`, `marking/compilation-without-why`, or what `joinAll` refuses (mode, equivalence).
 */
export function checkDerived(
  marking: Marking,
  sources: readonly Marking[],
  policies: Policies,
): { readonly ok: true } | Faulty {
  const sum = joinAll(sources, marking.pol, policies)
  if (!sum.ok) return sum
  if (sum.marking.mode !== marking.mode) {
    return faulty('marking/modes-differ', `made from ${sum.marking.mode} records, but marked ${marking.mode}`)
  }
  const lack = shortfall(marking, sum.marking)
  if (lack !== undefined) {
    return faulty('marking/below-sources', `${lack}: lower than its sources, which only a tear-line may be`)
  }
  const equal = dominates(sum.marking, marking, marking.pol, policies)
  if (!equal.ok) return equal
  if (!equal.dominates && marking.why === undefined) {
    return faulty('marking/compilation-without-why', 'it is marked higher than its sources and does not say why')
  }
  return { ok: true }
}

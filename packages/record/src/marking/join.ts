import { type Faulty, faulty } from '../fault.ts'
import { type MarkingAnswer, nationsLeft } from './check-marking.ts'
import { type Marking, Tlp } from './marking.ts'
import type { Policies } from './policy.ts'

const tlpOrder: readonly Tlp[] = Tlp.anyOf.map(({ const: label }) => label)

/** How a TLP label stands: 0 for CLEAR … 4 for RED, -1 where there is none. */
export function tlpRank(label: Tlp | undefined): number {
  return label === undefined ? -1 : tlpOrder.indexOf(label)
}

/**
 * The same marking in the words of another policy: its level as the target's equivalences say, all else as it was (the names of
 * controls and compartments mean the same in every policy).
 *
 * @returns `marking/unknown-policy`, `marking/unknown-level`, or `marking/no-equivalence` where the target has no level for it.
 */
export function inPolicy(marking: Marking, target: string, policies: Policies): MarkingAnswer {
  const policy = policies.get(target)
  if (policy === undefined) return faulty('marking/unknown-policy', `the policy ${target} is not known here`)
  if (marking.pol === target) {
    if (marking.lvl < policy.levels.length) return { ok: true, marking }
    return faulty('marking/unknown-level', `the policy ${target} has no level ${marking.lvl}`)
  }
  const lvl = policy.equivalences[marking.pol]?.[marking.lvl]
  if (lvl === undefined) {
    return faulty(
      'marking/no-equivalence',
      `the policy ${target} has no equivalent of level ${marking.lvl} of ${marking.pol}`,
    )
  }
  return { ok: true, marking: { ...marking, pol: target, lvl } }
}

/**
 * The least marking that guards what both guard, in the words of `target`: the higher level and TLP label, the audience pointwise
 * the smaller (absent restricts nobody, a nation that is not named has nothing, and an audience that became empty stays so),
 * controls and compartments of both, the later `until` (absent is without end). A nation that a control keeps out is not named.
 * `why` is no part of the order: it is kept where both say the same and dropped otherwise.
 *
 * On markings that `checkMarking` accepts it is commutative, associative and idempotent, and the least upper bound by `dominates`.
 *
 * @returns `marking/modes-differ`, or what `inPolicy` refuses.
 */
export function join(a: Marking, b: Marking, target: string, policies: Policies): MarkingAnswer {
  if (a.mode !== b.mode) return faulty('marking/modes-differ', `${a.mode} and ${b.mode} are never joined`)
  const first = inPolicy(a, target, policies)
  if (!first.ok) return first
  const second = inPolicy(b, target, policies)
  if (!second.ok) return second
  return { ok: true, marking: leastUpperBound(first.marking, second.marking, policies) }
}

/**
 * The join of several, as of a whole screen or of all sources of a product.
 *
 * @param markings - At least one, else `marking/nothing-to-join`: nothing has no mode and no marking.
 */
export function joinAll(markings: readonly Marking[], target: string, policies: Policies): MarkingAnswer {
  const [head, ...rest] = markings
  if (head === undefined) return faulty('marking/nothing-to-join', 'there is no marking to join')
  let sum = join(head, head, target, policies)
  for (const marking of rest) {
    if (!sum.ok) return sum
    sum = join(sum.marking, marking, target, policies)
  }
  return sum
}

/**
 * Whether `a` guards at least as much as `b` in every respect: the order whose least upper bound is `join`. `why` takes no part.
 *
 * @param target - The policy in whose words levels are compared.
 * @returns Of markings of different modes `false`; of policies without equivalence what `inPolicy` refuses.
 */
export function dominates(
  a: Marking,
  b: Marking,
  target: string,
  policies: Policies,
): { readonly ok: true; readonly dominates: boolean } | Faulty {
  const high = inPolicy(a, target, policies)
  if (!high.ok) return high
  const low = inPolicy(b, target, policies)
  if (!low.ok) return low
  return { ok: true, dominates: shortfall(high.marking, low.marking) === undefined }
}

/**
 * Where `a` guards less than `b`: the member and what it lacks, for a person; undefined where it guards at least as much.
 *
 * @param a - In the words of the same policy as `b`.
 */
export function shortfall(a: Marking, b: Marking): string | undefined {
  if (a.mode !== b.mode) return `marking/mode: ${a.mode} is not ${b.mode}`
  if (a.lvl < b.lvl) return `marking/lvl: level ${a.lvl} of ${a.pol} is below level ${b.lvl}`
  if (tlpRank(a.tlp) < tlpRank(b.tlp)) return `marking/tlp: ${a.tlp ?? 'no TLP label'} is below ${b.tlp}`
  const missing = missingTag('ctl', a, b) ?? missingTag('comp', a, b)
  if (missing !== undefined) return missing
  const wider = firstWider(a.aud, b.aud)
  if (wider !== undefined) return `marking/aud: ${wider}`
  const isAsLong = a.until === undefined || (b.until !== undefined && a.until >= b.until)
  return isAsLong ? undefined : `marking/until: it ends at ${a.until}, which is too early`
}

/** An empty list is more than none: it says that there are no tags. */
function missingTag(member: 'ctl' | 'comp', a: Marking, b: Marking): string | undefined {
  const [has, wanted] = [a[member], b[member]]
  if (wanted === undefined) return undefined
  if (has === undefined && wanted.length === 0) return `marking/${member}: it is not stated`
  const tag = wanted.find((one) => has?.includes(one) !== true)
  return tag === undefined ? undefined : `marking/${member}: ${tag} is missing`
}

function firstWider(a: Marking['aud'], b: Marking['aud']): string | undefined {
  if (b === undefined) return undefined
  if (a === undefined) return 'it names no nations'
  const wider = Object.entries(a).find(([nation, grade]) => grade > (b[nation] ?? 0))
  return wider === undefined ? undefined : `${wider[0]} gets more of it`
}

function leastUpperBound(a: Marking, b: Marking, policies: Policies): Marking {
  const ctl = union(a.ctl, b.ctl)
  const comp = union(a.comp, b.comp)
  const tlp = tlpRank(a.tlp) >= tlpRank(b.tlp) ? a.tlp : b.tlp
  const aud = without(smallerAudience(a.aud, b.aud), nationsLeft(ctl ?? [], policies))
  const until = a.until === undefined || b.until === undefined ? undefined : a.until > b.until ? a.until : b.until
  return {
    pol: a.pol,
    lvl: Math.max(a.lvl, b.lvl),
    mode: a.mode,
    ...(aud === undefined ? {} : { aud }),
    ...(ctl === undefined ? {} : { ctl }),
    ...(comp === undefined ? {} : { comp }),
    ...(tlp === undefined ? {} : { tlp }),
    ...(until === undefined ? {} : { until }),
    ...(a.why === undefined || a.why !== b.why ? {} : { why: a.why }),
  }
}

function union(a: string[] | undefined, b: string[] | undefined): string[] | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return [...new Set([...a, ...b])].sort()
}

function smallerAudience(a: Marking['aud'], b: Marking['aud']): Marking['aud'] {
  if (a === undefined || b === undefined) return a ?? b
  const both: NonNullable<Marking['aud']> = {}
  for (const [nation, grade] of Object.entries(a)) {
    const other = b[nation]
    if (other !== undefined) both[nation] = other < grade ? other : grade
  }
  return both
}

function without(audience: Marking['aud'], left: ReadonlySet<string> | undefined): Marking['aud'] {
  if (audience === undefined || left === undefined) return audience
  return Object.fromEntries(Object.entries(audience).filter(([nation]) => left.has(nation)))
}

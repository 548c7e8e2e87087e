import { ComparisonFault, isAsCompared } from './compare.ts'
import { type Candidates, findFit, TooHardFault } from './find-fit.ts'
import type { Observation } from './observation.ts'
import type { ObservationExpression, Pattern, PatternFault } from './pattern.ts'

/** What asking observations came to. */
export type MatchAnswer =
  | { readonly ok: true; readonly matched: boolean; readonly observations: readonly number[] }
  | { readonly ok: false; readonly fault: PatternFault }

/**
 * Whether what was observed fits a pattern. AND, FOLLOWEDBY and REPEATS call for different observations; one that was seen n times
 * counts n times. Source: STIX 2.1 §9, level 3.
 *
 * @returns Indices of the observations of one fit, ascending; a fault where a value cannot be compared (`pattern/observed-value`) or the
 * search is given up (`pattern/too-hard`).
 */
export function matchPattern({ expression }: Pattern, observations: readonly Observation[]): MatchAnswer {
  try {
    const candidates = candidatesOf(expression, observations)
    const found = isPossible(expression, candidates, observations)
      ? findFit(expression, candidates, observations)
      : undefined
    const indices = (found ?? []).toSorted((one, other) => one - other)
    return { ok: true, matched: found !== undefined, observations: indices }
  } catch (error) {
    if (error instanceof ComparisonFault || error instanceof TooHardFault) return { ok: false, fault: error.fault }
    throw error
  }
}

function candidatesOf(expression: ObservationExpression, observations: readonly Observation[]): Candidates {
  const byTime = [...observations.keys()].toSorted(
    (one, other) => firstMs(observations, one) - firstMs(observations, other),
  )
  return new Map(
    observedIn(expression).map((part) => {
      const fits = (index: number): boolean => {
        const observation = observations[index]
        return observation?.objects.some((object) => isAsCompared(part.comparison, object, observation)) ?? false
      }
      return [part, byTime.filter(fits)] as const
    }),
  )
}

function firstMs(observations: readonly Observation[], index: number): number {
  return observations[index]?.firstMs ?? 0
}

function observedIn(part: ObservationExpression): readonly Extract<ObservationExpression, { kind: 'observed' }>[] {
  if (part.kind === 'observed') return [part]
  return 'parts' in part ? part.parts.flatMap(observedIn) : observedIn(part.part)
}

/** Whether enough was observed at all: it ends most searches that would find nothing before they begin. */
function isPossible(
  expression: ObservationExpression,
  candidates: Candidates,
  observations: readonly Observation[],
): boolean {
  const needed = neededIn(expression, 1)
  const timesOf = (indices: Iterable<number>): number =>
    [...indices].reduce((sum, index) => sum + (observations[index]?.times ?? 0), 0)
  const isEnough = [...needed].every(([part, times]) => timesOf(candidates.get(part) ?? []) >= times)
  const together = new Set([...needed.keys()].flatMap((part) => candidates.get(part) ?? []))
  return isEnough && timesOf(together) >= [...needed.values()].reduce((sum, times) => sum + times, 0)
}

/** How many observations each part needs in whatever fit; what stands in an OR is needed by none. */
function neededIn(part: ObservationExpression, times: number): ReadonlyMap<ObservationExpression, number> {
  if (part.kind === 'observed') return new Map([[part, times]])
  if (part.kind === 'or') return new Map()
  if ('parts' in part) return new Map(part.parts.flatMap((each) => [...neededIn(each, times)]))
  return neededIn(part.part, part.kind === 'repeats' ? times * part.times : times)
}

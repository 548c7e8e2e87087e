import { ComparisonFault, isAsCompared } from './compare.ts'
import { findFit } from './find-fit.ts'
import type { Candidates } from './fit-parts.ts'
import { TooHardFault } from './fit-steps.ts'
import type { Observation } from './observation.ts'
import { observedIn } from './parts-of-pattern.ts'
import type { Comparison, ObservationExpression, Pattern, PatternFault } from './pattern.ts'

/** What asking observations came to. */
export type MatchAnswer =
  | { readonly ok: true; readonly matched: boolean; readonly observations: readonly number[] }
  | { readonly ok: false; readonly fault: PatternFault }

/** Steps of a search before it is given up: one to five seconds of a slow core. */
const usualSteps = 10_000_000

/** How observations are asked. */
export type MatchOptions = {
  /** For whoever asks the same observations again and again and remembers the answers. */
  readonly ask?: AskObservation
  /** A search of more steps is given up; 10,000,000 unless told. A step is a tenth to half a microsecond of a slow core. */
  readonly mostSteps?: number
}

/** Whether what was observed once is as a comparison says. */
export type AskObservation = (comparison: Comparison, observation: Observation) => boolean

/**
 * Whether what was observed fits a pattern. AND, FOLLOWEDBY and REPEATS call for different observations; one that was seen n times
 * counts n times. Source: STIX 2.1 §9, level 3.
 *
 * @returns Indices of the observations of one fit, ascending; a fault where a value cannot be compared (`pattern/observed-value`) or the
 * search is given up (`pattern/too-hard`).
 */
export function matchPattern(
  { expression }: Pattern,
  observations: readonly Observation[],
  { ask = isSeen, mostSteps = usualSteps }: MatchOptions = {},
): MatchAnswer {
  try {
    const candidates = candidatesOf(expression, observations, ask)
    const found = findFit(expression, candidates, observations, mostSteps)
    const indices = (found ?? []).toSorted((one, other) => one - other)
    return { ok: true, matched: found !== undefined, observations: indices }
  } catch (error) {
    if (error instanceof ComparisonFault || error instanceof TooHardFault) return { ok: false, fault: error.fault }
    throw error
  }
}

function isSeen(comparison: Comparison, observation: Observation): boolean {
  return observation.objects.some((object) => isAsCompared(comparison, object, observation))
}

function candidatesOf(
  expression: ObservationExpression,
  observations: readonly Observation[],
  ask: AskObservation,
): Candidates {
  const byTime = [...observations.keys()].toSorted(
    (one, other) => firstMs(observations, one) - firstMs(observations, other),
  )
  return new Map(
    observedIn(expression).map((part) => {
      const fits = (index: number): boolean => {
        const observation = observations[index]
        return observation !== undefined && ask(part.comparison, observation)
      }
      return [part, byTime.filter(fits)] as const
    }),
  )
}

function firstMs(observations: readonly Observation[], index: number): number {
  return observations[index]?.firstMs ?? 0
}

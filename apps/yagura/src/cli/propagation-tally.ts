import { SGP4_ERRORS } from '@yagura/kernels'

/** Counts what a person should know of the states of a run as a whole. */
export type PropagationTally = {
  /** Notes one state: the object, minutes from its epoch, and the status of SGP4. */
  readonly add: (id: number, minutes: number, error: number) => void
  /** Lines for a person; none where there is nothing to say. */
  readonly summary: () => readonly string[]
}

const roughBeyondMinutes = 30 * 1440

/** A tally of no states. */
export function createPropagationTally(): PropagationTally {
  const rough = new Set<number>()
  const refusals = new Map<number, number>()
  return {
    add: (id, minutes, error) => {
      if (error > 0) refusals.set(error, (refusals.get(error) ?? 0) + 1)
      if (Math.abs(minutes) > roughBeyondMinutes) rough.add(id)
    },
    summary: () => [
      ...[...refusals].map(
        ([error, count]) => `note: ${count} empty states, error ${error}: ${SGP4_ERRORS.get(error)}`,
      ),
      ...(rough.size > 0
        ? [`note: ${rough.size} objects are asked for more than 30 days from their epoch; such states are rough`]
        : []),
    ],
  }
}

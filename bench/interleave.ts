import type { Sample } from './engine-messages.ts'

/** What a contestant did in all timed rounds. */
export type Series = {
  readonly medianMs: number
  readonly leastMs: number
  readonly mostMs: number
  /** Of the last round. */
  readonly last: Sample
}

/**
 * Lets contestants measure in turn, A B A B …, so that what the machine does besides meets all of them.
 *
 * @param contestants - By name.
 * @param rounds - Timed rounds; one before them warms up.
 */
export async function interleave<Name extends string>(
  contestants: ReadonlyMap<Name, () => Promise<Sample>>,
  rounds: number,
): Promise<ReadonlyMap<Name, Series>> {
  const samples = new Map<Name, Sample[]>()
  for (const name of contestants.keys()) samples.set(name, [])
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of contestants) {
      const sample = await measure()
      if (round > 0) samples.get(name)?.push(sample)
    }
  }
  return new Map([...samples].map(([name, own]) => [name, seriesOf(own)]))
}

/** Median, least and most of samples. */
export function seriesOf(samples: readonly Sample[]): Series {
  const last = samples.at(-1)
  if (last === undefined) throw new Error('nothing was measured')
  const sorted = samples.map(({ ms }) => ms).sort((a, b) => a - b)
  const middle = sorted.length / 2
  const medianMs = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
  return { medianMs, leastMs: sorted[0] ?? 0, mostMs: sorted.at(-1) ?? 0, last }
}

/** The series of a contestant that took part. */
export function seriesFor<Name extends string>(all: ReadonlyMap<Name, Series>, name: Name): Series {
  const series = all.get(name)
  if (series === undefined) throw new Error(`${name} did not take part`)
  return series
}

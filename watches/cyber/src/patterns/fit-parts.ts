import type { Observation } from './observation.ts'
import type { ObservationExpression } from './pattern.ts'

/** Indices of the observations that fit a comparison, the earliest first, by the expression that holds it. */
export type Candidates = ReadonlyMap<ObservationExpression, readonly number[]>

/** So many observations out of some, counted as often as they were seen; `candidates` are indices, the earliest first. */
type Slot = { readonly kind: 'slot'; readonly candidates: readonly number[]; readonly times: number }

/** What is to be found, in fewer kinds than a pattern has; every part calls for other observations than the parts beside it. */
export type FitPart =
  | Slot
  | { readonly kind: 'all' | 'order' | 'any'; readonly parts: readonly FitPart[] }
  | { readonly kind: 'within'; readonly part: FitPart; readonly mostMs: number }
  | { readonly kind: 'copies'; readonly part: FitPart; readonly times: number }

/** Every observation of a part ends at or behind `startMs` and begins before `stopMs`. */
type Bounds = { readonly startMs: number; readonly stopMs: number }

type Known = {
  readonly observations: readonly Observation[]
  readonly lists: Map<string, readonly (readonly number[])[]>
  /** How many more ways to share repetitions out among alternatives are laid out one by one. */
  sharesLeft: number
}

/** Of one pattern. */
const mostShares = 1000

const anyTime: Bounds = { startMs: Number.NEGATIVE_INFINITY, stopMs: Number.POSITIVE_INFINITY }

/**
 * An expression in the kinds that a search knows: START … STOP is asked of each observation alone, an OR of single observations is one
 * observation out of more, and a repetition of AND is an AND of repetitions.
 *
 * @returns Undefined where too little was observed for a fit, whatever its times.
 */
export function fitPartOf(
  expression: ObservationExpression,
  candidates: Candidates,
  observations: readonly Observation[],
): FitPart | undefined {
  const known: Known = { observations, lists: new Map(), sharesLeft: mostShares }
  const build = (part: ObservationExpression, bounds: Bounds): FitPart | undefined => {
    switch (part.kind) {
      case 'observed':
        return slotOf(candidatesWithin(candidates.get(part) ?? [], bounds, known), 1, known)
      case 'and':
        return groupOf('all', part.parts, (each) => build(each, bounds))
      case 'followedBy':
        return groupOf('order', part.parts, (each) => build(each, bounds))
      case 'or':
        return eitherOf(
          part.parts.map((each) => build(each, bounds)),
          known,
        )
      case 'repeats':
        return repeated(build(part.part, bounds), part.times, known)
      case 'within': {
        const inner = build(part.part, bounds)
        if (inner === undefined || (inner.kind === 'slot' && inner.times === 1)) return inner
        return { kind: 'within', part: inner, mostMs: part.seconds * 1000 }
      }
      case 'between': {
        const { startMs, stopMs } = part
        if (startMs >= stopMs) return undefined
        return build(part.part, {
          startMs: Math.max(bounds.startMs, startMs),
          stopMs: Math.min(bounds.stopMs, stopMs),
        })
      }
    }
  }
  return build(expression, anyTime)
}

function candidatesWithin(candidates: readonly number[], bounds: Bounds, known: Known): readonly number[] {
  if (bounds === anyTime) return candidates
  return candidates.filter((index) => {
    const seen = known.observations[index]
    return seen !== undefined && seen.firstMs < bounds.stopMs && seen.lastMs >= bounds.startMs
  })
}

function slotOf(candidates: readonly number[], times: number, known: Known): Slot | undefined {
  let free = 0
  for (let at = 0; at < candidates.length && free < times; at += 1)
    free += known.observations[candidates[at] ?? -1]?.times ?? 0
  return free < times ? undefined : { kind: 'slot', candidates: shared(candidates, known), times }
}

/** Lists that say the same become one: slots of the same candidates are counted together. */
function shared(candidates: readonly number[], { lists }: Known): readonly number[] {
  const key = `${candidates.length}:${candidates[0]}:${candidates.at(-1)}`
  const alike = lists.get(key) ?? []
  const same = alike.find((list) => list === candidates || list.every((index, at) => index === candidates[at]))
  if (same === undefined) lists.set(key, [...alike, candidates])
  return same ?? candidates
}

function groupOf(
  kind: 'all' | 'order',
  parts: readonly ObservationExpression[],
  build: (part: ObservationExpression) => FitPart | undefined,
): FitPart | undefined {
  const built: FitPart[] = []
  for (const each of parts) {
    const part = build(each)
    if (part === undefined) return undefined
    built.push(part)
  }
  return { kind, parts: built }
}

function eitherOf(parts: readonly (FitPart | undefined)[], known: Known): FitPart | undefined {
  const single: Slot[] = []
  const other: FitPart[] = []
  for (const part of parts) {
    if (part?.kind === 'slot' && part.times === 1) single.push(part)
    else if (part !== undefined) other.push(part)
  }
  const union = single.length < 2 ? single[0] : slotOf(joined(single, known), 1, known)
  const all = union === undefined ? other : [union, ...other]
  return all.length < 2 ? all[0] : { kind: 'any', parts: all }
}

function joined(slots: readonly Slot[], known: Known): readonly number[] {
  const firstMs = (index: number): number => known.observations[index]?.firstMs ?? 0
  return [...new Set(slots.flatMap(({ candidates }) => candidates))].toSorted(
    (one, other) => firstMs(one) - firstMs(other) || one - other,
  )
}

function repeated(part: FitPart | undefined, times: number, known: Known): FitPart | undefined {
  if (part === undefined || times === 1) return part
  if (part.kind === 'slot') return slotOf(part.candidates, part.times * times, known)
  if (part.kind === 'copies') return { ...part, times: part.times * times }
  if (part.kind === 'any') return anyRepeated(part.parts, times, known)
  if (part.kind !== 'all') return { kind: 'copies', part, times }
  const parts: FitPart[] = []
  for (const each of part.parts) {
    const one = repeated(each, times, known)
    if (one === undefined) return undefined
    parts.push(one)
  }
  return { kind: 'all', parts }
}

/**
 * An OR so many times: an OR over how often each of its alternatives is taken, without those that call for more than was observed. In
 * which order they are taken makes no difference.
 */
function anyRepeated(parts: readonly FitPart[], times: number, known: Known): FitPart | undefined {
  const shares = (from: number, missing: number): readonly (readonly FitPart[])[] => {
    const part = parts[from]
    if (part === undefined) return missing === 0 ? [[]] : []
    const found = [...shares(from + 1, missing)]
    for (let count = 1; count <= missing && known.sharesLeft > 0; count += 1) {
      known.sharesLeft -= 1
      const taken = repeated(part, count, known)
      // More of what is too few already is too few, too.
      if (taken === undefined) break
      for (const rest of shares(from + 1, missing - count)) found.push([taken, ...rest])
    }
    return found
  }
  const ways = shares(0, times)
  if (known.sharesLeft <= 0) return { kind: 'copies', part: { kind: 'any', parts }, times }
  const alternatives = ways.map((way): FitPart => ({ kind: 'all', parts: way }))
  return alternatives.length < 2 ? alternatives[0] : { kind: 'any', parts: alternatives }
}

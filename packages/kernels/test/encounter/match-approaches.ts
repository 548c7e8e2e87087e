/** What two searches have to agree on. */
export type Approach = {
  readonly first: number
  readonly second: number
  readonly tcaS: number
  readonly missKm: number
  readonly relativeSpeedKmPerS: number
}

/** Two approaches that are one. */
export type MatchedApproach = { readonly one: Approach; readonly other: Approach }

/** What comes of laying two lists of approaches side by side. */
export type Matching = {
  readonly matched: readonly MatchedApproach[]
  readonly onlyFirst: readonly Approach[]
  readonly onlySecond: readonly Approach[]
}

function byPair(approaches: readonly Approach[]): Map<string, Approach[]> {
  const pairs = new Map<string, Approach[]>()
  for (const approach of approaches) {
    const key = `${Math.min(approach.first, approach.second)}-${Math.max(approach.first, approach.second)}`
    const known = pairs.get(key)
    if (known) known.push(approach)
    else pairs.set(key, [approach])
  }
  for (const list of pairs.values()) list.sort((a, b) => a.tcaS - b.tcaS)
  return pairs
}

/** Takes approaches of a pair as one where their times lie within a tolerance, in the order of time. */
export function matchApproaches(first: readonly Approach[], second: readonly Approach[], withinS: number): Matching {
  const matched: MatchedApproach[] = []
  const onlyFirst: Approach[] = []
  const rest = byPair(second)
  for (const [pair, list] of byPair(first)) {
    const others = rest.get(pair) ?? []
    for (const one of list) {
      const at = others.findIndex((other) => Math.abs(other.tcaS - one.tcaS) <= withinS)
      const [other] = at < 0 ? [] : others.splice(at, 1)
      if (other) matched.push({ one, other })
      else onlyFirst.push(one)
    }
  }
  return { matched, onlyFirst, onlySecond: [...rest.values()].flat() }
}

/** Largest differences of matched approaches. */
export function worstOf(matched: readonly MatchedApproach[]): { readonly tcaS: number; readonly missKm: number } {
  return {
    tcaS: matched.reduce((worst, { one, other }) => Math.max(worst, Math.abs(one.tcaS - other.tcaS)), 0),
    missKm: matched.reduce((worst, { one, other }) => Math.max(worst, Math.abs(one.missKm - other.missKm)), 0),
  }
}

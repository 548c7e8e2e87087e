import type { FitPart } from './fit-parts.ts'
import { TooHardFault } from './fit-steps.ts'

/** Observations that a search can call for singly; more are too many to lay out. */
const mostSlots = 100_000

/**
 * A moment that stands between observations: whoever is `early` has begun by it, give or take `reachMs`; whoever is `late` has not
 * ended before it. FOLLOWEDBY is such a moment between its sides; WITHIN is one that all have not ended before, and begin soon after.
 */
type Threshold = { readonly reachMs: number }

/** A slot with the thresholds, by their places, that it has to keep to. */
export type PlacedSlot = {
  readonly candidates: readonly number[]
  readonly times: number
  readonly early: readonly number[]
  readonly late: readonly number[]
}

/** Two thresholds the first of which is not behind the second. */
type Order = readonly [before: number, behind: number]

/** One way through the ORs of a pattern, laid out flat. */
export type Plan = {
  readonly slots: readonly PlacedSlot[]
  readonly thresholds: readonly Threshold[]
  /** What a fit has to keep to. */
  readonly orders: readonly Order[]
  /** Of copies of one part, which can change places, one order is enough. */
  readonly symmetries: readonly Order[]
}

type Layout = { slots: PlacedSlot[]; thresholds: Threshold[]; orders: Order[]; symmetries: Order[] }

/** Which of so many alternatives is taken. */
type Choose = (count: number) => number

/** All plans of a part, one for each way through its ORs, the first alternatives first. @throws TooHardFault */
export function* plansOf(part: FitPart): Generator<Plan> {
  const choices: { taken: number; readonly count: number }[] = []
  do {
    let at = 0
    const choose: Choose = (count) => {
      const choice = choices[at] ?? { taken: 0, count }
      choices[at++] = choice
      return choice.taken
    }
    const layout: Layout = { slots: [], thresholds: [], orders: [], symmetries: [] }
    lay(layout, part, [], [], choose)
    yield layout
    while ((choices.at(-1)?.taken ?? -1) + 1 === choices.at(-1)?.count) choices.pop()
    const last = choices.at(-1)
    if (last !== undefined) last.taken += 1
  } while (choices.length > 0)
}

function lay(layout: Layout, part: FitPart, early: readonly number[], late: readonly number[], choose: Choose): void {
  switch (part.kind) {
    case 'slot':
      if (layout.slots.length >= mostSlots) {
        throw new TooHardFault(`given up: more than ${mostSlots} observations would have to be found one by one`)
      }
      layout.slots.push({ candidates: part.candidates, times: part.times, early, late })
      return
    case 'all':
      for (const each of part.parts) lay(layout, each, early, late, choose)
      return
    case 'order':
      layInOrder(layout, part.parts, early, late, choose)
      return
    case 'any': {
      const taken = part.parts[choose(part.parts.length)]
      if (taken !== undefined) lay(layout, taken, early, late, choose)
      return
    }
    case 'within': {
      // The text of STIX 2.1 §9.5.1 leaves out what comes a whole window behind the first; the matcher of OASIS, whose vectors
      // patterns are held to, takes it in.
      const at = layout.thresholds.push({ reachMs: part.mostMs }) - 1
      lay(layout, part.part, [...early, at], [...late, at], choose)
      return
    }
    case 'copies':
      for (let copy = 0, before = -1; copy < part.times; copy += 1) {
        const at = layout.thresholds.length
        lay(layout, part.part, early, late, choose)
        if (before >= 0 && !hasChoice(part.part)) layout.symmetries.push([before, at])
        before = at
      }
  }
}

function layInOrder(
  layout: Layout,
  parts: readonly FitPart[],
  early: readonly number[],
  late: readonly number[],
  choose: Choose,
): void {
  const from = layout.thresholds.length
  for (let at = 0; at + 1 < parts.length; at += 1) {
    layout.thresholds.push({ reachMs: 0 })
    if (at > 0) layout.orders.push([from + at - 1, from + at])
  }
  for (const [at, part] of parts.entries()) {
    const begunBy = at + 1 < parts.length ? [...early, from + at] : early
    lay(layout, part, begunBy, at > 0 ? [...late, from + at - 1] : late, choose)
  }
}

function hasChoice(part: FitPart): boolean {
  if (part.kind === 'slot') return false
  if (part.kind === 'any') return true
  return 'parts' in part ? part.parts.some(hasChoice) : hasChoice(part.part)
}

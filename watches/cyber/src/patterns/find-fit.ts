import { type Filling, fillSlots, type OpenSlot } from './fill-slots.ts'
import { type Candidates, type FitPart, fitPartOf } from './fit-parts.ts'
import { type PlacedSlot, type Plan, plansOf } from './fit-plan.ts'
import { type Steps, startSteps, takeSteps } from './fit-steps.ts'
import type { Observation } from './observation.ts'
import type { ObservationExpression } from './pattern.ts'

/** Which moments each threshold of a plan can still be: from and to places in `moments`, both included. */
type Box = { readonly low: Int32Array; readonly high: Int32Array }

/** Observations that slots can take, with what is asked of them again and again. */
type Pool = {
  readonly firstsMs: Float64Array
  /** At each place the latest end of the candidates up to it. */
  readonly peaksMs: Float64Array
  /** At each place how often the candidates before it were seen. */
  readonly sums: Float64Array
}

type PooledSlot = PlacedSlot & { readonly pool: Pool }

/** What is known of a search whatever the plan. */
type Ground = {
  readonly observations: readonly Observation[]
  /** Ends of observations, ascending, Unix time, ms: the first end of the late ones can stand for any threshold. */
  readonly moments: Float64Array
  readonly pools: Map<readonly number[], Pool>
  readonly steps: Steps
}

type Search = Ground & {
  readonly plan: Plan
  readonly slots: readonly PooledSlot[]
  /** Steps to go over the slots, each with its thresholds, and over the orders once. */
  readonly roundSteps: number
}

/**
 * Looks for different observations that fit the parts of an expression together.
 *
 * Once the moment of each FOLLOWEDBY and WITHIN is settled, each slot has candidates of its own and what is left is to share
 * observations out, which needs no search. So moments are searched for, by halves: a half in which the widest bounds leave no way to
 * share out is dropped whole.
 *
 * @param mostSteps - A search of more is given up.
 * @returns Indices of the observations, each once; undefined where nothing fits.
 * @throws TooHardFault
 */
export function findFit(
  expression: ObservationExpression,
  candidates: Candidates,
  observations: readonly Observation[],
  mostSteps: number,
): readonly number[] | undefined {
  if (expression.kind === 'observed') {
    const first = candidates.get(expression)?.[0]
    return first === undefined ? undefined : [first]
  }
  const part = fitPartOf(expression, candidates, observations)
  if (part === undefined) return undefined
  if (part.kind === 'slot' && part.times === 1) return part.candidates.slice(0, 1)
  const lastMs = (index: number): number => observations[index]?.lastMs ?? 0
  const ends = new Set([...candidates.values()].flatMap((indices) => indices.map(lastMs)))
  const ground = {
    observations,
    moments: Float64Array.from(ends).sort(),
    pools: new Map(),
    steps: startSteps(mostSteps),
  }
  const hopeful = withoutHopeless(ground, part)
  const filling = hopeful === undefined ? undefined : firstFilling(ground, hopeful)
  return filling === undefined ? undefined : [...filling].flatMap(([index, { size }]) => (size > 0 ? [index] : []))
}

function firstFilling(ground: Ground, part: FitPart): Filling | undefined {
  for (const plan of plansOf(part)) {
    takeSteps(ground.steps, 10 * plan.slots.length)
    const slots = plan.slots.map((slot) => ({ ...slot, pool: poolOf(ground, slot.candidates) }))
    const filling = searchPlan({ ...ground, plan, slots, roundSteps: roundStepsOf(plan) })
    if (filling !== undefined) return filling
  }
  return undefined
}

/** Takes those alternatives of ORs away that fit nothing even alone: the ways through the ORs multiply. */
function withoutHopeless(ground: Ground, part: FitPart): FitPart | undefined {
  if (part.kind === 'slot') return part
  if ('part' in part) {
    const inner = withoutHopeless(ground, part.part)
    return inner === undefined ? undefined : { ...part, part: inner }
  }
  const parts = part.parts.flatMap((each) => withoutHopeless(ground, each) ?? [])
  if (part.kind !== 'any') return parts.length < part.parts.length ? undefined : { ...part, parts }
  const hopeful = parts.filter((each) => firstFilling(ground, each) !== undefined)
  return hopeful.length === 0 ? undefined : { ...part, parts: hopeful }
}

function poolOf({ observations, pools, steps }: Ground, candidates: readonly number[]): Pool {
  const known = pools.get(candidates)
  if (known !== undefined) return known
  takeSteps(steps, candidates.length)
  const pool = {
    firstsMs: new Float64Array(candidates.length),
    peaksMs: new Float64Array(candidates.length),
    sums: new Float64Array(candidates.length + 1),
  }
  for (let at = 0, peakMs = Number.NEGATIVE_INFINITY; at < candidates.length; at += 1) {
    const { firstMs = 0, lastMs = 0, times = 0 } = observations[candidates[at] ?? -1] ?? {}
    peakMs = Math.max(peakMs, lastMs)
    pool.firstsMs[at] = firstMs
    pool.peaksMs[at] = peakMs
    pool.sums[at + 1] = (pool.sums[at] ?? 0) + times
  }
  pools.set(candidates, pool)
  return pool
}

function roundStepsOf({ slots, thresholds, orders, symmetries }: Plan): number {
  const ofSlots = slots.reduce((sum, { early, late }) => sum + 1 + early.length + late.length, 0)
  return ofSlots + thresholds.length + orders.length + symmetries.length
}

function searchPlan(search: Search): Filling | undefined {
  const { plan, moments } = search
  const boxes: Box[] = [
    {
      low: new Int32Array(plan.thresholds.length),
      high: new Int32Array(plan.thresholds.length).fill(moments.length - 1),
    },
  ]
  for (let box = boxes.pop(); box !== undefined; box = boxes.pop()) {
    const open = narrow(search, box)
    const filling =
      open === undefined || isTooFew(search, open) ? undefined : fillSlots(open, search.observations, search.steps)
    if (filling === undefined) continue
    const broken = firstBroken(search, filling)
    if (broken === undefined) return filling
    const [low, high] = [box.low[broken] ?? 0, box.high[broken] ?? 0]
    const middle = (low + high) >> 1
    if (low === high) continue
    boxes.push({ low: box.low.with(broken, middle + 1), high: box.high.slice() })
    boxes.push({ low: box.low, high: box.high.with(broken, middle) })
  }
  return undefined
}

/** Takes moments away that no fit can have. @returns What each slot can still take; undefined where one can take nothing. */
function narrow(search: Search, box: Box): readonly OpenSlot[] | undefined {
  const { plan, slots, steps, roundSteps } = search
  const open: OpenSlot[] = []
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const [at, slot] of slots.entries()) {
      const taken = openSlot(search, box, slot)
      if (taken.from >= taken.end) return undefined
      open[at] = taken
      if (narrowBySlot(search, box, slot, taken)) hasChanged = true
    }
    takeSteps(steps, roundSteps)
    for (const orders of [plan.orders, plan.symmetries]) if (narrowByOrders(box, orders)) hasChanged = true
    if (box.low.some((low, at) => low > (box.high[at] ?? -1))) return undefined
  }
  return open
}

/** Whether slots of the same candidates call for more than all of them together can take. */
function isTooFew({ slots }: Search, open: readonly OpenSlot[]): boolean {
  const asked = new Map<Pool, { from: number; end: number; times: number }>()
  for (const [at, { from, end, times }] of open.entries()) {
    const pool = slots[at]?.pool
    if (pool === undefined) continue
    const so = asked.get(pool)
    if (so === undefined) {
      asked.set(pool, { from, end, times })
      continue
    }
    so.from = Math.min(so.from, from)
    so.end = Math.max(so.end, end)
    so.times += times
  }
  return [...asked].some(([{ sums }, { from, end, times }]) => (sums[end] ?? 0) - (sums[from] ?? 0) < times)
}

function openSlot({ plan, moments }: Search, { low, high }: Box, slot: PooledSlot): OpenSlot {
  const { candidates, times, pool } = slot
  let endsFromMs = Number.NEGATIVE_INFINITY
  for (const at of slot.late) endsFromMs = Math.max(endsFromMs, moments[low[at] ?? 0] ?? 0)
  let end = candidates.length
  for (const at of slot.early) {
    const latestMs = moments[high[at] ?? 0] ?? 0
    const reachMs = plan.thresholds[at]?.reachMs ?? 0
    end = Math.min(
      end,
      firstPlace(pool.firstsMs, (firstMs) => firstMs - latestMs > reachMs),
    )
  }
  return { candidates, times, from: firstPlace(pool.peaksMs, (peakMs) => peakMs >= endsFromMs), end, endsFromMs }
}

/** A threshold is not before what is early can have begun, nor behind where what is late can have ended. */
function narrowBySlot({ plan, moments }: Search, { low, high }: Box, slot: PooledSlot, open: OpenSlot): boolean {
  let hasChanged = false
  const earliestMs = begunByMs(slot, open)
  for (const at of slot.early) {
    const reachMs = plan.thresholds[at]?.reachMs ?? 0
    if (earliestMs - (moments[low[at] ?? 0] ?? 0) <= reachMs) continue
    low[at] = firstPlace(moments, (momentMs) => earliestMs - momentMs <= reachMs)
    hasChanged = true
  }
  const latestMs = slot.pool.peaksMs[open.end - 1] ?? 0
  for (const at of slot.late) {
    if ((moments[high[at] ?? 0] ?? 0) <= latestMs) continue
    high[at] = firstPlace(moments, (momentMs) => momentMs > latestMs) - 1
    hasChanged = true
  }
  return hasChanged
}

/** Unix time, ms, before which not as many observations have begun as the slot calls for. */
function begunByMs({ times, pool }: PooledSlot, { from, end }: OpenSlot): number {
  const before = pool.sums[from] ?? 0
  const last = times === 1 ? from : firstPlace(pool.sums, (sum) => sum - before >= times) - 1
  return pool.firstsMs[Math.min(last, end - 1)] ?? 0
}

function narrowByOrders({ low, high }: Box, orders: Plan['orders']): boolean {
  let hasChanged = false
  for (const [before, behind] of orders) {
    const [least, most] = [low[before] ?? 0, high[behind] ?? 0]
    if ((low[behind] ?? 0) < least) low[behind] = least
    else if ((high[before] ?? 0) > most) high[before] = most
    else continue
    hasChanged = true
  }
  return hasChanged
}

/** The first threshold that no moment can be with these observations; undefined where they are a fit. */
function firstBroken({ plan, slots, observations, steps, roundSteps }: Search, filling: Filling): number | undefined {
  const count = plan.thresholds.length
  if (count === 0) return undefined
  const begunMs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
  const endedMs = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  takeSteps(steps, roundSteps)
  for (const [index, holders] of filling) {
    takeSteps(steps, holders.size)
    const { firstMs = 0, lastMs = 0 } = observations[index] ?? {}
    for (const holder of holders.keys()) {
      for (const at of slots[holder]?.early ?? []) begunMs[at] = Math.max(begunMs[at] ?? 0, firstMs)
      for (const at of slots[holder]?.late ?? []) endedMs[at] = Math.min(endedMs[at] ?? 0, lastMs)
    }
  }
  for (const [before, behind] of plan.orders.toReversed()) {
    endedMs[before] = Math.min(endedMs[before] ?? 0, endedMs[behind] ?? 0)
  }
  const broken = plan.thresholds.findIndex(({ reachMs }, at) => (begunMs[at] ?? 0) - (endedMs[at] ?? 0) > reachMs)
  return broken < 0 ? undefined : broken
}

/** The first place from which on something is so, and which before is not; the length where it never is. */
function firstPlace(values: Float64Array, isSo: (value: number) => boolean): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isSo(values[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}

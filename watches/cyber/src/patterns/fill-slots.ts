import { type Steps, takeSteps } from './fit-steps.ts'

/** Of a slot: how often it calls for observations, and which it can take, as `candidates` from `from` to before `end`. */
export type OpenSlot = {
  readonly candidates: readonly number[]
  readonly times: number
  readonly from: number
  readonly end: number
  /** Unix time, ms: an observation that ended before cannot be taken. */
  readonly endsFromMs: number
}

/** How often an observation was seen, and when last. */
type Seen = { readonly lastMs: number; readonly times: number }

/** By the index of an observation: how much of it each slot has taken. */
export type Filling = ReadonlyMap<number, ReadonlyMap<number, number>>

type State = {
  readonly slots: readonly OpenSlot[]
  readonly observations: readonly Seen[]
  readonly held: Map<number, Map<number, number>>
  readonly free: Map<number, number>
  readonly steps: Steps
}

/** The way on which a slot was reached: out of which slot, over which observation. */
type Reached = { readonly slot: number; readonly from: Reached | undefined; readonly over: number }

/**
 * Gives each slot as many observations as it calls for, none more often than it was seen: the earliest where that can be, else
 * others change theirs (augmenting paths; Ford and Fulkerson 1956).
 *
 * @returns Undefined where it cannot be done.
 * @throws TooHardFault
 */
export function fillSlots(
  slots: readonly OpenSlot[],
  observations: readonly Seen[],
  steps: Steps,
): Filling | undefined {
  const state: State = { slots, observations, held: new Map(), free: new Map(), steps }
  for (const [at, slot] of slots.entries()) {
    let missing = slot.times - takeFree(state, at)
    while (missing > 0) {
      const moved = makeRoom(state, at, missing)
      if (moved === 0) return undefined
      missing -= moved
    }
  }
  return state.held
}

/** @returns How much the slot has found that no other had taken. */
function takeFree(state: State, at: number): number {
  const slot = state.slots[at]
  if (slot === undefined) return 0
  let missing = slot.times
  let place = slot.from
  for (; place < slot.end && missing > 0; place += 1) {
    const index = slot.candidates[place] ?? -1
    if (!isOpenTo(state, slot, index)) continue
    const taken = Math.min(freeOf(state, index), missing)
    if (taken > 0) hold(state, index, at, taken)
    missing -= taken
  }
  takeSteps(state.steps, place - slot.from + 1)
  return slot.times - missing
}

/** Lets other slots change to other observations, breadth first. @returns How much more the slot has then; 0 where that is impossible. */
function makeRoom(state: State, at: number, wanted: number): number {
  const queue: Reached[] = [{ slot: at, from: undefined, over: -1 }]
  const seenSlots = new Set([at])
  const seen = new Set<number>()
  for (const reached of queue) {
    const slot = state.slots[reached.slot]
    if (slot === undefined) continue
    takeSteps(state.steps, slot.end - slot.from + 1)
    for (let place = slot.from; place < slot.end; place += 1) {
      const index = slot.candidates[place] ?? -1
      if (seen.has(index) || !isOpenTo(state, slot, index)) continue
      seen.add(index)
      if (freeOf(state, index) > 0) return moveAlong(state, reached, index, wanted)
      const holders = [...(state.held.get(index)?.keys() ?? [])].filter((holder) => !seenSlots.has(holder))
      for (const holder of holders) {
        seenSlots.add(holder)
        queue.push({ slot: holder, from: reached, over: index })
      }
    }
  }
  return 0
}

function moveAlong(state: State, end: Reached, index: number, wanted: number): number {
  let amount = Math.min(wanted, freeOf(state, index))
  for (let step: Reached = end; step.from !== undefined; step = step.from) {
    amount = Math.min(amount, state.held.get(step.over)?.get(step.slot) ?? 0)
  }
  let taken = index
  for (let step: Reached | undefined = end; step !== undefined; step = step.from) {
    hold(state, taken, step.slot, amount)
    if (step.from !== undefined) hold(state, step.over, step.slot, -amount)
    taken = step.over
  }
  return amount
}

function isOpenTo({ observations }: State, { endsFromMs }: OpenSlot, index: number): boolean {
  return (observations[index]?.lastMs ?? Number.NEGATIVE_INFINITY) >= endsFromMs
}

function freeOf({ free, observations }: State, index: number): number {
  return free.get(index) ?? observations[index]?.times ?? 0
}

function hold(state: State, index: number, slot: number, amount: number): void {
  state.free.set(index, freeOf(state, index) - amount)
  const holders = state.held.get(index) ?? new Map<number, number>()
  const held = (holders.get(slot) ?? 0) + amount
  if (held === 0) holders.delete(slot)
  else holders.set(slot, held)
  state.held.set(index, holders)
}

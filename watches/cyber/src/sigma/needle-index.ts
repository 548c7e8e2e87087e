import type { EventFields } from './event-fields.ts'
import type { Needle } from './needles.ts'

/** Finds which of many rules could fit an event. */
export type NeedleIndex = {
  /** Gives each rule that has a needle in the fields, some more than once. */
  readonly find: (fields: EventFields, take: (rule: number) => void) => void
}

type Sought = { readonly text: string; readonly offset: number; readonly rules: number[] }
type SlotIndex = {
  readonly slot: number
  readonly wholes: Map<string, number[]>
  /** Needles too short for a gram. */
  readonly short: Map<string, number[]>
  readonly grams: Map<number, Sought[]>
  /** One bit a hash of a gram: most places in a text are passed over by this alone. */
  readonly bits: Uint32Array
}

/** Characters of a gram: needles are found by their rarest four neighbouring ones. */
const gramLength = 4
const bitCount = 1 << 16

/**
 * Makes an index: a text is gone through once, whatever the number of needles, and a needle is compared where its gram stands.
 *
 * @param needlesOfRules - For each rule that is in the index, its number and its needles.
 */
export function createNeedleIndex(needlesOfRules: ReadonlyMap<number, readonly Needle[]>): NeedleIndex {
  const counts = countGrams(needlesOfRules)
  const slots = new Map<number, SlotIndex>()
  for (const [rule, needles] of needlesOfRules) {
    for (const needle of needles) addNeedle(slotIndexOf(slots, needle.slot), needle, rule, counts)
  }
  const indexes = [...slots.values()]
  return {
    find(fields, take) {
      for (const index of indexes) for (const text of fields.folded(index.slot)) findIn(index, text, take)
    },
  }
}

function slotIndexOf(slots: Map<number, SlotIndex>, slot: number): SlotIndex {
  const known = slots.get(slot)
  if (known !== undefined) return known
  const made = { slot, wholes: new Map(), short: new Map(), grams: new Map(), bits: new Uint32Array(bitCount / 32) }
  slots.set(slot, made)
  return made
}

function addNeedle(index: SlotIndex, needle: Needle, rule: number, counts: ReadonlyMap<number, number>): void {
  if (needle.isWhole) push(index.wholes, needle.text, rule)
  else if (needle.text.length < gramLength) push(index.short, needle.text, rule)
  else {
    const offset = rarestGram(needle.text, counts)
    const hash = gramAt(needle.text, offset)
    const bit = bitOf(hash)
    index.bits[bit >>> 5] = (index.bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
    const sought = index.grams.get(hash) ?? []
    index.grams.set(hash, sought)
    const known = sought.find((each) => each.text === needle.text)
    if (known === undefined) sought.push({ text: needle.text, offset, rules: [rule] })
    else known.rules.push(rule)
  }
}

function push(lists: Map<string, number[]>, text: string, rule: number): void {
  const list = lists.get(text)
  if (list === undefined) lists.set(text, [rule])
  else list.push(rule)
}

function countGrams(needlesOfRules: ReadonlyMap<number, readonly Needle[]>): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const needles of needlesOfRules.values()) {
    for (const { text, isWhole } of needles) {
      if (isWhole) continue
      for (let at = 0; at + gramLength <= text.length; at++) {
        const gram = gramAt(text, at)
        counts.set(gram, (counts.get(gram) ?? 0) + 1)
      }
    }
  }
  return counts
}

function rarestGram(text: string, counts: ReadonlyMap<number, number>): number {
  let best = 0
  let fewest = Number.POSITIVE_INFINITY
  for (let at = 0; at + gramLength <= text.length; at++) {
    const count = counts.get(gramAt(text, at)) ?? 0
    if (count < fewest) {
      fewest = count
      best = at
    }
  }
  return best
}

/** The low bytes of four code units: different grams of letters beyond Latin may share a number, which costs a comparison. */
function gramAt(text: string, at: number): number {
  let gram = 0
  for (let place = at; place < at + gramLength; place++) gram = withNext(gram, text.charCodeAt(place))
  return gram
}

/** The gram one place further on. */
function withNext(gram: number, unit: number): number {
  return (gram >>> 8) | (unit << 24)
}

function bitOf(gram: number): number {
  return Math.imul(gram, 0x9e37_79b1) >>> 16
}

function findIn(index: SlotIndex, text: string, take: (rule: number) => void): void {
  takeAll(index.wholes.get(text), take)
  for (const [needle, rules] of index.short) if (text.includes(needle)) takeAll(rules, take)
  if (index.grams.size === 0) return
  const { bits, grams } = index
  let gram = 0
  for (let end = 0; end < text.length; end++) {
    gram = withNext(gram, text.charCodeAt(end))
    const bit = bitOf(gram)
    if (((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue
    const sought = grams.get(gram)
    if (sought === undefined) continue
    const at = end - gramLength + 1
    for (const { text: needle, offset, rules } of sought) {
      if (at >= offset && text.startsWith(needle, at - offset)) takeAll(rules, take)
    }
  }
}

function takeAll(rules: readonly number[] | undefined, take: (rule: number) => void): void {
  if (rules !== undefined) for (const rule of rules) take(rule)
}

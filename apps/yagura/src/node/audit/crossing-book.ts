import type { Marking } from '@yagura/record'
import { Check } from 'typebox/value'
import type { NodeContext } from '../context.ts'
import { auditLine, type CrossingKind, Gathered } from './audit-line.ts'
import { holds, type Range, withNumber } from './ranges.ts'

/** What is about to cross a marking. */
type Crossing = {
  readonly kind: CrossingKind
  /** The officer who does it, or `node`. */
  readonly by: string
  /** A partner’s node, or the officer who reads. */
  readonly to: string
  /** Origin of a log, or what else: `releases`, `evidence`. */
  readonly of: string
  /** Each thing by its place in the log, or by its id where it has none. */
  readonly things: readonly (number | string)[]
  /** Called for each thing that was not written down before. */
  readonly about: (thing: number | string) => { readonly id?: string | undefined; readonly mark?: Marking | undefined }
}

/** Writes down what crosses a marking: each thing once for who gets it, many in one line. */
export type CrossingBook = {
  /** Resolves when it is on stable storage: what is given away is given after that. */
  readonly note: (crossing: Crossing) => Promise<void>
  /** Writes what has been gathered into the log now. */
  readonly settle: () => Promise<void>
}

/** What was written for one who gets things of one kind from one place. */
type Written = { readonly ranges: readonly Range[]; readonly ids: Set<string>; readonly sinceMs: number }

const collection = 'audit-gathered'
const quietMs = 2000
/** What goes on and on is a line a minute. */
const longestMs = 60_000
/** A person who looks again after an hour looks again; a partner that has an entry has it. */
const lookMs = 3_600_000
const mostRemembered = 4096
const mostIds = 20_000
const mostNamed = 16
const mostRanges = 64

/** Opens the book; what was gathered when the node stopped is written first. */
export function openCrossingBook({ store, clock, logger }: NodeContext): CrossingBook {
  const written = new Map<string, Written>()
  const gathered = new Map<string, Gathered>()
  const timers = new Map<string, NodeJS.Timeout>()

  for (const { id, body } of store.list(collection)) if (Check(Gathered, body)) gathered.set(id, body)

  const writeLine = async (id: string): Promise<void> => {
    clearTimeout(timers.get(id))
    timers.delete(id)
    const one = gathered.get(id)
    if (one === undefined) return
    gathered.delete(id)
    await store.commit({ append: [auditLine(one)], remove: [{ collection, id }] }).catch((error: unknown) => {
      const later = gathered.get(id)
      gathered.set(id, later === undefined ? one : joined(one, later))
      wait(id, longestMs)
      logger.error({ err: error }, 'what crossed a marking is not in the log yet')
    })
  }
  const wait = (id: string, ms: number): void => {
    clearTimeout(timers.get(id))
    timers.set(id, setTimeout(() => void writeLine(id), ms).unref())
  }
  const soon = (id: string, { facts: { firstMs }, lastMs }: Gathered): void =>
    wait(id, Math.max(0, Math.min(quietMs, firstMs + longestMs - lastMs)))
  for (const [id, one] of gathered) soon(id, one)

  return {
    note: async (crossing) => {
      const { kind, by, to, of } = crossing
      const id = [kind, by, to, of].join(' ').slice(0, 500)
      const nowMs = clock.nowMs()
      const earlier = rememberedOf(written, id, kind === 'audit/given' ? Number.POSITIVE_INFINITY : lookMs, nowMs)
      const fresh = crossing.things.filter((thing) => !isWritten(earlier, thing))
      if (fresh.length === 0) return
      const before = gathered.get(id)
      const now = joined(before, factsOf(crossing, fresh, nowMs))
      const known = remember(earlier, fresh)
      gathered.set(id, now)
      written.set(id, known)
      try {
        await store.commit({ put: [{ collection, id, body: now }] })
      } catch (error) {
        // It does not cross, so that it is not told, and is written down when it is asked for again.
        written.delete(id)
        if (gathered.get(id) === now && before === undefined) gathered.delete(id)
        else if (gathered.get(id) === now && before !== undefined) gathered.set(id, before)
        throw error
      }
      soon(id, gathered.get(id) ?? now)
    },
    settle: async () => {
      await Promise.all([...gathered.keys()].map(writeLine))
    },
  }
}

function rememberedOf(written: Map<string, Written>, id: string, forMs: number, nowMs: number): Written {
  const before = written.get(id)
  if (before !== undefined && Math.abs(nowMs - before.sinceMs) < forMs && before.ids.size < mostIds) return before
  const [oldest] = written.keys()
  if (written.size >= mostRemembered && oldest !== undefined) written.delete(oldest)
  return { ranges: [], ids: new Set(), sinceMs: nowMs }
}

function isWritten({ ranges, ids }: Written, thing: number | string): boolean {
  return typeof thing === 'number' ? holds(ranges, thing) : ids.has(thing)
}

function remember({ ranges, ids, sinceMs }: Written, things: readonly (number | string)[]): Written {
  for (const thing of things) if (typeof thing === 'string') ids.add(thing)
  const numbers = things.filter((thing) => typeof thing === 'number')
  const all = numbers.toSorted((one, other) => one - other).reduce(withNumber, ranges)
  return { ranges: all.slice(-mostRanges), ids, sinceMs }
}

/** What is told of things that were not written down before. */
function factsOf({ kind, by, to, of, about }: Crossing, things: readonly (number | string)[], nowMs: number): Gathered {
  const told = things.map(about)
  const numbers = things.filter((thing) => typeof thing === 'number').toSorted((one, other) => one - other)
  const ranges = numbers.reduce(withNumber, [])
  return {
    ...{ kind, by, lastMs: nowMs },
    facts: {
      ...{ to, of, count: things.length, firstMs: nowMs },
      ranges: joinedRanges([], ranges),
      ids: told.flatMap(({ id }) => id ?? []).slice(0, mostNamed),
      marks: distinctMarks(told.flatMap(({ mark }) => mark ?? [])),
    },
  }
}

function joined(before: Gathered | undefined, { kind, by, lastMs, facts }: Gathered): Gathered {
  if (before === undefined) return { kind, by, lastMs, facts }
  const { ranges, count, ids, marks, firstMs } = before.facts
  return {
    ...{ kind, by, lastMs },
    facts: {
      ...{ to: facts.to, of: facts.of, count: count + facts.count, firstMs },
      ranges: joinedRanges(ranges, facts.ranges),
      ids: [...ids, ...facts.ids].slice(0, mostNamed),
      marks: distinctMarks([...marks, ...facts.marks]),
    },
  }
}

/** Each marking once, the first of them. */
export function distinctMarks(marks: readonly Marking[]): Marking[] {
  const byText = new Map(marks.map((mark) => [JSON.stringify(mark), mark]))
  return [...byText.values()].slice(0, mostNamed)
}

/** Beyond the most ranges that are kept, the last reaches over what lies between. */
function joinedRanges(before: readonly Range[], more: readonly Range[]): [number, number][] {
  const all: [number, number][] = []
  for (const [first, last] of [...before, ...more].toSorted(([one], [other]) => one - other)) {
    const end = all.at(-1)
    if (end !== undefined && (first <= end[1] + 1 || all.length >= mostRanges)) end[1] = Math.max(end[1], last)
    else all.push([first, last])
  }
  return all
}

import type { Observation } from './observation.ts'
import type { ObservationExpression, PatternFault } from './pattern.ts'

/** Indices of the observations that fit a comparison, the earliest first, by the expression that holds it. */
export type Candidates = ReadonlyMap<ObservationExpression, readonly number[]>

/** The search was given up; never leaves `matchPattern`. */
export class TooHardFault extends Error {
  readonly fault: PatternFault = { code: 'pattern/too-hard', reason: 'more ways to fit were tried than are worth it' }
}

/** Choices that are tried before a pattern is given up; about a second of work. */
const mostChoices = 3_000_000

/** Times that chosen observations allow: of each a moment can be chosen from when it was first to when it was last seen. */
type Span = { readonly latestFirstMs: number; readonly earliestLastMs: number }
const anySpan: Span = { latestFirstMs: Number.NEGATIVE_INFINITY, earliestLastMs: Number.POSITIVE_INFINITY }

type Chosen = { readonly index: number; readonly before: Chosen | undefined }

/** How far a choosing has come. */
type State = {
  readonly chosen: Chosen | undefined
  /** Of what the part at hand has chosen. */
  readonly span: Span
  /** Whether a span can still become right: false for one stays false however it grows. */
  readonly isOpen: (span: Span) => boolean
}

/** Goes on with a state. @returns The state of a whole fit, if one was found. */
type Then = (state: State) => State | undefined

type Search = {
  readonly candidates: Candidates
  readonly observations: readonly Observation[]
  /** How often each observation can still be chosen. */
  readonly left: number[]
  choices: number
}

/**
 * Looks for different observations that fit the parts of an expression together: all ways are tried, the earliest observations first,
 * and none further than its times allow.
 *
 * @returns Indices of the observations, each once; undefined where nothing fits.
 * @throws TooHardFault
 */
export function findFit(
  expression: ObservationExpression,
  candidates: Candidates,
  observations: readonly Observation[],
): readonly number[] | undefined {
  const search: Search = { candidates, observations, left: observations.map(({ times }) => times), choices: 0 }
  const found = fit(search, expression, { chosen: undefined, span: anySpan, isOpen: () => true }, (state) => state)
  if (found === undefined) return undefined
  const indices = new Set<number>()
  for (let { chosen } = found; chosen !== undefined; chosen = chosen.before) indices.add(chosen.index)
  return [...indices]
}

function fit(search: Search, part: ObservationExpression, state: State, then: Then): State | undefined {
  switch (part.kind) {
    case 'observed':
      return fitTimes(search, part, 1, state, 0, then)
    case 'and':
      return fitAll(search, part.parts, state, then)
    case 'or':
      return firstFound(part.parts, (each) => fit(search, each, state, then))
    case 'followedBy':
      return fitInOrder(search, part.parts, state, then)
    case 'repeats': {
      if (part.part.kind === 'observed') return fitTimes(search, part.part, part.times, state, 0, then)
      return fitAll(
        search,
        Array.from({ length: part.times }, () => part.part),
        state,
        then,
      )
    }
    case 'within': {
      const mostMs = part.seconds * 1000
      return fitApart(search, part.part, state, then, (span) => span.latestFirstMs - span.earliestLastMs <= mostMs)
    }
    case 'between': {
      const { startMs, stopMs } = part
      if (startMs >= stopMs) return undefined
      return fitApart(
        search,
        part.part,
        state,
        then,
        (span) => span.latestFirstMs < stopMs && span.earliestLastMs >= startMs,
      )
    }
  }
}

function fitAll(search: Search, parts: readonly ObservationExpression[], state: State, then: Then): State | undefined {
  const [first, ...rest] = parts
  return first === undefined ? then(state) : fit(search, first, state, (next) => fitAll(search, rest, next, then))
}

/**
 * One observation expression so many times: choices that differ in their order alone are tried once, and of one observation as many
 * of its times as can be.
 */
function fitTimes(
  search: Search,
  part: ObservationExpression,
  times: number,
  state: State,
  from: number,
  then: Then,
): State | undefined {
  if (times === 0) return then(state)
  const { observations, left } = search
  const indices = search.candidates.get(part) ?? []
  if (!isEnough(search, indices, from, state, times)) return undefined
  for (let at = from; at < indices.length; at += 1) {
    const index = indices[at] ?? 0
    const { firstMs, lastMs } = observations[index] ?? { firstMs: 0, lastMs: 0 }
    // The others begin later still.
    if (!state.isOpen(grown(state.span, firstMs, Number.POSITIVE_INFINITY))) return undefined
    const span = grown(state.span, firstMs, lastMs)
    const free = left[index] ?? 0
    if (!state.isOpen(span)) continue
    for (let taken = Math.min(free, times); taken > 0; taken -= 1) {
      search.choices += 1
      if (search.choices > mostChoices) throw new TooHardFault()
      left[index] = free - taken
      const next = { ...state, chosen: { index, before: state.chosen }, span }
      const found = fitTimes(search, part, times - taken, next, at + 1, then)
      left[index] = free
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** Whether what can still be chosen from a place on is as much as is needed. */
function isEnough(
  { observations, left }: Search,
  indices: readonly number[],
  from: number,
  { span, isOpen }: State,
  times: number,
): boolean {
  let free = 0
  for (let at = from; at < indices.length && free < times; at += 1) {
    const index = indices[at] ?? 0
    const { firstMs, lastMs } = observations[index] ?? { firstMs: 0, lastMs: 0 }
    if (!isOpen(grown(span, firstMs, Number.POSITIVE_INFINITY))) return false
    if (isOpen(grown(span, firstMs, lastMs))) free += left[index] ?? 0
  }
  return free >= times
}

/** A part whose own span must be as asked, whatever is around it. `then` is told that span. */
function fitApart(
  search: Search,
  part: ObservationExpression,
  state: State,
  then: (state: State, own: Span) => State | undefined,
  isSo: (span: Span) => boolean,
): State | undefined {
  const isOpen = (span: Span): boolean => isSo(span) && state.isOpen(joined(state.span, span))
  const inner = { chosen: state.chosen, span: anySpan, isOpen }
  return fit(search, part, inner, ({ chosen, span }) =>
    then({ ...state, chosen, span: joined(state.span, span) }, span),
  )
}

/** Parts none of which is before those to its left. */
function fitInOrder(
  search: Search,
  parts: readonly ObservationExpression[],
  state: State,
  then: Then,
  before: Span = anySpan,
): State | undefined {
  const [first, ...rest] = parts
  if (first === undefined) return then(state)
  const goOn = (next: State, own: Span) => fitInOrder(search, rest, next, then, joined(before, own))
  return fitApart(search, first, state, goOn, (span) => before.latestFirstMs <= span.earliestLastMs)
}

function grown(span: Span, firstMs: number, lastMs: number): Span {
  return joined(span, { latestFirstMs: firstMs, earliestLastMs: lastMs })
}

function joined(one: Span, other: Span): Span {
  return {
    latestFirstMs: Math.max(one.latestFirstMs, other.latestFirstMs),
    earliestLastMs: Math.min(one.earliestLastMs, other.earliestLastMs),
  }
}

function firstFound<Each, Found>(items: readonly Each[], find: (each: Each) => Found | undefined): Found | undefined {
  for (const each of items) {
    const found = find(each)
    if (found !== undefined) return found
  }
  return undefined
}

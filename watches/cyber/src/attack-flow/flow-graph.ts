import type { StixObject } from '../stix/stix-object.ts'
import { nextRefs } from './flow-ids.ts'

/** A step of a flow from one of its objects to the next. */
export type FlowStep = {
  readonly from: string
  readonly to: string
  /** The property that says so: `effect_refs`, `on_true_refs` or `on_false_refs`. */
  readonly by: string
}

/** The paths of a flow. */
export type FlowGraph = {
  /** Actions, conditions and operators by id. */
  readonly nodes: ReadonlyMap<string, StixObject>
  readonly steps: readonly FlowStep[]
  /** What the flows of the bundle start with. */
  readonly starts: readonly string[]
}

/** Reads the paths off the objects of a bundle; steps to what is not there are among them. */
export function flowGraph(objects: readonly StixObject[]): FlowGraph {
  const nodes = new Map(
    objects.flatMap((object) => (Object.hasOwn(nextRefs, object.type) ? [[object.id, object]] : [])),
  )
  const steps = [...nodes.values()].flatMap((object) =>
    (nextRefs[object.type] ?? []).flatMap((by) => idsIn(object[by]).map((to) => ({ from: object.id, to, by }))),
  )
  const flows = objects.filter(({ type }) => type === 'attack-flow')
  return { nodes, steps, starts: [...new Set(flows.flatMap((flow) => idsIn(flow['start_refs'])))] }
}

/** Ids in a list of references. */
export function idsIn(refs: unknown): readonly string[] {
  return Array.isArray(refs) ? refs.filter((ref): ref is string => typeof ref === 'string') : []
}

/** More circles than these are one tangle. */
const mostCycles = 1000

/**
 * What can be reached, in an order in which each comes after all that lead to it, as far as no cycle prevents that.
 *
 * @returns `cycles`: each as the ids on it, the first again at the end.
 */
export function walkFlow({ nodes, steps, starts }: FlowGraph): {
  readonly order: readonly string[]
  readonly cycles: readonly (readonly string[])[]
} {
  const next = nextOf(steps)
  const done = new Set<string>()
  const path: string[] = []
  const onPath = new Set<string>()
  const order: string[] = []
  const cycles: (readonly string[])[] = []
  // A stack of its own: a flow of many thousand steps must not end the call stack.
  const stack: { readonly id: string; readonly rest: Iterator<string> }[] = []
  const enter = (id: string): void => {
    path.push(id)
    onPath.add(id)
    stack.push({ id, rest: (next.get(id) ?? []).values() })
  }
  for (const start of [...starts, ...nodes.keys()]) {
    if (!nodes.has(start) || done.has(start)) continue
    enter(start)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { value, done: isAtEnd } = top.rest.next()
      if (isAtEnd === true) {
        stack.pop()
        path.pop()
        onPath.delete(top.id)
        done.add(top.id)
        order.push(top.id)
      } else if (onPath.has(value)) {
        if (cycles.length < mostCycles) cycles.push([...path.slice(path.indexOf(value)), value])
      } else if (nodes.has(value) && !done.has(value)) enter(value)
    }
  }
  return { order: order.reverse(), cycles }
}

/** What each object leads to. */
export function nextOf(steps: readonly FlowStep[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>()
  for (const { from, to } of steps) {
    const known = next.get(from)
    if (known === undefined) next.set(from, [to])
    else known.push(to)
  }
  return next
}

/** What lies on no path from where the flows start. */
export function unreached({ nodes, steps, starts }: FlowGraph): readonly string[] {
  const reached = new Set(starts)
  const next = nextOf(steps)
  for (const id of reached) for (const to of next.get(id) ?? []) reached.add(to)
  return [...nodes.keys()].filter((id) => !reached.has(id))
}

/** Where in a value: names of members and places in lists, from the top. */
export type Place = readonly (string | number)[]

/** What a value does not fit in a schema, and where. */
export type SchemaFault = { readonly place: Place; readonly message: string }

/** What asking may still cost. A schema of somebody else can ask without end; steps run out before that. */
export type Effort = { stepsLeft: number; depth: number }

/** One value, asked by one schema. */
export type Visit = {
  readonly value: unknown
  readonly place: Place
  readonly faults: SchemaFault[]
  /** Members and places that keywords of this schema, and of those that it joins, have looked at. Source: JSON Schema 2020-12 §11. */
  readonly seen: Set<string | number>
  readonly effort: Effort
}

/** Asks a value; what does not fit goes to the faults of the visit. */
export type Ask = (visit: Visit) => void

/** Schemas that lead to each other are followed no deeper: far beyond what a person writes, far below what a stack holds. */
const mostDepth = 400

/** The visit of a part of the value. */
export function partOf(visit: Visit, step: string | number, value: unknown): Visit {
  return { value, place: [...visit.place, step], faults: visit.faults, seen: new Set(), effort: visit.effort }
}

/** Asks the same value by another schema, apart. */
export function apart(visit: Visit, ask: Ask): Visit {
  const other: Visit = { ...visit, faults: [], seen: new Set() }
  ask(other)
  return other
}

/** Takes what another schema has looked at for looked at. */
export function join(visit: Visit, other: Visit): void {
  for (const step of other.seen) visit.seen.add(step)
}

/** Adds a fault at the value itself. */
export function fault(visit: Visit, message: string): void {
  visit.faults.push({ place: visit.place, message })
}

/** @returns Whether so many steps could still be taken; they are. */
export function spend(effort: Effort, steps: number): boolean {
  effort.stepsLeft -= steps
  return effort.stepsLeft >= 0
}

/** Makes the keywords of a schema one question, which is not asked any more where the effort is spent. */
export function askAll(asks: readonly Ask[]): Ask {
  return (visit) => {
    const { effort } = visit
    if (effort.depth >= mostDepth) effort.stepsLeft = -1
    if (!spend(effort, 1 + asks.length)) return
    effort.depth += 1
    for (const ask of asks) ask(visit)
    effort.depth -= 1
  }
}

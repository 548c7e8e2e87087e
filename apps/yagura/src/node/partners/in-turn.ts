/** Runs work about one thing after the other; about different things at the same time. */
export type InTurn = <Result>(thing: string, work: () => Promise<Result>) => Promise<Result>

/** @returns Keeps the turns of as many things as there are. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return (thing, work) => {
    const before = last.get(thing) ?? Promise.resolve()
    const done = before.then(work)
    const settled = done.then(
      () => undefined,
      () => undefined,
    )
    last.set(thing, settled)
    return done
  }
}

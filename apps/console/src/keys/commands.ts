/** Something that an officer can do, by key or from the palette. */
export type Command = {
  readonly id: string
  /** What it does, in the present language. */
  readonly label: string
  /** `a`, `g w`, `Control+k`, `Shift+Enter`; absent for commands that only the palette has. */
  readonly key?: string
  readonly run: () => void
  /** Why it cannot be done now; absent where it can. */
  readonly disabledBecause?: string | undefined
}

/** Commands of what is on screen at present. */
export type CommandRegistry = {
  /** @param list - Called anew each time, so that it gives the commands as they are then. @returns Takes them away. */
  readonly add: (list: () => readonly Command[]) => () => void
  /** All commands; of equal ids the one that was added last. */
  readonly all: () => readonly Command[]
}

/** Makes an empty registry. */
export function createCommandRegistry(): CommandRegistry {
  const lists = new Set<() => readonly Command[]>()
  return {
    add: (list) => {
      lists.add(list)
      return () => {
        lists.delete(list)
      }
    },
    all: () => [...new Map([...lists].flatMap((list) => list().map((one) => [one.id, one] as const))).values()],
  }
}

/** The key that runs a command, by the officer's own keys; absent where there is none. */
export function keyOf(command: Command, ownKeys: Readonly<Record<string, string>>): string | undefined {
  const own = ownKeys[command.id]
  if (own !== undefined) return own === '' ? undefined : own
  return command.key
}

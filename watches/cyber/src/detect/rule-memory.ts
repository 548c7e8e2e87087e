/** What a rule about several events holds of one group of them. */
export type HeldGroup = {
  /** Which rule: the same text for as long as the rule counts the same. */
  readonly rule: string
  readonly group: string
  /** Plain values, as JSON can carry them; undefined where nothing is held any more. */
  readonly held: unknown
}

/** The memory of one rule. */
export type GroupMemory = {
  /** Groups that hold something. */
  readonly all: () => Iterable<Omit<HeldGroup, 'rule'>>
  /** Groups that have changed since this was last asked; at the first time all. */
  readonly changes: () => readonly Omit<HeldGroup, 'rule'>[]
  /** Takes groups back, in whatever order; values that it never gave are passed over. */
  readonly restore: (groups: readonly Omit<HeldGroup, 'rule'>[]) => void
}

/** The memory of several rules. */
export type RuleMemory = {
  /** Names of the rules that may hold something. */
  readonly rules: readonly string[]
  readonly all: () => Iterable<HeldGroup>
  /** Groups that have changed since this was last asked; at the first time all. */
  readonly changes: () => readonly HeldGroup[]
  /** Takes groups back, in whatever order; those of rules that are not there are passed over. */
  readonly restore: (groups: Iterable<HeldGroup>) => void
}

/** Memories of rules by the names of the rules, as one. */
export function joinMemories(byRule: ReadonlyMap<string, GroupMemory>): RuleMemory {
  return {
    rules: [...byRule.keys()],
    *all() {
      for (const [rule, memory] of byRule) for (const each of memory.all()) yield { rule, ...each }
    },
    changes: () => [...byRule].flatMap(([rule, memory]) => memory.changes().map((each) => ({ rule, ...each }))),
    restore: (groups) => {
      const ofRule = new Map<string, HeldGroup[]>()
      for (const each of groups) {
        const known = ofRule.get(each.rule)
        if (known === undefined) ofRule.set(each.rule, [each])
        else known.push(each)
      }
      for (const [rule, each] of ofRule) byRule.get(rule)?.restore(each)
    },
  }
}

/** Which groups have changed, once somebody has begun to ask: until then nothing is noted, so that it does not grow. */
export type ChangeNotes = {
  readonly note: (group: string) => void
  /** @param all - What to give the first time. @returns Groups noted since the last time. */
  readonly take: (all: () => Iterable<string>) => readonly string[]
}

/** Makes notes of changes. */
export function createChangeNotes(): ChangeNotes {
  let noted: Set<string> | undefined
  return {
    note: (group) => noted?.add(group),
    take: (all) => {
      const taken = [...(noted ?? all())]
      noted = new Set()
      return taken
    },
  }
}

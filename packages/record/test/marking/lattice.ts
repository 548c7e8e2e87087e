import { canonicalBytes, dominates, join, type Marking, type Policies, type Policy } from '../../src/index.ts'

const mode = 'REAL' as const
const grades = [0, 1, 2] as const
const until = ['2026-12-01T00:00:00.000Z', '2027-12-01T00:00:00.000Z']

/** Every audience over three nations, and none. */
function audiences(nations: readonly string[]): readonly Marking['aud'][] {
  const lists = nations.reduce<readonly (readonly [string, 0 | 1 | 2][])[]>(
    (sets, nation) => sets.flatMap((set) => grades.map((grade) => [...set, [nation, grade] as [string, 0 | 1 | 2]])),
    [[]],
  )
  const written = lists.map((list) => Object.fromEntries(list.filter(([, grade]) => grade > 0)) as Marking['aud'])
  return [undefined, ...written]
}

function subsets(tags: readonly string[]): readonly (string[] | undefined)[] {
  return [undefined, ...tags.reduce<string[][]>((sets, tag) => sets.flatMap((set) => [set, [...set, tag]]), [[]])]
}

function defined(marking: Record<string, unknown>): Marking {
  return Object.fromEntries(Object.entries(marking).filter(([, value]) => value !== undefined)) as Marking
}

/** All levels × all audiences over three nations × sets of two controls, one of which keeps nations out where the policy has one. */
export function byAudience(policy: Policy): readonly Marking[] {
  const [keeper] = Object.entries(policy.controls).filter(([, { nations }]) => nations !== undefined)
  const own = keeper?.[1].nations?.[0] ?? 'JPN'
  const nations = [own, ...['AUS', 'JPN', 'USA'].filter((nation) => nation !== own)].slice(0, 3)
  const controls = subsets([keeper?.[0] ?? 'CONTROL', 'ORCON'].sort())
  const isAllowed = (ctl: string[] | undefined, aud: Marking['aud']): boolean =>
    keeper === undefined ||
    ctl?.includes(keeper[0]) !== true ||
    Object.keys(aud ?? {}).every((nation) => nation === own)
  return policy.levels.flatMap((_, lvl) =>
    audiences(nations).flatMap((aud) =>
      controls.filter((ctl) => isAllowed(ctl, aud)).map((ctl) => defined({ pol: policy.id, lvl, aud, ctl, mode })),
    ),
  )
}

/** Three levels × every TLP label × sets of two compartments × three ends of validity. */
export function byTags(policy: Policy): readonly Marking[] {
  const labels = [undefined, 'CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']
  return [0, 2, 4].flatMap((lvl) =>
    labels.flatMap((tlp) =>
      subsets(['A', 'B']).flatMap((comp) =>
        [undefined, ...until].map((end) => defined({ pol: policy.id, lvl, tlp, comp, until: end, mode })),
      ),
    ),
  )
}

/** What was looked at, and each law with how often it failed. */
export type LawReport = {
  readonly pairs: number
  readonly triples: number
  readonly failures: Readonly<Record<string, number>>
}

/**
 * Checks every law on every pair and every triple of a set of markings that is closed under join.
 *
 * @param elements - All of one policy.
 */
export function checkLaws(elements: readonly Marking[], policy: Policy, policies: Policies): LawReport {
  const size = elements.length
  const failures: Record<string, number> = {}
  const fail = (law: string): void => {
    failures[law] = (failures[law] ?? 0) + 1
  }
  const decoder = new TextDecoder()
  const key = (marking: Marking): string => decoder.decode(canonicalBytes(marking))
  const indexOf = new Map(elements.map((marking, at) => [key(marking), at]))
  if (indexOf.size < size) fail('elements differ')
  const sums = new Int32Array(size * size).fill(-1)
  const above = new Uint8Array(size * size)
  for (const [a, first] of elements.entries()) {
    for (const [b, second] of elements.entries()) {
      const sum = join(first, second, policy.id, policies)
      const at = sum.ok ? indexOf.get(key(sum.marking)) : undefined
      if (at === undefined) fail('closed')
      else sums[a * size + b] = at
      const order = dominates(first, second, policy.id, policies)
      if (order.ok) above[a * size + b] = order.dominates ? 1 : 0
      else fail('comparable')
    }
  }
  checkTables(sums, above, size, fail)
  return { pairs: size ** 2, triples: size ** 3, failures }
}

function checkTables(sums: Int32Array, above: Uint8Array, size: number, fail: (law: string) => void): void {
  const sum = (a: number, b: number): number => sums[a * size + b] ?? -1
  const isAbove = (a: number, b: number): boolean => above[a * size + b] === 1
  const checkPair = (a: number, b: number): void => {
    const ab = sum(a, b)
    if (ab !== sum(b, a)) fail('commutative')
    if (a !== b && isAbove(a, b) && isAbove(b, a)) fail('antisymmetric')
    if (!isAbove(ab, a) || !isAbove(ab, b)) fail('upper bound')
    if (isAbove(a, b) !== (ab === a)) fail('order and join agree')
  }
  const checkTriple = (a: number, b: number, c: number): void => {
    const ab = sum(a, b)
    if (sum(ab, c) !== sum(a, sum(b, c))) fail('associative')
    if (isAbove(c, a) && isAbove(c, b) && !isAbove(c, ab)) fail('least upper bound')
    if (isAbove(a, b) && isAbove(b, c) && !isAbove(a, c)) fail('transitive')
  }
  for (let a = 0; a < size; a += 1) {
    if (sum(a, a) !== a) fail('idempotent')
    if (!isAbove(a, a)) fail('reflexive')
    for (let b = 0; b < size; b += 1) {
      checkPair(a, b)
      for (let c = 0; c < size; c += 1) checkTriple(a, b, c)
    }
  }
}

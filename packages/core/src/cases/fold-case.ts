import { aboutOf, type CasePart, compareTexts, partKey, referredKey } from './case-part.ts'
import { distinctParts, type PartsByKey, partsByKey } from './distinct-parts.ts'
import { linkedGroups } from './linked-groups.ts'

/** Everything that was said of one thing of a case: what its author said first, and what corrects it. */
export type CaseThread<Part extends CasePart> = {
  /** Key of the part that it began with. */
  readonly key: string
  readonly kind: CasePart['what']['kind']
  /** In the order of time. */
  readonly versions: readonly Part[]
  /** What holds now: of each node what it has not corrected itself. More than one where nodes or two officers differ. */
  readonly heads: readonly Part[]
  /** Nobody holds on to it. */
  readonly isWithdrawn: boolean
}

/** What one node says of the case as a whole. */
export type CaseStanding = {
  readonly title: string | undefined
  readonly owner: string | undefined
  /** Undefined where it says nothing of it. */
  readonly state: 'open' | 'closed' | undefined
}

/** A case as it follows from its parts. */
export type Case<Part extends CasePart> = {
  /** In the order of time of their first versions. */
  readonly threads: readonly CaseThread<Part>[]
  /** By the name of the node. */
  readonly standings: ReadonlyMap<string, CaseStanding>
  /** How many parts each part refers to that are not here, by the part’s key; absent where none. */
  readonly absent: ReadonlyMap<string, number>
  /** The thread that a part belongs to, by the part’s key. */
  readonly threadOf: ReadonlyMap<string, CaseThread<Part>>
}

/**
 * Folds the parts of one case. The same parts give the same case, in whatever order and however often they come.
 *
 * A correction takes the place of what its own node said before it (a lesser id). What another node corrects stays beside the correction: each nation
 * keeps its own view, and both are shown. A part that names a part of another kind as what it corrects corrects nothing.
 */
export function foldCase<Part extends CasePart>(parts: readonly Part[]): Case<Part> {
  const distinct = distinctParts(parts)
  const byKey = partsByKey(distinct)
  const links = distinct.flatMap((part) => correctedBy(part, byKey).map((key) => [partKey(part), key] as const))
  const groups = linkedGroups([...byKey.keys()], links)
  const threads = [...new Set(groups.values())].map((keys) =>
    threadFrom(
      keys.flatMap((key) => byKey.get(key) ?? []),
      byKey,
    ),
  )
  const threadOf = new Map(threads.flatMap((thread) => thread.versions.map((part) => [partKey(part), thread] as const)))
  return { threads, threadOf, standings: standingsOf(threads), absent: absentOf(distinct, byKey) }
}

/** Keys of the parts that are here and that a part corrects. */
function correctedBy<Part extends CasePart>(part: Part, byKey: PartsByKey<Part>): readonly string[] {
  return part.corrects.flatMap((reference) => {
    const key = referredKey(part.node, reference)
    const corrected = key === undefined ? undefined : byKey.get(key)
    if (key === undefined || corrected === undefined) return []
    const fits = corrected.some(({ what }) => isSameSort(what.kind, part.what.kind))
    return fits && key !== partKey(part) ? [key] : []
  })
}

function isSameSort(corrected: CasePart['what']['kind'], kind: CasePart['what']['kind']): boolean {
  return corrected === kind || corrected === 'withdrawn' || kind === 'withdrawn'
}

function threadFrom<Part extends CasePart>(versions: readonly Part[], byKey: PartsByKey<Part>): CaseThread<Part> {
  const replaced = new Set(versions.flatMap((part) => replacedBy(part, byKey)))
  const heads = versions.filter((part) => !replaced.has(partKey(part)))
  const first = versions.find(({ corrects }) => corrects.length === 0) ?? versions[0]
  const kind = versions.find(({ what }) => what.kind !== 'withdrawn')?.what.kind ?? 'withdrawn'
  return {
    ...{ kind, versions, heads },
    key: first === undefined ? '' : partKey(first),
    isWithdrawn: heads.every(({ what }) => what.kind === 'withdrawn'),
  }
}

/** A node’s parts in the order in which it wrote them, whatever its clock did. */
function byIds(one: CasePart, other: CasePart): number {
  return compareTexts(partKey(one), partKey(other))
}

/** Only what its own node said before: ULIDs grow, so that no two parts take each other’s place. */
function replacedBy<Part extends CasePart>(part: Part, byKey: PartsByKey<Part>): readonly string[] {
  return correctedBy(part, byKey).filter((key) => key.startsWith(`${part.node}/`) && key < partKey(part))
}

function standingsOf<Part extends CasePart>(threads: readonly CaseThread<Part>[]): Case<Part>['standings'] {
  const standings = new Map<string, CaseStanding>()
  for (const { node, what } of threads.flatMap(({ heads }) => heads).sort(byIds)) {
    const before = standings.get(node) ?? { title: undefined, owner: undefined, state: undefined }
    standings.set(node, { ...before, ...saidOfCase(what) })
  }
  return standings
}

function saidOfCase(what: CasePart['what']): Partial<CaseStanding> {
  switch (what.kind) {
    case 'opened':
      return { title: what.title, state: 'open' }
    case 'renamed':
      return { title: what.title }
    case 'owned':
      return { owner: what.owner }
    case 'closed':
      return { state: 'closed' }
    case 'reopened':
      return { state: 'open' }
    default:
      return {}
  }
}

function absentOf<Part extends CasePart>(parts: readonly Part[], byKey: PartsByKey<Part>): ReadonlyMap<string, number> {
  const counts = parts.map((part) => {
    const keys = [...part.corrects, ...aboutOf(part.what)].map((reference) => referredKey(part.node, reference))
    return [partKey(part), keys.filter((key) => key === undefined || !byKey.has(key)).length] as const
  })
  return new Map(counts.filter(([, count]) => count > 0))
}

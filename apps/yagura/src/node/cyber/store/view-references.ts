import type { SqlConnection } from '../../store/sqlite.ts'
import { numberOf } from '../../store/store-state.ts'

/** Numbers of the sources that are named by a list in JSON. */
export const namedSources = 'SELECT no FROM sources WHERE name IN (SELECT value FROM json_each(?))'

/** A version that is about to enter a view. */
export type CandidateVersion = {
  readonly seq: number
  /** Number of its object. */
  readonly object: number
  /** Numbers of the objects that it refers to. */
  readonly references: readonly number[]
}

/** Which versions enter a view, and which wait for the first thing that is missing. */
export type Judged = {
  readonly entering: readonly CandidateVersion[]
  readonly waiting: readonly (CandidateVersion & { readonly waitsFor: number })[]
}

/** Whose view it is, and what the recipient has besides. */
export type ReferenceView = {
  readonly view: number
  /** What these brought the recipient has. */
  readonly ownSources: readonly string[]
  /** Numbers of objects that everybody has. */
  readonly knownEverywhere: ReadonlySet<number>
}

/**
 * Judges versions together with those that waited for them: as many enter as can without one of them referring to what is not in
 * view. Versions that refer to each other in a ring enter together.
 *
 * @param candidates - In the order of the store.
 * @param read - Reads a version that waited.
 * @returns In the order of the store. Versions that waited wait no more, unless they are among the waiting again.
 */
export function judgeReferences(
  connection: SqlConnection,
  of: ReferenceView,
  candidates: readonly CandidateVersion[],
  read: (seq: number) => CandidateVersion | undefined,
): Judged {
  const all = withThoseWhoWaited(connection, of.view, candidates, read)
  const isThere = createPresence(connection, of)
  return judge(all, isThere)
}

function withThoseWhoWaited(
  connection: SqlConnection,
  view: number,
  candidates: readonly CandidateVersion[],
  read: (seq: number) => CandidateVersion | undefined,
): readonly CandidateVersion[] {
  if (connection.prepare('SELECT 1 FROM view_held WHERE view = ? LIMIT 1').get(view) === undefined) return candidates
  const all = new Map(candidates.map((candidate) => [candidate.seq, candidate]))
  const waiting = connection.prepare('SELECT version FROM view_held WHERE view = ? AND waits_for = ?')
  const waitNoMore = connection.prepare('DELETE FROM view_held WHERE version = ? AND view = ?')
  // The map grows while it is gone through: those who waited for those who waited come too.
  for (const { object } of all.values()) {
    for (const row of waiting.all(view, object)) {
      const seq = numberOf(row, 'version')
      waitNoMore.run(seq, view)
      const waited = all.has(seq) ? undefined : read(seq)
      if (waited !== undefined) all.set(seq, waited)
    }
  }
  return [...all.values()].sort((a, b) => a.seq - b.seq)
}

/** Whether a recipient has an object in view, or has it anyway, or nobody here has it. */
function createPresence(
  connection: SqlConnection,
  { view, ownSources, knownEverywhere }: ReferenceView,
): (object: number) => boolean {
  const known = new Map<number, boolean>()
  const isKept = connection.prepare('SELECT 1 FROM objects WHERE object = ?')
  // CROSS keeps this order: the other way round all of the view is looked through for each reference.
  const isInView = connection.prepare(
    'SELECT 1 FROM versions v CROSS JOIN view_entries e ON e.version = v.seq AND e.view = ? WHERE v.object = ? LIMIT 1',
  )
  const isOwn = connection.prepare(`SELECT 1 FROM versions WHERE object = ? AND source IN (${namedSources}) LIMIT 1`)
  const own = JSON.stringify(ownSources)
  return (object) => {
    const remembered = known.get(object)
    if (remembered !== undefined) return remembered
    const isThere =
      knownEverywhere.has(object) ||
      isKept.get(object) === undefined ||
      isInView.get(view, object) !== undefined ||
      isOwn.get(object, own) !== undefined
    known.set(object, isThere)
    return isThere
  }
}

/** Takes out whoever lacks something, then whoever lacks those, until nobody lacks anything. */
function judge(candidates: readonly CandidateVersion[], isThere: (object: number) => boolean): Judged {
  const versionsOf = new Map<number, number>()
  const referrers = new Map<number, CandidateVersion[]>()
  for (const { object } of candidates) versionsOf.set(object, (versionsOf.get(object) ?? 0) + 1)
  const waitsFor = new Map<CandidateVersion, number>()
  const out: CandidateVersion[] = []
  const takeOut = (candidate: CandidateVersion, missing: number): void => {
    if (waitsFor.has(candidate)) return
    waitsFor.set(candidate, missing)
    out.push(candidate)
  }
  const lookFor = (candidate: CandidateVersion, target: number): void => {
    if (!versionsOf.has(target)) takeOut(candidate, target)
    else {
      const others = referrers.get(target)
      if (others === undefined) referrers.set(target, [candidate])
      else others.push(candidate)
    }
  }
  for (const candidate of candidates) {
    for (const target of candidate.references) if (!isThere(target)) lookFor(candidate, target)
  }
  // The list grows while it is gone through.
  for (const { object } of out) {
    const left = (versionsOf.get(object) ?? 0) - 1
    versionsOf.set(object, left)
    if (left === 0) for (const referrer of referrers.get(object) ?? []) takeOut(referrer, object)
  }
  return {
    entering: candidates.filter((candidate) => !waitsFor.has(candidate)),
    waiting: [...waitsFor].map(([candidate, missing]) => ({ ...candidate, waitsFor: missing })),
  }
}

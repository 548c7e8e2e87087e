import type { ReleaseDependencies } from './release-dependencies.ts'
import type { RestsOn } from './rests-on.ts'
import type { StoredRelease } from './stored-release.ts'

/**
 * What a release tells of: as it was marked when the release was written and, while it has not left, as it is marked now as well. So
 * what was raised since is not let go, and what was lowered is not let go lower.
 *
 * @throws what `readSubject` says (rejects) where the subject is not kept any more.
 */
export async function toldNow(
  { readSubject, logs }: Pick<ReleaseDependencies, 'readSubject' | 'logs'>,
  { state, salt, request: { subject, mark }, tellsOf = [] }: StoredRelease,
): Promise<readonly RestsOn[]> {
  const isWaiting = state === 'draft' || state === 'signed'
  const tells = subject.kind === 'alert' || subject.kind === 'case-part'
  const now = isWaiting && tells ? (await readSubject(subject, mark)).tellsOf : undefined
  return [...tellsOf, ...(salt === undefined ? (now ?? []) : othersAmong(now, logs.own()?.party))]
}

/** A part of what was signed may be lower than this nation’s own things, never lower than what another nation marked. */
export function othersAmong(tellsOf: readonly RestsOn[] = [], ownNation: string | undefined): readonly RestsOn[] {
  return tellsOf.filter(({ originator }) => originator !== ownNation)
}

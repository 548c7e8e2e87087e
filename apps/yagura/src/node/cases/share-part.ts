import { aboutOf, referredKey } from '@yagura/core'
import type { CaseContent, CasePartTold, Marking } from '@yagura/record'
import type { SharedSubject } from '../releases/shared-subject.ts'
import { isoOfUnixMs } from '../unix-time.ts'
import type { StoredPart } from './case-book.ts'
import type { KnownCase } from './known-cases.ts'

const releaseGrade = 2

/**
 * Writes a part of a case down as it is shared. It names another part only where everybody who gets it has that part too; else it
 * says that there is one and not which.
 *
 * @param mark - By which it is to leave.
 */
export function sharePart(stored: StoredPart, mark: Marking, known: KnownCase, ownNode: string): SharedSubject {
  const { caseId, id, atMs, author, what, corrects } = stored
  const { folded, shared, title } = known
  const audience = Object.entries(mark.aud ?? {}).flatMap(([nation, grade]) => (grade === releaseGrade ? [nation] : []))
  const mayName = (reference: string): boolean => {
    const key = referredKey(ownNode, reference)
    if (key === undefined) return false
    // What came from a partner is guarded by the marking of its record, on which this one rests.
    if (!key.startsWith(`${ownNode}/`)) return true
    const went = shared.released.get(key.slice(ownNode.length + 1)) ?? []
    return went.some((one) => !one.recalled && audience.every((nation) => one.audience.includes(nation)))
  }
  const named = (reference: string): string => (mayName(reference) ? reference : 'withheld')
  const restsOn = [...corrects, ...aboutOf(what)].flatMap((reference) => {
    const key = referredKey(ownNode, reference) ?? ''
    const versions = folded.threadOf.get(key)?.versions ?? []
    return versions.flatMap(({ node, id: partId, provenance }) =>
      `${node}/${partId}` === key && provenance !== undefined ? [provenance.recordId] : [],
    )
  })
  const data: CasePartTold = {
    ...{ atUtc: isoOfUnixMs(atMs), author, case: caseId, part: id, what: renamed(what, named) },
    ...(corrects.length === 0 ? {} : { corrects: [...new Set(corrects.map(named))] }),
  }
  return {
    kind: 'case.part',
    title: `${title ?? caseId}: ${what.kind}`,
    data,
    restsOn: [...new Set(restsOn)],
    mark: stored.mark,
  }
}

function renamed(what: CaseContent, name: (reference: string) => string): CaseContent {
  switch (what.kind) {
    case 'custody':
    case 'weighing':
      return { ...what, evidence: name(what.evidence) }
    case 'rating':
      return { ...what, evidence: name(what.evidence), hypothesis: name(what.hypothesis) }
    case 'judgement':
      return { ...what, hypothesis: name(what.hypothesis) }
    case 'note':
      return what.about === undefined ? what : { ...what, about: name(what.about) }
    default:
      return what
  }
}

import { aboutOf, type CaseThread, custodyOf, partKey, referredKey } from '@yagura/core'
import { type CaseContent, joinAll, type Marking, type Policies } from '@yagura/record'
import type { CasePartView, CaseSummary, CaseThreadView, CaseView } from '../../api/contract/cases.ts'
import { wordsOf } from '../marking-words.ts'
import type { CaseFiles } from './case-files.ts'
import type { KnownCase, KnownPart } from './known-cases.ts'

/** What views are made with. */
export type ViewParts = {
  readonly ownNode: string
  readonly policies: Policies
  /** The marking of what has no other: this nation alone. */
  readonly defaultMark: Marking
  readonly files: CaseFiles
}

/** A case as the list shows it. */
export function summaryOf(known: KnownCase, view: ViewParts): CaseSummary {
  const { id, title, owner, state, parts, folded, shared } = known
  const tasks = folded.threads
    .filter(({ kind }) => kind === 'task')
    .flatMap(({ heads }) => heads.find(({ node }) => node === view.ownNode) ?? heads.slice(0, 1))
    .flatMap(({ what }) => (what.kind === 'task' && what.state === 'open' ? [what] : []))
  const due = tasks.flatMap(({ dueUtc }) => dueUtc ?? []).sort((a, b) => Date.parse(a) - Date.parse(b))
  const nodes = [...new Set(parts.map(({ node }) => node))]
  const mark = joinedMark(known, view)
  return {
    ...{ id, state, title: title ?? null, owner: owner ?? null },
    parties: [...new Set(nodes.map((node) => shared.partyOf(node) ?? node))].sort(),
    ...{ parts: parts.length, openTasks: tasks.length, nextDueUtc: due[0] ?? null },
    firstUtc: parts[0]?.atUtc ?? '',
    lastUtc: parts.at(-1)?.atUtc ?? '',
    portion: mark === undefined ? null : wordsOf(mark, view.policies).portion,
    marks: mark === undefined ? distinctMarks(parts) : [mark],
  }
}

/** The markings of parts, each once. */
export function distinctMarks(parts: readonly KnownPart[]): Marking[] {
  return [...new Map(parts.map(({ mark }) => [JSON.stringify(mark), mark])).values()]
}

/** A case with all its parts. */
export function caseView(known: KnownCase, view: ViewParts): CaseView {
  const { folded, shared } = known
  const mark = joinedMark(known, view)
  return {
    ...summaryOf(known, view),
    banner: mark === undefined ? null : wordsOf(mark, view.policies).banner,
    leftOut: shared.leftOut.get(known.id) ?? 0,
    standings: [...folded.standings].map(([node, { title, owner, state }]) => ({
      ...{ node, party: shared.partyOf(node) ?? null },
      ...{ title: title ?? null, owner: owner ?? null, state: state ?? null },
    })),
    threads: folded.threads.map((thread) => threadView(thread, known, view)),
  }
}

/** The marking of a case as a whole: the join of its parts’, in the first policy that has words for all; undefined where none has. */
export function joinedMark({ parts }: KnownCase, { policies, defaultMark }: ViewParts): Marking | undefined {
  const marks = distinctMarks(parts)
  for (const pol of new Set([defaultMark.pol, ...marks.map((mark) => mark.pol)])) {
    const joined = joinAll(marks, pol, policies)
    if (joined.ok) return joined.marking
  }
  return undefined
}

/** One part as the API gives it. */
export function partView(part: KnownPart, { folded, shared }: KnownCase, view: ViewParts): CasePartView {
  const { node, atUtc, author, mark, corrects, what, provenance } = part
  const isOwn = node === view.ownNode
  const key = partKey(part)
  return {
    ...{ key, node, isOwn, atUtc, mark, party: shared.partyOf(node) ?? null, author: author ?? null },
    portion: wordsOf(mark, view.policies).portion,
    corrects: corrects.map((reference) => referredKey(node, reference) ?? reference),
    absent: folded.absent.get(key) ?? 0,
    what: withKeys(what, node),
    provenance: provenance === undefined ? null : { ...provenance, signedBy: [...provenance.signedBy] },
    went: isOwn
      ? (shared.released.get(part.id) ?? []).map(({ recordId, origin, index, recalled }) => {
          return { recordId, origin, index, recalled }
        })
      : [],
  }
}

function threadView(thread: CaseThread<KnownPart>, known: KnownCase, view: ViewParts): CaseThreadView {
  const { key, kind, isWithdrawn, heads, versions } = thread
  return {
    ...{ key, kind, isWithdrawn },
    heads: [...new Set(heads.map(partKey))],
    versions: versions.map((part) => partView(part, known, view)),
    custody: kind === 'evidence' ? custodyView(thread, known, view) : null,
  }
}

function custodyView(thread: CaseThread<KnownPart>, { folded }: KnownCase, { files }: ViewParts) {
  const { firstHolder, holder, registeredSha256, steps, findings } = custodyOf(folded, thread)
  return {
    ...{ firstHolder: firstHolder ?? null, holder: holder ?? null, registeredSha256: [...registeredSha256] },
    heldHere: registeredSha256.some(files.isHeld),
    steps: steps.map(({ part, from, to, atUtc, sha256, findings: found }) => ({
      ...{ part: partKey(part), from, to, atUtc, sha256: sha256 ?? null, findings: [...found] },
    })),
    findings: [...findings],
  }
}

/** What is said, with keys in the place of references that depend on who says it. */
function withKeys(what: CaseContent, node: string): CaseContent {
  if (aboutOf(what).length === 0) return what
  const keyed = (reference: string): string => referredKey(node, reference) ?? reference
  switch (what.kind) {
    case 'custody':
    case 'weighing':
      return { ...what, evidence: keyed(what.evidence) }
    case 'rating':
      return { ...what, evidence: keyed(what.evidence), hypothesis: keyed(what.hypothesis) }
    case 'judgement':
      return { ...what, hypothesis: keyed(what.hypothesis) }
    case 'note':
      return what.about === undefined ? what : { ...what, about: keyed(what.about) }
    default:
      return what
  }
}

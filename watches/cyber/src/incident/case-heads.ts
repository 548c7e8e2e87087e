import { type Case, type CasePart, type CaseThread, partKey, referredKey } from '@yagura/core'
import type { CaseContent } from '@yagura/record'
import { stableId } from './stable-id.ts'

/** A part that holds, and the object that stands for it. */
export type Head = {
  readonly part: CasePart
  /** What it says; of a withdrawn part what it said last. */
  readonly content: CaseContent
  readonly thread: CaseThread<CasePart>
  /** Id of the object. */
  readonly id: string
}

/** What is said of a case as a whole. */
export const standingKinds: ReadonlySet<CaseContent['kind']> = new Set([
  'opened',
  'renamed',
  'owned',
  'closed',
  'reopened',
])

/**
 * What holds of each thread, by node, but what is said of the case as a whole; of a withdrawn thread what it said last.
 *
 * @param view - Who reads it: what names other parts is another object where its readers have others.
 */
export function headsOf(folded: Case<CasePart>, view: string): readonly Head[] {
  return folded.threads.flatMap((thread) => {
    if (standingKinds.has(thread.kind) || thread.kind === 'withdrawn') return []
    const nodes = new Map<string, number>()
    return thread.heads.flatMap((head) => {
      const said = head.what.kind === 'withdrawn' ? lastSaid(thread, head.node) : head.what
      if (said === undefined || (head.what.kind === 'withdrawn' && !thread.isWithdrawn)) return []
      const place = nodes.get(head.node) ?? 0
      nodes.set(head.node, place + 1)
      const first = thread.versions.find(({ node }) => node === head.node) ?? head
      const names = [partKey(first), ...(place === 0 ? [] : [partKey(head)]), ...viewOf(said, head.node, folded, view)]
      return [{ part: head, content: said, thread, id: stableId(typeOf(said), ...names) }]
    })
  })
}

function lastSaid({ versions }: CaseThread<CasePart>, node: string): CaseContent | undefined {
  return versions.filter((one) => one.node === node && one.what.kind !== 'withdrawn').at(-1)?.what
}

/** What names other objects depends on which of them its readers have. */
function viewOf(what: CaseContent, node: string, { threadOf }: Case<CasePart>, view: string): readonly string[] {
  const isHere = (reference: string) => threadOf.has(referredKey(node, reference) ?? '')
  switch (what.kind) {
    case 'rating':
      return [isHere(what.evidence), isHere(what.hypothesis)].map(String)
    case 'custody':
    case 'weighing':
      return [String(isHere(what.evidence))]
    case 'note':
      return what.about !== undefined && isHere(what.about) ? [] : [view]
    case 'evidence':
      return what.file === undefined ? [view] : []
    default:
      return []
  }
}

/** The type of the object that stands for a part. */
function typeOf(what: CaseContent): string {
  switch (what.kind) {
    case 'evidence':
      return what.file === undefined ? 'note' : 'observed-data'
    case 'judgement':
      return 'opinion'
    case 'rating':
      return 'ach-rating'
    case 'weighing':
      return 'evidence-weighing'
    case 'custody':
      return 'custody-transfer'
    case 'link':
      return 'case-link'
    case 'entry':
      return 'event'
    default:
      return what.kind
  }
}

/** What a node means by a reference: as it says it itself where it does, else as the first that does. */
export function idOfPart(
  reference: string,
  node: string,
  { threadOf }: Case<CasePart>,
  heads: readonly Head[],
): string | undefined {
  const thread = threadOf.get(referredKey(node, reference) ?? '')
  if (thread === undefined) return undefined
  const said = heads.filter((head) => head.thread === thread)
  return (said.find(({ part }) => part.node === node) ?? said[0])?.id
}

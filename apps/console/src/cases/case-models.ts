import type { Operations } from '../api/types.ts'

/** A case with all its parts. */
export type CaseView = Operations['readCase']['answer']
/** Everything that was said of one thing of a case. */
export type CaseThread = CaseView['threads'][number]
/** One part of a case. */
export type CasePart = CaseThread['versions'][number]
/** What a part says. */
export type CaseContent = CasePart['what']
/** The word of a kind of part. */
export type PartKind = CaseContent['kind']
/** Evidence against hypotheses. */
export type CaseMatrix = Operations['readCaseMatrix']['answer']
/** What a part of one kind says. */
export type ContentOf<Kind extends PartKind> = Extract<CaseContent, { readonly kind: Kind }>

/** What holds now of a thread, this node’s own first. */
export function headsOf({ heads, versions }: CaseThread): readonly CasePart[] {
  const held = versions.filter(({ key }) => heads.includes(key))
  return [...held.filter(({ isOwn }) => isOwn), ...held.filter(({ isOwn }) => !isOwn)]
}

/** Threads of some kinds that somebody holds on to. */
export function threadsOf({ threads }: CaseView, ...kinds: readonly PartKind[]): readonly CaseThread[] {
  return threads.filter(({ kind, isWithdrawn }) => !isWithdrawn && kinds.some((one) => one === kind))
}

/** A title for what a thread is about: that of its first head that has one. */
export function titleOf(thread: CaseThread): string {
  for (const { what } of headsOf(thread)) if ('title' in what) return what.title
  return thread.key
}

/** When what a part tells of was: its own time, else when it was written. Undefined for an event of which nobody says when it was. */
export function instantOf({ what, atUtc }: CasePart): string | undefined {
  if (what.kind === 'event') return what.fromUtc ?? what.untilUtc
  if (what.kind === 'entry' || what.kind === 'custody') return what.atUtc
  return atUtc
}

/** Whether nations or officers say different things at once. */
export function isDisputed(thread: CaseThread): boolean {
  return new Set(headsOf(thread).map(({ what }) => JSON.stringify(what))).size > 1
}

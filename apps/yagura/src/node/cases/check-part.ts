import { aboutOf, type Case, type CasePart, referredKey } from '@yagura/core'
import { type CaseContent, checkMarking, type Marking, type Policies } from '@yagura/record'
import type { NodeMode } from '../context.ts'
import { unixMsOfIso } from '../unix-time.ts'
import { CaseRefusedError } from './errors.ts'

/** What a new part is judged by. */
export type PartRules = {
  readonly mode: NodeMode
  readonly policies: Policies
  /** Nation of this node; undefined where it has no keys. */
  readonly party: string | undefined
  /** Name of this node in keys of parts. */
  readonly node: string
}

/**
 * The marking of a part: as asked for, else this nation alone at the lowest level of its policy.
 *
 * @throws CaseRefusedError where it is none, is of another mode, or leaves out the own nation.
 */
export function markOfPart(asked: Marking | undefined, { mode, policies, party }: PartRules): Marking {
  if (asked === undefined) {
    const pol = [...policies.values()].find(({ nation }) => nation !== undefined && nation === party)?.id ?? 'TLP'
    return { pol, lvl: 0, ...(party === undefined ? {} : { aud: { [party]: 2 } }), mode }
  }
  const checked = checkMarking(asked, policies)
  if (!checked.ok) throw new CaseRefusedError(`its marking: ${checked.fault.reason} (${checked.fault.code})`)
  if (asked.mode !== mode) throw new CaseRefusedError(`it is marked ${asked.mode}, but this node is ${mode}`)
  if (party !== undefined && asked.aud !== undefined && asked.aud[party] !== 2) {
    throw new CaseRefusedError(`its audience does not release it to ${party}, whose node this is`)
  }
  return asked
}

/**
 * Checks what is said against the case: instants exist, and what it is about is there and of the right kind.
 *
 * @returns The same, with references to this node's own parts in their short form.
 * @throws CaseRefusedError
 */
export function checkContent(what: CaseContent, folded: Case<CasePart>, { node }: PartRules): CaseContent {
  for (const [member, value] of Object.entries(what)) {
    if (member.endsWith('Utc') && unixMsOfIso(String(value)) === undefined) {
      throw new CaseRefusedError(`${member} is no instant that exists`)
    }
  }
  if (what.kind === 'event' && what.fromUtc !== undefined && what.untilUtc !== undefined) {
    requireOrder(what.fromUtc, what.untilUtc)
  }
  for (const reference of aboutOf(what)) requireHere(reference, folded, node)
  switch (what.kind) {
    case 'custody':
    case 'weighing':
      return { ...what, evidence: requireKind(what.evidence, 'evidence', folded, node) }
    case 'rating':
      return {
        ...what,
        evidence: requireKind(what.evidence, 'evidence', folded, node),
        hypothesis: requireKind(what.hypothesis, 'hypothesis', folded, node),
      }
    case 'judgement':
      return { ...what, hypothesis: requireKind(what.hypothesis, 'hypothesis', folded, node) }
    case 'note':
      return what.about === undefined ? what : { ...what, about: shortened(what.about, node) }
    default:
      return what
  }
}

/**
 * The parts in whose place a part is to stand, in their short form.
 *
 * @throws CaseRefusedError where one is not here, or is of another kind.
 */
export function checkCorrected(
  corrects: readonly string[],
  kind: CaseContent['kind'],
  folded: Case<CasePart>,
  { node }: PartRules,
): readonly string[] {
  if (kind === 'withdrawn' && corrects.length === 0) throw new CaseRefusedError('say which part is withdrawn')
  return corrects.map((reference) => {
    const corrected = requireHere(reference, folded, node)
    if (kind !== 'withdrawn' && corrected !== kind) {
      throw new CaseRefusedError(`a part of kind ${kind} cannot stand in the place of one of kind ${corrected}`)
    }
    return shortened(reference, node)
  })
}

function requireOrder(fromUtc: string, untilUtc: string): void {
  if (Date.parse(untilUtc) < Date.parse(fromUtc)) throw new CaseRefusedError('untilUtc is before fromUtc')
}

function requireHere(reference: string, { threadOf }: Case<CasePart>, node: string): CaseContent['kind'] {
  const thread = threadOf.get(referredKey(node, reference) ?? '')
  if (thread === undefined) throw new CaseRefusedError('it refers to a part that this case does not have')
  return thread.kind
}

function requireKind(reference: string, kind: CaseContent['kind'], folded: Case<CasePart>, node: string): string {
  if (requireHere(reference, folded, node) !== kind)
    throw new CaseRefusedError(`it does not refer to a part of kind ${kind}`)
  return shortened(reference, node)
}

function shortened(reference: string, node: string): string {
  return reference.startsWith(`${node}/`) ? reference.slice(node.length + 1) : reference
}

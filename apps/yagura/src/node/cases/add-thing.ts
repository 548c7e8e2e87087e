import { isDeepStrictEqual } from 'node:util'
import { partKey } from '@yagura/core'
import { type CaseContent, joinAll, type Marking, tlpRank } from '@yagura/record'
import type { Caller } from '../../api/contract/operations.ts'
import type { Handlers } from '../context.ts'
import { ReleaseRefusedError } from '../releases/errors.ts'
import type { LinkedThing } from '../releases/shared-subject.ts'
import type { CaseService } from './case-service.ts'
import { markOfPart, type PartRules } from './check-part.ts'
import { CaseRefusedError } from './errors.ts'

type Said<Kind extends CaseContent['kind']> = Omit<Extract<CaseContent, { readonly kind: Kind }>, 'kind'>

/** What of a thing of a watch is evidence, so that a case still has it when the watch has forgotten the thing. */
export type ThingEvidence = {
  readonly bytes: Uint8Array
  readonly name: string
  readonly mediaType: string
  readonly evidence: Pick<Said<'evidence'>, 'title' | 'text' | 'source'>
  /** What happened by it. */
  readonly event: Said<'event'>
}

/** Undefined for a thing that has none, or is not kept any more. */
export type EvidenceOf = (thing: LinkedThing) => MaybeEvidence | Promise<MaybeEvidence>
type MaybeEvidence = ThingEvidence | undefined

/** What adding a thing needs of cases. */
export type ThingParts = {
  readonly cases: Pick<CaseService, 'handlers' | 'uploads' | 'ownParts'>
  readonly evidenceOf: EvidenceOf
  /**
   * Markings that bind what is said of things under a marking.
   *
   * @throws ReleaseRefusedError (rejects) where a thing is not kept any more that may have been marked.
   */
  readonly marksOf: (things: readonly LinkedThing[], mark: Marking) => Promise<readonly Marking[]>
  readonly rules: PartRules
  readonly nowUtc: () => string
}

/**
 * Adds a thing of any watch to a case: a link to it, and what of it is evidence as it is now, held by whoever adds it. Link and event name
 * the thing and are marked no lower than it is; the evidence is of this node alone. What the case has already is not said twice.
 */
export function createThingAdder(parts: ThingParts): Handlers<'addThingToCase'> {
  const { cases, evidenceOf, rules } = parts
  let last: Promise<unknown> = Promise.resolve()
  const add: Handlers<'addThingToCase'>['addThingToCase'] = async ({ params, body: { rel, to, mark } }, caller) => {
    const own = markOfPart(mark, rules)
    const found = await evidenceOf(to)
    const named = (found?.event.labels ?? []).map(({ scheme, id }) => ({ type: scheme, id }))
    const told = markTold(own, await marksOfKept(parts, [to, ...named], own), rules)
    const before = await cases.ownParts(params.id)
    const say = async (what: CaseContent, markOfIt: Marking): Promise<string> => {
      const said = before.find((part) => isDeepStrictEqual(part.mark, markOfIt) && saysTheSame(part.what, what))
      if (said !== undefined) return partKey(said)
      const asked = { params, query: undefined, body: { what, mark: markOfIt } }
      return (await cases.handlers.addCasePart(asked, caller)).key
    }
    // First what may be forgotten: a case that has the link alone points at nothing one day.
    const evidence = found === undefined ? null : await say(await evidencePart(parts, found, params, caller), own)
    const event = found === undefined ? null : await say({ kind: 'event', ...found.event }, told)
    return { link: await say({ kind: 'link', rel, to }, told), evidence, event }
  }
  return {
    // One after the other, so that a second click finds what the first has said.
    addThingToCase: (asked, caller) => {
      const added = last.then(() => add(asked, caller))
      last = added.catch(() => undefined)
      return added
    },
  }
}

async function marksOfKept({ marksOf }: ThingParts, things: readonly LinkedThing[], mark: Marking) {
  try {
    return await marksOf(things, mark)
  } catch (error) {
    if (error instanceof ReleaseRefusedError) throw new CaseRefusedError(error.reason, { cause: error })
    throw error
  }
}

/** The least marking of what names a thing. This nation has what its node holds, whomever else the thing goes to. */
function markTold(own: Marking, marks: readonly Marking[], rules: PartRules): Marking {
  const { party, policies } = rules
  const held = marks
    .map((mark) => inWordsOf(own.pol, mark))
    .map(({ aud, ...mark }): Marking => {
      return aud === undefined || party === undefined
        ? { ...mark, ...(aud && { aud }) }
        : { ...mark, aud: { [party]: 2, ...aud } }
    })
  const joined = joinAll([own, ...held], own.pol, policies)
  if (!joined.ok) {
    throw new CaseRefusedError(`the marking of what it tells of: ${joined.fault.reason} (${joined.fault.code})`)
  }
  return markOfPart(joined.marking, rules)
}

/** A label of TLP can stand in any policy, and the levels of the policy TLP say no more than its labels. */
function inWordsOf(pol: string, mark: Marking): Marking {
  const isLabelAlone = mark.pol === 'TLP' && mark.lvl === Math.max(0, tlpRank(mark.tlp))
  return isLabelAlone && pol !== 'TLP' ? { ...mark, pol, lvl: 0 } : mark
}

/** Bytes of evidence are the same by their hash, whoever collected them and when; a link by what it names. */
function saysTheSame(one: CaseContent, other: CaseContent): boolean {
  if (one.kind === 'evidence' && other.kind === 'evidence') {
    return one.file !== undefined && isDeepStrictEqual(one.file, other.file)
  }
  if (one.kind !== 'link' || other.kind !== 'link') return isDeepStrictEqual(one, other)
  const named = ({ rel, from, to }: typeof one) => [rel, from?.type, from?.id, to.type, to.id]
  return isDeepStrictEqual(named(one), named(other))
}

async function evidencePart(
  { cases, nowUtc }: ThingParts,
  found: ThingEvidence,
  params: { readonly id: string },
  caller: Caller,
): Promise<CaseContent> {
  const { bytes, name, mediaType, evidence } = found
  const asked = { params, query: { name, mediaType }, body: inOnePiece(bytes) }
  const file = await cases.uploads.uploadCaseFile(asked, caller, new AbortController().signal)
  return { kind: 'evidence', ...evidence, collectedUtc: nowUtc(), holder: caller.officer.slice(0, 100), file }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

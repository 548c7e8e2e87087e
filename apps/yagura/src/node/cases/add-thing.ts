import type { CaseContent } from '@yagura/record'
import type { Caller } from '../../api/contract/operations.ts'
import type { Handlers } from '../context.ts'
import type { CaseService } from './case-service.ts'

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
export type EvidenceOf = (thing: { readonly type: string; readonly id: string }) => ThingEvidence | undefined

/** What adding a thing needs of cases. */
type ThingParts = {
  readonly cases: Pick<CaseService, 'handlers' | 'uploads'>
  readonly evidenceOf: EvidenceOf
  readonly nowUtc: () => string
}

/** Adds a thing of any watch to a case: a link to it, and what of it is evidence as it is now, held by whoever adds it. */
export function createThingAdder({ cases, evidenceOf, nowUtc }: ThingParts): Handlers<'addThingToCase'> {
  return {
    addThingToCase: async ({ params, body: { rel, to, mark } }, caller) => {
      const say = async (what: CaseContent): Promise<string> => {
        const body = { what, ...(mark === undefined ? {} : { mark }) }
        return (await cases.handlers.addCasePart({ params, query: undefined, body }, caller)).key
      }
      const found = evidenceOf(to)
      // First what may be forgotten: a case that has the link alone points at nothing one day.
      const evidence = found === undefined ? null : await say(await evidencePart(found, params, caller))
      const event = found === undefined ? null : await say({ kind: 'event', ...found.event })
      return { link: await say({ kind: 'link', rel, to }), evidence, event }
    },
  }

  async function evidencePart(
    found: ThingEvidence,
    params: { readonly id: string },
    caller: Caller,
  ): Promise<CaseContent> {
    const { bytes, name, mediaType, evidence } = found
    const asked = { params, query: { name, mediaType }, body: inOnePiece(bytes) }
    const file = await cases.uploads.uploadCaseFile(asked, caller, new AbortController().signal)
    return { kind: 'evidence', ...evidence, collectedUtc: nowUtc(), holder: caller.officer.slice(0, 100), file }
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

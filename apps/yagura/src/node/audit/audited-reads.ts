import { Marking } from '@yagura/record'
import { Check } from 'typebox/value'
import type { SharedRecord } from '../../api/contract/partners.ts'
import type { Release } from '../../api/contract/releases.ts'
import type { PartnerApproach } from '../../api/contract/space-views.ts'
import type { Handlers } from '../context.ts'
import type { CrossingKind } from './audit-line.ts'
import type { CrossingBook } from './crossing-book.ts'

/** Operations by which a marked record, or what is drafted as one, comes before an officer’s eyes or into a file. */
type AuditedIds =
  | 'listPartnerRecords'
  | 'readPartnerRecord'
  | 'exportEvidence'
  | 'listPartnerApproaches'
  | 'readEncounter'
  | 'readObject'
  | 'viewAsPartner'
  | 'listReleases'
  | 'readRelease'

type Shown = {
  readonly thing: number | string
  readonly id?: string | undefined
  readonly mark?: Marking | undefined
}

/** The same operations: what they show is written down before they answer. */
export function auditedReads(handlers: Handlers<AuditedIds>, { note }: CrossingBook): Handlers<AuditedIds> {
  const noteShown = (
    kind: CrossingKind,
    by: string,
    to: string,
    of: string,
    shown: readonly Shown[],
  ): Promise<void> => {
    const byThing = new Map(shown.map((one) => [one.thing, one]))
    const about = (thing: number | string) => ({ id: byThing.get(thing)?.id, mark: byThing.get(thing)?.mark })
    return note({ kind, by, to, of, things: [...byThing.keys()], about })
  }
  const noteEntries = async (officer: string, shown: readonly (Shown & { readonly origin: string })[]) => {
    for (const origin of new Set(shown.map((one) => one.origin))) {
      const ofLog = shown.filter((one) => one.origin === origin)
      await noteShown('audit/read', officer, officer, origin, ofLog)
    }
  }
  return {
    listPartnerRecords: async (asked, caller) => {
      const answer = await handlers.listPartnerRecords(asked, caller)
      await noteEntries(caller.officer, answer.items.flatMap(recordShown))
      return answer
    },
    readPartnerRecord: async (asked, caller) => {
      const answer = await handlers.readPartnerRecord(asked, caller)
      await noteEntries(caller.officer, recordShown(answer))
      return answer
    },
    listPartnerApproaches: async (asked, caller) => {
      const answer = await handlers.listPartnerApproaches(asked, caller)
      await noteEntries(caller.officer, answer.items.map(withRecordShown))
      return answer
    },
    readEncounter: async (asked, caller) => {
      const answer = await handlers.readEncounter(asked, caller)
      await noteEntries(caller.officer, answer.fromPartners.map(withRecordShown))
      return answer
    },
    readObject: async (asked, caller) => {
      const answer = await handlers.readObject(asked, caller)
      await noteEntries(caller.officer, answer.fromPartners.map(withRecordShown))
      return answer
    },
    viewAsPartner: async (asked, caller) => {
      const answer = await handlers.viewAsPartner(asked, caller)
      const shown = answer.items.map(({ id, mark }) => ({ thing: id, id, mark }))
      await noteShown('audit/viewed-as', caller.officer, asked.params.node, 'view', shown)
      return answer
    },
    exportEvidence: async (asked, caller) => {
      const answer = await handlers.exportEvidence(asked, caller)
      const { id } = answer.item
      await noteShown('audit/exported', caller.officer, caller.officer, 'evidence', [{ thing: id, id }])
      return answer
    },
    listReleases: async (asked, caller) => {
      const answer = await handlers.listReleases(asked, caller)
      await noteShown('audit/read', caller.officer, caller.officer, 'releases', answer.items.map(releaseShown))
      return answer
    },
    readRelease: async (asked, caller) => {
      const answer = await handlers.readRelease(asked, caller)
      await noteShown('audit/read', caller.officer, caller.officer, 'releases', [releaseShown(answer)])
      return answer
    },
  }
}

/** Of a record that is hidden or not believed nothing is shown. */
function recordShown({ line, origin, position, id }: SharedRecord): readonly (Shown & { readonly origin: string })[] {
  return line === null ? [] : [{ thing: position, origin, id: id ?? undefined, mark: markIn(line) }]
}

/** Of something that names the partner's record that it comes with. */
function withRecordShown({
  origin,
  index,
  recordId,
  mark,
}: Pick<PartnerApproach, 'origin' | 'index' | 'recordId' | 'mark'>): Shown & { readonly origin: string } {
  return { thing: index, origin, id: recordId, mark }
}

function releaseShown({ preview: { body, bodySha256 } }: Release): Shown {
  return { thing: bodySha256, id: bodySha256, mark: markIn(body) }
}

/** The marking of a signed record or of its body, JSON. */
function markIn(text: string): Marking | undefined {
  const parsed: { readonly body?: { readonly mark?: unknown }; readonly mark?: unknown } = JSON.parse(text)
  const mark = parsed.body?.mark ?? parsed.mark
  return Check(Marking, mark) ? mark : undefined
}

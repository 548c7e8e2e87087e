import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { SharedRecord } from '../../api/contract/partners.ts'
import type { SeenRecord } from '../../api/contract/releases.ts'
import type { Handlers } from '../context.ts'
import { wordsOf } from '../marking-words.ts'
import { UnknownPartnerError } from '../partners/errors.ts'
import { bodyOf, everyRecord } from './held-records.ts'
import { requireOwn } from './key-book.ts'
import { type LeavingRules, mayGoTo } from './recipients.ts'
import type { ReleasePartner } from './release-dependencies.ts'
import type { ReleaseParts } from './release-desk.ts'

const fewRecords = 100
const Recall = Type.Object({ record: Type.String() })

/** Shows what one partner may see: what it may not is neither counted nor numbered in the answer. */
export function createPartnerView(parts: ReleaseParts): Handlers<'viewAsPartner'>['viewAsPartner'] {
  const { context, logs, policies } = parts
  return async ({ params: { node }, query: { offset = 0, limit = fewRecords } }) => {
    const partner = (await logs.partners()).find((one) => one.node === node)
    if (partner === undefined) throw new UnknownPartnerError(node)
    const own = requireOwn(logs)
    const rules: LeavingRules = { mode: context.mode, policies, ownNation: own.party }
    const records: SharedRecord[] = []
    for await (const record of everyRecord(logs, own.node)) records.push(record)
    const seen = seenBy(partner, records, parts, rules)
    return { party: partner.party, items: [...seen.slice(offset, offset + limit)], total: seen.length, offset }
  }
}

function seenBy(
  partner: ReleasePartner,
  records: readonly SharedRecord[],
  { kinds, policies }: ReleaseParts,
  rules: LeavingRules,
): readonly SeenRecord[] {
  const bodies = records.map((record) => ({ record, body: bodyOf(record, kinds) }))
  const recalled = new Set(
    bodies.flatMap(({ body }) => (body?.kind === 'recall.ask' && Check(Recall, body.data) ? [body.data.record] : [])),
  )
  return bodies
    .flatMap(({ record, body }) => {
      if (body === undefined) return []
      const grade = (['release', 'display'] as const).find((each) => mayGoTo(partner, each, body.mark, [], rules).may)
      if (grade === undefined) return []
      const { kind, by, at: atUtc, mark } = body
      const id = record.id ?? ''
      const isRecalled = recalled.has(id)
      const data = isRecalled ? null : body.data
      return [{ id, kind, by, atUtc, grade, recalled: isRecalled, mark, ...wordsOf(mark, policies), data }]
    })
    .toSorted((one, other) => Date.parse(other.atUtc) - Date.parse(one.atUtc))
}

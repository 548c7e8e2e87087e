import type { LogDraft } from '@yagura/core'
import { parseOrigin, tileWidth } from '@yagura/record'
import { type AuditFacts, auditLine } from '../../audit/audit-line.ts'
import { distinctMarks } from '../../audit/crossing-book.ts'
import type { Handlers } from '../../context.ts'
import { markOf } from '../audit-fetches.ts'
import { type HeldLog, readBundle } from '../channels/stored-log.ts'
import type { JoinedParts } from '../join-parts.ts'
import { type TakeOutcome, takeLog } from '../pull/take-log.ts'
import { keepFork } from '../pull/visit-partner.ts'
import { carriedBlobs, carriedFiles, carriedSource, listCarried, writeCarried } from './carried-logs.ts'

/** Makes the handlers of what is carried between nodes that have no network between them. */
export function mediaHandlers(parts: JoinedParts): Handlers<'exportPartnerLogs' | 'importPartnerLogs'> {
  const { partners, book, context } = parts
  return {
    exportPartnerLogs: async ({ params, body }, { officer }) => {
      const { party, node } = partners.get(params.node).card
      const logs = book.list().filter((held) => isForPartner(parts, held.head.origin, party))
      let files = 0
      for (const held of logs) {
        // Written down before a byte of it is on a medium that can be carried away.
        await context.store.commit({ append: [carriedLine(parts, officer, node, held, body.folder)] })
        files += await writeCarried(body.folder, carriedFiles(context.store, held))
        const datasets = await parts.datasets.heldOf(held.head.origin)
        files += await writeCarried(body.folder, carriedBlobs(datasets, parts.datasets.read))
      }
      return { logs: logs.length, files }
    },
    importPartnerLogs: async ({ body }) => {
      const outcomes: TakeOutcome[] = []
      for (const origin of await listCarried(body.folder)) {
        const taken = await takeCarried(parts, body.folder, origin)
        if (taken !== undefined) outcomes.push(taken)
      }
      for (const partner of partners.list().filter(({ suspended }) => !suspended)) {
        await parts.datasets.takeCarried(partner, carriedSource(body.folder))
      }
      await parts.speaker.say()
      return {
        items: outcomes.map(({ fault, found: _, shown: __, ...rest }) => ({ ...rest, fault: fault?.reason ?? null })),
      }
    },
  }
}

function carriedLine(
  { context: { clock, store } }: JoinedParts,
  officer: string,
  node: string,
  { head: { origin, size, number } }: HeldLog,
  folder: string,
): LogDraft {
  const bundles = Array.from({ length: Math.ceil(size / tileWidth) }, (_, index) => index)
  const marks = distinctMarks(
    bundles.flatMap((index) => readBundle(store, number, index).flatMap((entry) => markOf(entry) ?? [])),
  )
  const atMs = clock.nowMs()
  const facts: AuditFacts = {
    ...{ to: node, of: origin, ranges: [[0, size - 1]], count: size, ids: [], marks, firstMs: atMs },
    folder,
  }
  return auditLine({ kind: 'audit/carried', by: officer, lastMs: atMs, facts })
}

function isForPartner({ book }: JoinedParts, origin: string, party: string): boolean {
  const held = book.get(origin)
  return held?.head.checkpoint !== undefined && held.log.audience.split('-').includes(party)
}

/** @returns Undefined for a log that is not for this node or of nobody whom it knows. */
async function takeCarried(parts: JoinedParts, folder: string, origin: string): Promise<TakeOutcome | undefined> {
  const parsed = parseOrigin(origin)
  const partner = parsed.ok ? parts.partners.find(parsed.node) : undefined
  if (!parsed.ok || partner === undefined || partner.suspended) return undefined
  const nations = parsed.log.audience.split('-')
  const isOfMode = (parsed.log.mode === 'SIMULATED') === (parts.context.mode === 'SIMULATED')
  if (!isOfMode || !nations.includes(parts.identity.card.party) || !nations.includes(partner.card.party))
    return undefined
  const source = carriedSource(folder)
  const taken = await parts.inTurn(origin, () => takeLog(parts, partner.card, partner.logKey, source, origin))
  // An older folder than was carried before is no lie of the node that signed it.
  for (const found of taken.found.filter(({ kind }) => kind === 'equivocation')) {
    await keepFork(parts, partner.card.node, origin, found)
  }
  return taken
}

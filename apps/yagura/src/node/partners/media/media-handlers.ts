import type { LogDraft } from '@yagura/core'
import { parseOrigin } from '@yagura/record'
import type { Handlers, NodeContext } from '../../context.ts'
import type { JoinedParts } from '../join-parts.ts'
import { type TakeOutcome, takeLog } from '../pull/take-log.ts'
import { keepFork } from '../pull/visit-partner.ts'
import { carriedFiles, carriedSource, listCarried, writeCarried } from './carried-logs.ts'

/** Makes the handlers of what is carried between nodes that have no network between them. */
export function mediaHandlers(parts: JoinedParts): Handlers<'exportPartnerLogs' | 'importPartnerLogs'> {
  const { partners, book, context } = parts
  return {
    exportPartnerLogs: async ({ params, body }, { officer }) => {
      const { party, node } = partners.get(params.node).card
      const logs = book.list().filter((held) => isForPartner(parts, held.head.origin, party))
      let files = 0
      for (const held of logs) {
        const { origin, size } = held.head
        // Written down before a byte of it is on a medium that can be carried away.
        await context.store.commit({ append: [carriedLine(context, officer, node, origin, size, body.folder)] })
        files += await writeCarried(body.folder, carriedFiles(context.store, held))
      }
      return { logs: logs.length, files }
    },
    importPartnerLogs: async ({ body }) => {
      const outcomes: TakeOutcome[] = []
      for (const origin of await listCarried(body.folder)) {
        const taken = await takeCarried(parts, body.folder, origin)
        if (taken !== undefined) outcomes.push(taken)
      }
      await parts.speaker.say()
      return {
        items: outcomes.map(({ fault, found: _, shown: __, ...rest }) => ({ ...rest, fault: fault?.reason ?? null })),
      }
    },
  }
}

function carriedLine(
  { clock }: NodeContext,
  officer: string,
  node: string,
  origin: string,
  size: number,
  folder: string,
): LogDraft {
  const text = `${officer} wrote the ${size} entries of ${origin} to ${folder}, to be carried to ${node}`
  return {
    atMs: clock.nowMs(),
    kind: 'audit/carried',
    subject: node,
    by: officer,
    text,
    body: { origin, size, folder },
  }
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

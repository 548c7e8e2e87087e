import { performance } from 'node:perf_hooks'
import { coreKinds, type KindSchemas } from '@yagura/record'
import type { Handlers, JudgeDetections, NodeContext } from '../context.ts'
import { answerPartner } from './answer-partner.ts'
import { createFetchAudit } from './audit-fetches.ts'
import type { OwnLogs } from './channels/own-logs.ts'
import { NoIdentityError } from './errors.ts'
import { type OwnIdentity, readIdentity } from './identity/own-identity.ts'
import { makeParts } from './join-parts.ts'
import { createBudgets, usualBudget } from './link/partner-budget.ts'
import { listenForPartners, type PartnerListener } from './link/partner-listener.ts'
import { createPartnerHandlers, type PartnerHandlerIds } from './partner-handlers.ts'
import { tellFindings } from './tell-findings.ts'

/** What the operator settles of partners. */
export type PartnerOptions = {
  readonly dataFolder: string
  /** Where partners are listened for; undefined where they are not. */
  readonly listen: { readonly host: string; readonly port: number } | undefined
}

/** What the service is given of others. */
export type PartnersDependencies = {
  readonly judge?: JudgeDetections
  /** Kinds of records beside those of the core. */
  readonly kinds?: KindSchemas
}

/** Partners of this node: whose keys are pinned, what is shared with them, what came from them. */
export type PartnersService = {
  readonly handlers: Handlers<PartnerHandlerIds>
  /** Undefined where the node has no keys. */
  readonly identity: OwnIdentity | undefined
  /** @throws NoIdentityError */
  readonly append: OwnLogs['append']
  /** Takes a record about an officer's key; where the node has no keys there is none. */
  readonly takeKeyRecord: OwnLogs['takeKeyRecord']
  /** Port at which partners are answered; undefined where they are not. */
  readonly port: () => number | undefined
  /** Begins to listen and to visit. */
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Makes the service of partners. Without keys it answers that there are none.
 *
 * @throws NoIdentityError (rejects) where partners are to be listened for and it has none.
 * @throws IdentityUnusableError, LogDamagedError (rejects)
 */
export async function createPartnersService(
  context: NodeContext,
  options: PartnerOptions,
  dependencies: PartnersDependencies = {},
): Promise<PartnersService> {
  const identity = await readIdentity(options.dataFolder, context.mode)
  if (identity === undefined) {
    if (options.listen !== undefined) throw new NoIdentityError(options.dataFolder)
    return withoutIdentity(options.dataFolder)
  }
  const parts = makeParts(context, identity, { ...coreKinds, ...dependencies.kinds })
  const { loop, ownLogs, clients } = parts
  const audit = createFetchAudit(context)
  let listener: PartnerListener | undefined
  let endTelling = async (): Promise<void> => undefined
  return {
    identity,
    append: ownLogs.append,
    takeKeyRecord: ownLogs.takeKeyRecord,
    port: () => listener?.port,
    handlers: createPartnerHandlers({ ...parts, isListening: () => listener !== undefined }),
    start: async () => {
      loop.start()
      if (dependencies.judge !== undefined) endTelling = tellFindings(context, parts, dependencies.judge)
      if (options.listen === undefined) return
      const { host, port } = options.listen
      const budgets = createBudgets(usualBudget, () => performance.now())
      listener = await listenForPartners(host, port, {
        ...{ identity, budgets, logger: context.logger },
        partnerOf: (pin) => parts.partners.byPin(pin)?.card,
        answer: async (request) => {
          const reply = await answerPartner(parts, request)
          audit(request, reply)
          return reply
        },
      })
    },
    close: async () => {
      await endTelling()
      for (const client of clients.values()) client.close()
      await loop.close()
      await listener?.close()
    },
  }
}

function withoutIdentity(dataFolder: string): PartnersService {
  const refuse = async (): Promise<never> => {
    throw new NoIdentityError(dataFolder)
  }
  return {
    identity: undefined,
    append: refuse,
    takeKeyRecord: refuse,
    port: () => undefined,
    start: async () => undefined,
    close: async () => undefined,
    handlers: {
      ...{ readOwnCard: refuse, readPartner: refuse, addPartner: refuse, changePartner: refuse },
      ...{ removePartner: refuse, pullPartner: refuse, exportPartnerLogs: refuse, importPartnerLogs: refuse },
      ...{ exportEvidence: refuse, readPartnerRecord: refuse },
      appendRecord: refuse,
      listPartners: async () => ({ items: [] }),
      listEvidence: async () => ({ items: [] }),
      listPartnerRecords: async ({ query }) => ({ items: [], total: 0, offset: query.offset ?? 0 }),
    },
  }
}

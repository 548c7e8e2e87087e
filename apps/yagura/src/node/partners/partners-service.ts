import { performance } from 'node:perf_hooks'
import { coreKinds, type KindSchemas } from '@yagura/record'
import { type CrossingBook, openCrossingBook } from '../audit/crossing-book.ts'
import type { Handlers, JudgeDetections, NodeContext, VerifyOfficer } from '../context.ts'
import { storeFile } from '../store/store-files.ts'
import { answerPartner } from './answer-partner.ts'
import { createFetchAudit } from './audit-fetches.ts'
import type { OwnLogs } from './channels/own-logs.ts'
import type { Datasets } from './datasets/datasets.ts'
import { NoIdentityError } from './errors.ts'
import { type OwnIdentity, readIdentity } from './identity/own-identity.ts'
import { makeParts } from './join-parts.ts'
import { createBudgets, usualBudget } from './link/partner-budget.ts'
import { listenForPartners, type PartnerListener } from './link/partner-listener.ts'
import { createPartnerHandlers, type PartnerHandlerIds } from './partner-handlers.ts'
import { openRestoration } from './pull/restoration.ts'
import { tellFindings } from './tell-findings.ts'

/** What the operator settles of partners. */
export type PartnerOptions = {
  readonly dataFolder: string
  /** Where partners are listened for; undefined where they are not. */
  readonly listen: { readonly host: string; readonly port: number } | undefined
}

/** What the service is given of others. */
export type PartnersDependencies = {
  /** Who signs beside the one who asks, where an act takes two. */
  readonly verifyOfficer: VerifyOfficer
  readonly judge?: JudgeDetections
  /** Kinds of records beside those of the core. */
  readonly kinds?: KindSchemas
  /** Kinds of datasets that are fetched, for somebody here can read them. */
  readonly readableDatasets?: readonly string[]
}

/** Partners of this node: whose keys are pinned, what is shared with them, what came from them. */
export type PartnersService = {
  readonly handlers: Handlers<PartnerHandlerIds>
  /** Where it is written down what crosses a marking. */
  readonly crossings: CrossingBook
  /** Undefined where the node has no keys. */
  readonly identity: OwnIdentity | undefined
  /** @throws NoIdentityError */
  readonly append: OwnLogs['append']
  /** Takes a record about an officer's key; where the node has no keys there is none. */
  readonly takeKeyRecord: OwnLogs['takeKeyRecord']
  /** Bulk data of partners and of this node. */
  readonly datasets: Pick<Datasets, 'list' | 'read' | 'keepOwn' | 'onChange' | 'forgetUnnamed'>
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
  dependencies: PartnersDependencies,
): Promise<PartnersService> {
  const identity = await readIdentity(options.dataFolder, context.mode)
  if (identity === undefined) {
    if (options.listen !== undefined) throw new NoIdentityError(options.dataFolder, context.mode)
    return withoutIdentity(context, options.dataFolder)
  }
  const restoration = await openRestoration(context, storeFile(options.dataFolder, context.mode))
  const kinds = { ...coreKinds, ...dependencies.kinds }
  const parts = makeParts(context, identity, kinds, restoration, dependencies.readableDatasets)
  const { loop, ownLogs, clients } = parts
  const crossings = openCrossingBook(context)
  const audit = createFetchAudit(crossings)
  let listener: PartnerListener | undefined
  let endTelling = async (): Promise<void> => undefined
  return {
    crossings,
    identity,
    append: ownLogs.append,
    takeKeyRecord: ownLogs.takeKeyRecord,
    datasets: parts.datasets,
    port: () => listener?.port,
    handlers: createPartnerHandlers({
      ...parts,
      isListening: () => listener !== undefined,
      verifyOfficer: dependencies.verifyOfficer,
    }),
    start: async () => {
      await parts.datasets.start()
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
          await audit(request, reply)
          return reply
        },
      })
    },
    close: async () => {
      await endTelling()
      for (const client of clients.values()) client.close()
      await loop.close()
      await parts.datasets.close()
      await listener?.close()
      await crossings.settle()
    },
  }
}

function withoutIdentity(context: NodeContext, dataFolder: string): PartnersService {
  const crossings = openCrossingBook(context)
  const refuse = async (): Promise<never> => {
    throw new NoIdentityError(dataFolder, context.mode)
  }
  return {
    crossings,
    identity: undefined,
    append: refuse,
    takeKeyRecord: refuse,
    datasets: {
      list: () => [],
      read: () => [],
      keepOwn: refuse,
      onChange: () => undefined,
      forgetUnnamed: async () => undefined,
    },
    port: () => undefined,
    start: async () => undefined,
    close: crossings.settle,
    handlers: {
      ...{ readOwnCard: refuse, readPartner: refuse, addPartner: refuse, changePartner: refuse },
      ...{ removePartner: refuse, pullPartner: refuse, exportPartnerLogs: refuse, importPartnerLogs: refuse },
      ...{ exportEvidence: refuse, readPartnerRecord: refuse, listRecallAnswers: refuse },
      appendRecord: refuse,
      listPartners: async () => ({ items: [] }),
      listEvidence: async () => ({ items: [] }),
      listPartnerRecords: async ({ query }) => ({ items: [], total: 0, offset: query.offset ?? 0 }),
    },
  }
}

import type { CatalogueAuthority, ElementSet } from '@yagura/formats'
import { isSimulated, MixedAuthoritiesError } from '@yagura/space'
import type { NodeStatus } from '../../api/contract/node.ts'
import type { IngestReport } from '../../api/contract/sources.ts'
import type { CatalogueState, Handlers, Ingest, NodeContext } from '../context.ts'
import type { CatalogueDependencies } from './catalogue-dependencies.ts'
import { openCatalogueFacts } from './catalogue-facts.ts'
import { type CatalogueMemory, openCatalogueMemory } from './catalogue-memory.ts'
import { WrongModeError } from './errors.ts'
import { readElements } from './ingest-elements.ts'
import { readSatcatFile } from './ingest-satcat.ts'
import { createObjectHandlers, type ObjectOperations } from './object-handlers.ts'
import { createStateStreams, type StateStreams } from './state-streams.ts'

/** The catalogue of a node. */
export type CatalogueService = {
  readonly handlers: Handlers<ObjectOperations>
  readonly streams: StateStreams
  /** Reads what a source gives. */
  readonly ingest: Ingest<'elements' | 'satcat'>
  readonly state: () => CatalogueState
  /** Takes what partners sent for what was taken of them before. */
  readonly replacePartnerSets: CatalogueMemory['replacePartnerSets']
  /** Objects by id, in ascending order of id. */
  readonly records: CatalogueMemory['records']
  /** What the status of the node says of the catalogue. */
  readonly facts: () => NodeStatus['catalogue']
  /** @returns Ends the subscription. */
  readonly onChange: (listener: (state: CatalogueState) => void) => () => void
  /** Removes element sets that were received longer ago than the settings say, except the newest of each object. */
  readonly retain: () => Promise<void>
  readonly close: () => Promise<void>
}

const DAY_MS = 86_400_000

/** Restores the catalogue from the archive and takes element sets and SATCATs from then on. */
export async function createCatalogueService(
  context: NodeContext,
  dependencies: CatalogueDependencies,
): Promise<CatalogueService> {
  const memory = await openCatalogueMemory(context)
  const gate = createGate(context, memory)
  const facts = await openCatalogueFacts(context, memory, () => dependencies.settings().screening.maxAgeDays)
  let underWay: Promise<unknown> = Promise.resolve()
  /** One at a time: each starts from what the one before left. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = underWay.then(work)
    underWay = result.catch(() => undefined)
    return result
  }

  const ingestElements: CatalogueService['ingest'] = async (file) => {
    const { report, fresh, failure } = await readElements(file, context, gate)
    if (fresh.length > 0) {
      await inTurn(() => memory.addSets(fresh, { ...draftOf(report, 'element sets'), atMs: context.clock.nowMs() }))
    }
    if (failure !== undefined) throw failure
    return report
  }
  const ingestSatcat: CatalogueService['ingest'] = (file) =>
    inTurn(async () => {
      const { report, satcat } = await readSatcatFile(file, memory.state().satcat)
      if (report.added > 0) {
        await memory.replaceSatcat(satcat, { ...draftOf(report, 'SATCAT entries'), atMs: context.clock.nowMs() })
      }
      return report
    })
  const retain = (): Promise<void> =>
    inTurn(() => memory.forgetBefore(context.clock.nowMs() - dependencies.settings().retention.elementSetDays * DAY_MS))
  return {
    handlers: createObjectHandlers(context, memory, dependencies),
    streams: createStateStreams(context, memory, dependencies),
    ingest: (file) => (file.reads === 'satcat' ? ingestSatcat(file) : ingestElements(file)),
    state: memory.state,
    replacePartnerSets: (sets) => inTurn(() => memory.replacePartnerSets(sets)),
    records: memory.records,
    facts,
    onChange: memory.onChange,
    retain,
    close: async () => {
      await underWay
    },
  }
}

/** Refuses what does not belong into this node's catalogue, before anything of it is kept. */
function createGate(context: NodeContext, memory: CatalogueMemory): (set: ElementSet) => void {
  let first: ElementSet | undefined
  let authority: CatalogueAuthority | undefined
  return (set) => {
    if (isSimulated(set) !== (context.mode === 'SIMULATED')) throw new WrongModeError(set.origin, context.mode)
    // What partners sent does not say which catalogue is this node's own.
    first ??= memory.ownRecords().values().next().value?.set ?? set
    authority ??= first.authority
    if (set.authority !== authority) throw new MixedAuthoritiesError(first.origin, authority, set.origin, set.authority)
  }
}

function draftOf(report: IngestReport, what: string) {
  const { problems, ...counts } = report
  const bad = report.problemCount > 0 ? `; ${report.problemCount} records could not be used` : ''
  return {
    kind: 'catalogue/changed',
    subject: report.sourceId,
    by: 'node',
    text: `${report.added} new ${what} of ${report.records} in ${report.file}${bad}`,
    body: { ...counts, problems: problems.slice(0, 10) },
  }
}

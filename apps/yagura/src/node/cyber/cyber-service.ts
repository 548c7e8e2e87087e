import { join } from 'node:path'
import type { CertificateFacts, SourceFacts } from '@yagura/core'
import type { StixStore } from '@yagura/cyber'
import { shippedPolicies } from '@yagura/record'
import type { StreamHandlers, UploadHandlers } from '../../api/routes.ts'
import type { AlertService } from '../alerts/alert-service.ts'
import type { CrossingBook } from '../audit/crossing-book.ts'
import type { EvidenceOf } from '../cases/add-thing.ts'
import type { SearchProvider } from '../catalogue/search.ts'
import type { Handlers, NodeContext } from '../context.ts'
import type { JobService } from '../jobs/job-service.ts'
import { lazyEngine, startDetectionThread } from './detection/detection-engine.ts'
import { evidenceOfDetection } from './detection/detection-evidence.ts'
import { createDetectionService, type DetectionService } from './detection/detection-service.ts'
import { createFeedService, type FeedService } from './feeds/feed-service.ts'
import { createAttackHandlers } from './handlers/attack-handlers.ts'
import type { NodeAuthor } from './handlers/author.ts'
import { createCommentHandlers } from './handlers/comment-handlers.ts'
import { createDiamondHandlers } from './handlers/diamond-handlers.ts'
import { createExportHandler } from './handlers/export-handler.ts'
import { createImports } from './handlers/import-job.ts'
import { createMarksOf, type MarksOf } from './handlers/marks-of.ts'
import { createObjectHandlers } from './handlers/object-handlers.ts'
import { createReadingNotes, notedReads, type ReadingIds, type ReadingNotes } from './handlers/reading-notes.ts'
import { searchStix } from './handlers/search-stix.ts'
import { openStixStore } from './store/open-stix-store.ts'
import type { TaxiiListen } from './taxii/taxii-listener.ts'
import { createTaxiiServer, type TaxiiServer } from './taxii/taxii-server.ts'

/** What the cyber watch is given of the node. */
export type CyberOptions = {
  readonly dataFolder: string
  /** Entry of the thread that has the store of objects; by default beside the command's own bundle. */
  readonly stixThread?: URL | undefined
  /** Under which name the node writes objects. */
  readonly author: () => NodeAuthor
  readonly jobs: JobService
  /** ISO 3166-1 alpha-3; empty while the node has no identity among partners. */
  readonly ownNation: () => string
  /** Absolute paths below which logs may be followed. */
  readonly allowedFolders: readonly string[]
  readonly alerts: Pick<AlertService, 'judge' | 'alertOf'>
  /** Where it is written down who reads intelligence of other nations. */
  readonly crossings: Pick<CrossingBook, 'note'>
  /** Where TAXII is also answered over TLS; undefined where it is not. */
  readonly taxiiListen?: TaxiiListen | undefined
}

/** Operations of the cyber watch that take and give JSON. */
type CyberHandlerIds = ReadingIds | 'writeStixNote' | 'writeStixOpinion' | 'readStixImport'

/** The cyber watch of a node: its objects of STIX and what is asked of them. */
export type CyberService = {
  readonly store: StixStore
  readonly handlers: Handlers<CyberHandlerIds> &
    TaxiiServer['handlers'] &
    DetectionService['handlers'] &
    FeedService['handlers']
  /** How feeds and followed logs stand, for the health of the node. */
  readonly sourceFacts: () => readonly SourceFacts[]
  /** What feeds, TAXII clients and the TAXII server sign in with, for the health of the node. */
  readonly certificateFacts: () => readonly CertificateFacts[]
  /**
   * Markings of objects and of what was found in logs, by their ids; of others none. Whose they are: this node’s own nation has `ownNation`.
   *
   * @throws ReleaseRefusedError (rejects) where something that was found, or an indicator, is not kept any more.
   */
  readonly marksOf: MarksOf
  /** What of a detection is evidence. */
  readonly evidenceOf: EvidenceOf
  /** Adds the TAXII server to the node’s own. */
  readonly addTaxii: TaxiiServer['addRoutes']
  readonly streams: Pick<StreamHandlers, 'exportStix'>
  readonly uploads: Pick<UploadHandlers, 'importStix' | 'addWarningList'>
  /** Finds objects in the search over everything. */
  readonly search: SearchProvider
  /** Writes down who was shown which objects elsewhere. */
  readonly noteRead: ReadingNotes['noteRead']
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Opens the store of objects and makes what answers for it.
 *
 * @throws what opening the store throws.
 */
export async function createCyberService(context: NodeContext, options: CyberOptions): Promise<CyberService> {
  const { dataFolder, stixThread, author, jobs, ownNation, allowedFolders, alerts, crossings } = options
  const { mode, clock } = context
  const store = await openStixStore({ dataFolder, mode, clock }, stixThread)
  const listen = options.taxiiListen && { ...options.taxiiListen, keyFolder: join(dataFolder, 'cyber') }
  const taxii = await createTaxiiServer(context, store, { ownNation, listen })
  const detection = await createDetectionService(context, {
    ...{ dataFolder, stix: store, allowedFolders, judge: alerts.judge },
    engine: lazyEngine(startDetectionThread),
    alertOf: (key) => alerts.alertOf(key)?.id,
  })
  const feeds = createFeedService(context, store)
  const imports = createImports(context, { store, jobs, folder: join(dataFolder, 'imports') })
  const notes = createReadingNotes(store, crossings, ownNation)
  const reads = {
    ...{ ...createObjectHandlers(store), ...createDiamondHandlers(store) },
    ...createAttackHandlers(store, detection.techniqueUses),
  }
  return {
    ...{ store, noteRead: notes.noteRead },
    handlers: {
      ...notedReads(reads, notes),
      ...imports.handlers,
      ...createCommentHandlers(context, store, author),
      ...detection.handlers,
      ...taxii.handlers,
      ...feeds.handlers,
    },
    sourceFacts: () => [...feeds.facts(), ...detection.inputs().map((input) => input.facts())],
    certificateFacts: () => [...feeds.certificates(), ...taxii.certificates()],
    marksOf: createMarksOf(store, detection.found, ownNation),
    evidenceOf: ({ type, id }) => {
      const found = type === 'detection' ? detection.found.get(id) : undefined
      return found && evidenceOfDetection(found, author().name)
    },
    addTaxii: taxii.addRoutes,
    streams: { exportStix: createExportHandler(store, { mode, policies: shippedPolicies(), ownNation }, notes) },
    uploads: { importStix: imports.importStix, addWarningList: detection.addWarningList },
    search: searchStix(store),
    start: async () => {
      await imports.start()
      detection.start()
      feeds.start()
      await taxii.start()
    },
    close: async () => {
      // An import that runs is to go on at the next start, and not to fail for want of its store.
      await jobs.close()
      await taxii.close()
      await detection.close()
      await feeds.close()
      await store.close()
    },
  }
}

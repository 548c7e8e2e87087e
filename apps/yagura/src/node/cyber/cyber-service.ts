import { join } from 'node:path'
import type { StixStore } from '@yagura/cyber'
import type { StreamHandlers, UploadHandlers } from '../../api/routes.ts'
import type { SearchProvider } from '../catalogue/search.ts'
import type { Handlers, NodeContext } from '../context.ts'
import type { JobService } from '../jobs/job-service.ts'
import { createAttackHandlers } from './handlers/attack-handlers.ts'
import type { NodeAuthor } from './handlers/author.ts'
import { createCommentHandlers } from './handlers/comment-handlers.ts'
import { createExportHandler } from './handlers/export-handler.ts'
import { createImports } from './handlers/import-job.ts'
import { createObjectHandlers } from './handlers/object-handlers.ts'
import { searchStix } from './handlers/search-stix.ts'
import { openStixStore } from './store/open-stix-store.ts'

/** What the cyber watch is given of the node. */
export type CyberOptions = {
  readonly dataFolder: string
  /** Entry of the thread that has the store of objects; by default beside the command's own bundle. */
  readonly stixThread?: URL | undefined
  /** Under which name the node writes objects. */
  readonly author: () => NodeAuthor
  readonly jobs: JobService
}

/** Operations of the cyber watch that take and give JSON. */
type CyberHandlerIds =
  | 'listStixObjects'
  | 'readStixObject'
  | 'readStixVersion'
  | 'readStixGraph'
  | 'listTechniques'
  | 'writeStixNote'
  | 'writeStixOpinion'

/** The cyber watch of a node: its objects of STIX and what is asked of them. */
export type CyberService = {
  readonly store: StixStore
  readonly handlers: Handlers<CyberHandlerIds>
  readonly streams: Pick<StreamHandlers, 'exportStix'>
  readonly uploads: Pick<UploadHandlers, 'importStix'>
  /** Finds objects in the search over everything. */
  readonly search: SearchProvider
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Opens the store of objects and makes what answers for it.
 *
 * @throws what opening the store throws.
 */
export async function createCyberService(context: NodeContext, options: CyberOptions): Promise<CyberService> {
  const { dataFolder, stixThread, author, jobs } = options
  const { mode, clock } = context
  const store = await openStixStore({ dataFolder, mode, clock }, stixThread)
  const imports = createImports(context, { store, jobs, folder: join(dataFolder, 'imports') })
  return {
    store,
    handlers: {
      ...createObjectHandlers(store),
      ...createAttackHandlers(store, async () => []),
      ...createCommentHandlers(context, store, author),
    },
    streams: { exportStix: createExportHandler(store) },
    uploads: { importStix: imports.importStix },
    search: searchStix(store),
    start: imports.start,
    close: async () => {
      // An import that runs is to go on at the next start, and not to fail for want of its store.
      await jobs.close()
      await store.close()
    },
  }
}

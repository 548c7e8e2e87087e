import type { Clock, Detection, Finding, LogRecord, Store } from '@yagura/core'
import type { ElementSet } from '@yagura/formats'
import type { Catalogue, SatcatEntry } from '@yagura/space'
import type { Logger } from 'pino'
import type { Job } from '../api/contract/jobs.ts'
import type { Caller, Handler, OperationId } from '../api/contract/operations.ts'
import type { IngestReport, Source } from '../api/contract/sources.ts'
import type { SetProvenance } from './catalogue/set-provenance.ts'

/** Real data or generated; fixed when the node starts, one store each. */
export type NodeMode = 'REAL' | 'SIMULATED'

/** What happens while a page is open. `log` records are durable and numbered; the others tell the present state only. */
export type LiveEvent =
  | { readonly kind: 'log'; readonly record: LogRecord }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'status' }

/** The node's own broadcast: every committed log record, in order, and passing states. */
export type Live = {
  readonly publish: (event: LiveEvent) => void
  /** @returns Ends the subscription. */
  readonly subscribe: (listener: (event: LiveEvent) => void) => () => void
}

/** What every service of a node is given. `store.commit` of this context publishes its log records on `live`. */
export type NodeContext = {
  readonly store: Store
  readonly clock: Clock
  readonly live: Live
  readonly logger: Logger
  readonly mode: NodeMode
  /** A fresh ULID. */
  readonly newId: () => string
}

/** The operations that a service answers. */
export type Handlers<Ids extends OperationId> = { readonly [Id in Ids]: Handler<Id> }

/** What the sources and the upload hand on. */
export type IngestFile<Reads extends Source['reads'] = Source['reads']> = {
  readonly sourceId: string
  /** Named in problems and in the origin of each record. */
  readonly name: string
  readonly reads: Reads
  readonly bytes: AsyncIterable<Uint8Array>
  readonly signal: AbortSignal
  /** Element sets that are already parsed take the place of bytes (the simulated population). */
  readonly sets?: Iterable<ElementSet>
}

/** What the sources and the upload hand their bytes to; a service takes those of its own kinds only. */
export type Ingest<Reads extends Source['reads'] = Source['reads']> = (file: IngestFile<Reads>) => Promise<IngestReport>

/** The catalogue as it stands. */
export type CatalogueState = {
  /** Grows with every change. */
  readonly revision: number
  readonly catalogue: Catalogue
  readonly satcat: ReadonlyMap<number, SatcatEntry>
  /** Objects whose set is a partner’s, with where it comes from. */
  readonly fromPartners: ReadonlyMap<number, SetProvenance>
}

/**
 * Hands everything that a watch finds now to the alerts: raises, counts again, worsens, and clears what of that watch is found
 * no more. What is said again in the same words (priority, title, link, marking) within ten minutes, or resting on the same, is one
 * finding and writes nothing.
 */
export type JudgeDetections = (
  watchId: string,
  detections: readonly (Detection<unknown> & {
    /** One line for the list. */
    readonly title: string
    /** Path in the console of what it is about. */
    readonly link: string | undefined
    readonly actByMs: number | undefined
    /** Common cause, by which a flood is grouped. */
    readonly group: string
    /** How bad, on a scale of the watch's own: one whole unit more than when it was raised is a worsening. */
    readonly severity?: number
    /** What it rests on: said again of the same, it is no new finding. */
    readonly basis?: string
    /** Of what it tells, where that has a marking of its own besides the node's. */
    readonly mark?: Finding['mark']
  })[],
) => Promise<void>

/** What a kind of job does. It is called again with the same request after a restart or a resume. */
export type JobRunner<Request> = (run: {
  readonly jobId: string
  readonly request: Request
  readonly signal: AbortSignal
  readonly report: (progress: number, stage: string) => void
}) => Promise<{ readonly summary: string; readonly link: string }>

/**
 * Whether a person beside the one of the session is who they say: by password where accounts exist, else by name alone.
 * @returns Undefined where they are not, or may not sign in now.
 */
export type VerifyOfficer = (name: string, password: string | undefined) => Promise<Caller | undefined>

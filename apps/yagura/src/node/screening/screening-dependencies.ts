import type { AlertRule } from '@yagura/space'
import type { Settings } from '../../api/contract/node.ts'
import type { ApproachRow, Encounter } from '../../api/contract/space-views.ts'
import type { StartScreening } from '../../screening/start-screening.ts'
import type { CatalogueService } from '../catalogue/catalogue-service.ts'
import type { JudgeDetections } from '../context.ts'
import type { JobService } from '../jobs/job-service.ts'
import type { RowMaker } from './approach-rows.ts'
import type { LoadedScreening } from './loaded-screening.ts'

/** What screenings need of the other services. */
export type ScreeningDependencies = {
  readonly catalogue: Pick<CatalogueService, 'state' | 'records' | 'onChange'>
  readonly jobs: Pick<JobService, 'register' | 'start' | 'list'>
  readonly settings: () => Settings
  readonly rules: () => readonly AlertRule[]
  readonly onRulesChanged: (listener: () => void) => () => void
  readonly judge: JudgeDetections
  /** The alert of a detection's key, while it concerns someone. */
  readonly alertOf: (key: string) => { readonly id: string; readonly state: ApproachRow['state'] } | undefined
  /** Conjunction data messages about an encounter, newest first. */
  readonly messagesAbout: (id1: number, id2: number, tcaMs: number) => readonly Encounter['messages'][number][]
  /** What partners say of an encounter, newest first. */
  readonly partnersAbout: (
    id1: number,
    id2: number,
    tcaMs: number,
  ) => Promise<readonly Encounter['fromPartners'][number][]>
  readonly startScreening?: StartScreening
  /** Threads that a screening may use. */
  readonly threadCount: number
}

/** The newest finished screening, in memory. */
export type CurrentScreening = { readonly screening: LoadedScreening; readonly rows: RowMaker }

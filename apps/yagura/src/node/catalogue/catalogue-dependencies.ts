import type { Settings } from '../../api/contract/node.ts'
import type { SpaceObject } from '../../api/contract/space-views.ts'

/** What the catalogue asks of other services. */
export type CatalogueDependencies = {
  readonly settings: () => Settings
  /** Highest priority of the open alerts about a subject, such as `25544`. */
  readonly priorityOf: (subject: string) => SpaceObject['alert']
}

import { alertOperations } from './alerts.ts'
import type { Answer, Asked, Operation } from './common.ts'
import { jobOperations } from './jobs.ts'
import { nodeOperations } from './node.ts'
import { sourceOperations } from './sources.ts'
import { spaceOperations } from './space.ts'
import { watchRoomOperations } from './watch-room.ts'

/** Every operation of the API by its id: routes, checks, the OpenAPI document and the console's types come from here. */
export const operations = {
  ...nodeOperations,
  ...spaceOperations,
  ...alertOperations,
  ...jobOperations,
  ...sourceOperations,
  ...watchRoomOperations,
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations

/** Who asks. */
export type Caller = {
  /** Name of the officer, as it stands in the log. */
  readonly officer: string
  readonly role: 'officer' | 'administrator'
}

/** What the operation of an id does; those that answer with a stream are served by the server itself. */
export type Handler<Id extends OperationId> = (
  asked: Asked<(typeof operations)[Id]>,
  caller: Caller,
) => Promise<Answer<(typeof operations)[Id]>>

import type { Readable } from 'node:stream'
import { alertOperations } from './alerts.ts'
import { auditOperations } from './audit.ts'
import { caseOperations } from './cases.ts'
import type { Answer, Asked, Operation } from './common.ts'
import { cyberOperations } from './cyber.ts'
import { cyberCaseOperations } from './cyber-cases.ts'
import { diamondOperations } from './cyber-diamond.ts'
import { feedOperations } from './cyber-feeds.ts'
import { detectionOperations } from './detections.ts'
import { jobOperations } from './jobs.ts'
import { nodeOperations } from './node.ts'
import { partnerOperations } from './partners.ts'
import { releaseOperations } from './releases.ts'
import { sourceOperations } from './sources.ts'
import { spaceOperations } from './space.ts'
import { taxiiOperations } from './taxii.ts'
import { warningListOperations } from './warning-lists.ts'
import { watchRoomOperations } from './watch-room.ts'

/** Every operation of the API by its id: routes, checks, the OpenAPI document and the console's types come from here. */
export const operations = {
  ...nodeOperations,
  ...spaceOperations,
  ...alertOperations,
  ...jobOperations,
  ...releaseOperations,
  ...sourceOperations,
  ...watchRoomOperations,
  ...partnerOperations,
  ...auditOperations,
  ...cyberOperations,
  ...taxiiOperations,
  ...feedOperations,
  ...detectionOperations,
  ...warningListOperations,
  ...caseOperations,
  ...cyberCaseOperations,
  ...diamondOperations,
} as const satisfies Record<string, Operation>

export type OperationId = keyof typeof operations

/** Who asks. */
export type Caller = {
  /** Name of the officer, as it stands in the log. */
  readonly officer: string
  readonly role: 'officer' | 'administrator'
}

/** What the operation of an id does. */
export type Handler<Id extends OperationId> = (
  asked: Asked<(typeof operations)[Id]>,
  caller: Caller,
) => Promise<Answer<(typeof operations)[Id]>>

type IdsWith<Member extends string> = {
  [Id in OperationId]: Member extends keyof (typeof operations)[Id] ? Id : never
}[OperationId]

/** Operations that the server answers by itself: they deal with cookies and connections. */
export type ServerOperationId = 'readSession' | 'signIn' | 'signOut' | 'streamEvents'

/** Operations whose answer is no JSON. */
export type StreamOperationId = Exclude<IdsWith<'answerType'>, ServerOperationId>

/** Operations whose body is no JSON. */
export type UploadOperationId = IdsWith<'bodyType'>

/** Operations that take and give JSON. */
export type JsonOperationId = Exclude<OperationId, ServerOperationId | StreamOperationId | UploadOperationId>

/** An answer that is no JSON. */
export type StreamAnswer = {
  /** Media type, with its charset where it is text. */
  readonly type: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Readable | Uint8Array
}

/** What an operation does whose answer is no JSON; the signal is aborted when nobody listens any more. */
export type StreamHandler<Id extends StreamOperationId> = (
  asked: Asked<(typeof operations)[Id]>,
  caller: Caller,
  signal: AbortSignal,
) => Promise<StreamAnswer>

/** What an operation does whose body is a file: it is read while it arrives, and fails to be read above its limit. */
export type UploadHandler<Id extends UploadOperationId> = (
  asked: Omit<Asked<(typeof operations)[Id]>, 'body'> & { readonly body: AsyncIterable<Uint8Array> },
  caller: Caller,
  signal: AbortSignal,
) => Promise<Answer<(typeof operations)[Id]>>

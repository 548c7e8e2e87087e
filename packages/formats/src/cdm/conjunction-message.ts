import type { RecordOrigin, RecordProblem, UtcInstant } from '../element-set.ts'

/** One of the two objects that a conjunction message is about. */
export type ConjunctionObject = {
  /** Catalogue number. */
  readonly id: number
  readonly name: string | undefined
}

/** What a conjunction data message says of the encounter as a whole; its states and covariances are not read. */
export type ConjunctionMessage = {
  readonly messageId: string
  readonly createdUtc: UtcInstant
  /** Who computed it, as the message names them. */
  readonly originator: string
  readonly tcaUtc: UtcInstant
  /** Distance at TCA, km. */
  readonly missKm: number
  readonly relativeSpeedKmPerS: number | undefined
  /** 0 to 1; absent where the message states none. */
  readonly collisionProbability: number | undefined
  /** Name of the method, such as `FOSTER-1992`. */
  readonly method: string | undefined
  readonly objects: readonly [ConjunctionObject, ConjunctionObject]
  readonly origin: RecordOrigin
}

/** Where a reader of conjunction messages delivers. */
export type ConjunctionMessageSink = {
  message(message: ConjunctionMessage): void
  /** A message that could not be read. Reading goes on. */
  problem(problem: RecordProblem): void
}

import type { Detection } from './detection.ts'

/** Turns what came from outside into a trusted value, or throws a `YaguraError` that names the place and what was expected. */
export type Schema<Value> = (text: string) => Value

/**
 * A domain as a plug-in value. It is registered by being passed in, never by a side effect of importing it.
 * `assess` is pure: the same batch and context give the same detections, so a past judgement can be replayed.
 */
export type Watch<Batch, Context, Evidence> = {
  /** Short, stable, lower case; the first part of the name of everything the watch makes. */
  readonly id: string
  /** Names of the kinds of things a batch is made of. */
  readonly reads: readonly string[]
  /** The door of each kind of document that the watch takes from people, by the kind's name. */
  readonly schemas: Readonly<Record<string, Schema<unknown>>>
  readonly assess: (batch: Batch, context: Context) => readonly Detection<Evidence>[]
}

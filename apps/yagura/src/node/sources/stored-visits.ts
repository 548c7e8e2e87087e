import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'

const Visits = Type.Object({
  heldAtMs: Type.Number(),
  heldForMs: Type.Number(),
  heldReason: Type.String(),
  lastAskedMs: Type.Record(Type.String(), Type.Number()),
  requestsMs: Type.Array(Type.Number()),
})

/** When a service was asked what, kept in the store, so that a restart does not forget it. Times are Unix time, ms. */
export type Visits = Static<typeof Visits>

/** The visits to a service as they are stored; none where there is no document. */
export function readVisits(document: unknown): Visits {
  if (Check(Visits, document)) return document
  return { heldAtMs: 0, heldForMs: 0, heldReason: '', lastAskedMs: {}, requestsMs: [] }
}
